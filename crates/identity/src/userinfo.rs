//! Whose an access token is (OpenID Connect Core §5.3).

use domain::asked_claims;
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::{Identity, bearer};

/// What userinfo says to a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Userinfo {
    /// The claims of the token's scopes, and those that the client asked for by name.
    Claims(Map<String, Value>),
    /// The token isn't good, or stands for no person.
    InvalidToken,
    /// The token is good but was not given for `openid`.
    InsufficientScope,
}

/// The claims behind an access token. Personal access tokens are for the API only.
///
/// # Errors
/// When the database fails.
pub async fn claims(identity: &Identity, token: &str) -> Result<Userinfo, Failure> {
    let Some((claims, access)) = bearer::access_token(identity, token).await? else {
        return Ok(Userinfo::InvalidToken);
    };
    let Some(user) = access.user_id else { return Ok(Userinfo::InvalidToken) };
    if !access.scopes.contains("openid") {
        return Ok(Userinfo::InsufficientScope);
    }
    let Some(person) = store::people::find(&identity.db.reader, user).await? else {
        return Ok(Userinfo::InvalidToken);
    };
    let mut answer = person.profile.claims(&access.scopes);
    if let Some(family) = &claims.family {
        let asked = store::families::asked_claims(&identity.db.reader, family).await?;
        answer.extend(asked_claims::tell(&person.profile, &asked.userinfo));
    }
    answer.insert("sub".to_owned(), Value::from(claims.sub));
    if let Some(granted) = claims.role {
        // What was granted and is still held: a role that was taken away is gone at once.
        let held: Vec<String> = granted.into_iter().filter(|role| person.roles.contains(role)).collect();
        answer.insert("role".to_owned(), Value::from(held));
    }
    Ok(Userinfo::Claims(answer))
}
