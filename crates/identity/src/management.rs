//! Who may manage clients with a token instead of a session (decision 0040).

use chrono::{DateTime, Utc};
use domain::client_id::ClientId;
use domain::personal_access_token::PersonalAccessToken;
use store::people::Person;

use crate::bearer::{self, Refused as BadToken, Shown};
use crate::client_authentication::{Origin, may_call_from};
use crate::failure::Failure;
use crate::people::SignedIn;
use crate::{Identity, Visit};

/// The scope that a token needs. No other scope implies it.
pub const SCOPE: &str = "admin";

/// Why a token opens nothing here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It isn't good.
    Token(BadToken),
    /// It is a personal access token, or was exchanged for one: these never manage clients (security rule P6).
    Personal,
    /// It is good and was given for something else.
    Scope,
}

/// The visit of whoever shows an access token with the scope [`SCOPE`]: the token's person, or the owner of a client
/// that acts as itself.
///
/// A token is shown anew with each request, so for what asks for a fresh sign-in this is one.
///
/// # Errors
/// When the database fails.
pub async fn visit(
    identity: &Identity,
    shown: Shown<'_>,
    origin: Origin,
) -> Result<Result<Visit, Refused>, Failure> {
    if PersonalAccessToken::parse(&identity.settings.brand_prefix, shown.token).is_some() {
        return Ok(Err(Refused::Personal));
    }
    let audiences = [identity.settings.issuer.as_str(), identity.settings.api_url.as_str()];
    let (claims, access) = match bearer::access_token(identity, shown, &audiences, &origin).await? {
        Ok(good) => good,
        Err(bad) => return Ok(Err(Refused::Token(bad))),
    };
    if claims.secret_id.is_some() {
        return Ok(Err(Refused::Personal));
    }
    if !access.scopes.contains(SCOPE) {
        let cause = "the token lacks the scope admin";
        origin.audit(identity, "api.refused", "insufficient_scope", &access.client_id, cause);
        return Ok(Err(Refused::Scope));
    }
    let person = match access.user_id {
        Some(user) => Some(user),
        None => owner(identity, &access.client_id, &origin).await?,
    };
    let Some(person) = person else { return Ok(Err(Refused::Token(BadToken::Invalid))) };
    let Some(person) = store::people::find(&identity.db.reader, person).await? else {
        return Ok(Err(Refused::Token(BadToken::Invalid)));
    };
    let person = Some(without_session(person, identity.clock.now()));
    let Origin { address, request_id, .. } = origin;
    Ok(Ok(Visit { identity: identity.clone(), person, address, device: None, request_id }))
}

/// A person for whom a token speaks.
fn without_session(person: Person, now: DateTime<Utc>) -> SignedIn {
    SignedIn {
        id: person.id,
        account_id: person.account_id,
        name: person.profile.name,
        email: person.profile.email,
        roles: person.roles,
        sid: String::new(),
        session: NO_SESSION,
        authenticated_at: now,
        persistent: false,
    }
}

/// The row of no session: rows count from 1.
const NO_SESSION: i64 = 0;

/// The owner of a client that acts as itself, if the client may call from there and its owner was not switched off.
async fn owner(identity: &Identity, client_id: &str, origin: &Origin) -> Result<Option<i64>, Failure> {
    let Ok(id) = client_id.parse::<ClientId>() else { return Ok(None) };
    let found = store::clients::find_for_authentication(&identity.db.reader, id.as_str()).await?;
    let found = found.filter(|client| {
        !client.owner_disabled && may_call_from(&client.client.allowed_ip_addresses, origin.address)
    });
    Ok(found.map(|client| client.owner_id))
}
