//! Whose an access token is (OpenID Connect Core §5.3).

use domain::asked_claims;
use oauth::dpop::ProofRefused;
use serde_json::{Map, Value};

use crate::Identity;
use crate::bearer::{self, Refused, Shown};
use crate::client_authentication::Origin;
use crate::failure::Failure;

/// What userinfo says to a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Userinfo {
    /// The claims of the token's scopes, and those that the client asked for by name.
    Claims(Map<String, Value>),
    /// The token isn't good, or stands for no person.
    InvalidToken,
    /// The token's proof of possession isn't good (RFC 9449 §7.1).
    InvalidProof(ProofRefused),
    /// The token is good but was not given for `openid`.
    InsufficientScope,
}

/// The claims behind an access token. Personal access tokens are for the API only.
///
/// # Errors
/// When the database fails.
pub async fn claims(identity: &Identity, shown: Shown<'_>, origin: &Origin) -> Result<Userinfo, Failure> {
    // A token whose client named no server is for the API, and opens userinfo as well if `openid` was granted.
    let audiences = [identity.settings.issuer.as_str(), identity.settings.api_url.as_str()];
    let (claims, access) = match bearer::access_token(identity, shown, &audiences, origin).await? {
        Ok(good) => good,
        Err(Refused::Invalid) => return Ok(Userinfo::InvalidToken),
        Err(Refused::Proof(why)) => return Ok(Userinfo::InvalidProof(why)),
    };
    let Some(user) = access.user_id else { return Ok(Userinfo::InvalidToken) };
    if !access.scopes.contains("openid") {
        let cause = "the token lacks the scope openid";
        origin.audit(identity, "api.refused", "insufficient_scope", &access.client_id, cause);
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
