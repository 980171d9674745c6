//! A client ends a token that it no longer needs (RFC 7009).

use chrono::{DateTime, Utc};
use domain::personal_access_token::PersonalAccessToken;
use oauth::form::Form;
use oauth::introspection::LONGEST_TOKEN;

use crate::Identity;
use crate::client_authentication::{AuthenticatedClient, Credentials, Origin, authenticate};
use crate::failure::Failure;
use crate::grant::{AccessTokenClaims, OAuthError};
use crate::keys::TokenKind;
use crate::vault::Purpose;

/// What a request ended. From outside they all look alike (RFC 7009 §2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ended {
    /// A refresh token with all that its sign-in gave.
    SignIn,
    /// One access token.
    AccessToken,
    /// Nothing: the token is unknown, expired, ended before, or not the client's.
    Nothing,
}

/// Ends a token of the client that asks: a refresh token together with every access token of its sign-in, an access token
/// alone. A personal access token is its owner's to end, in the console, and stays.
///
/// # Errors
/// `invalid_client`, or `invalid_request` when no token was sent. A token that isn't good is no error.
pub async fn revoke(
    identity: &Identity,
    credentials: Result<Credentials, OAuthError>,
    form: &Form,
    origin: &Origin,
) -> Result<(), OAuthError> {
    let claimed = credentials.as_ref().map(|own| own.claimed_client_id().to_owned()).unwrap_or_default();
    let answer = async { answer(identity, &credentials?, form, origin).await }.await;
    let (action, outcome, detail) = match &answer {
        Ok(Ended::SignIn) => ("token.revoked", "done", "V3: a refresh token and its sign-in"),
        Ok(Ended::AccessToken) => ("token.revoked", "done", "V3: an access token"),
        Ok(Ended::Nothing) => ("token.revoked", "nothing", "V1, V2: no such token of this client"),
        Err(error) => ("token.revoked", error.code.as_str(), &*error.cause),
    };
    origin.audit(identity, action, outcome, &claimed, detail);
    answer.map(|_| ())
}

async fn answer(
    identity: &Identity,
    credentials: &Credentials,
    form: &Form,
    origin: &Origin,
) -> Result<Ended, OAuthError> {
    OAuthError::refuse_repeated(form)?;
    let now = identity.clock.now();
    let client = authenticate(identity, credentials, origin, now).await?;
    // The hint is not needed: tokens of different kinds look different.
    let token = form.require("token")?;
    Ok(end(identity, &client, token, now).await?)
}

async fn end(
    identity: &Identity,
    client: &AuthenticatedClient,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Ended, Failure> {
    let settings = &identity.settings;
    let personal = PersonalAccessToken::parse(&settings.brand_prefix, token).is_some();
    if personal || token.len() > LONGEST_TOKEN {
        return Ok(Ended::Nothing);
    }
    let writer = &identity.db.writer;
    let verified = identity.keys.verify::<AccessTokenClaims>(TokenKind::Access, token, &settings.issuer);
    if let Some(claims) = verified.await {
        let expires_at = DateTime::from_timestamp(claims.exp, 0);
        return match expires_at.filter(|_| claims.client_id == client.client.client_id.as_str()) {
            Some(expires_at) => {
                store::access::revoke(writer, &claims.jti, expires_at).await?;
                Ok(Ended::AccessToken)
            }
            None => Ok(Ended::Nothing),
        };
    }
    let digest = identity.vault.digest(Purpose::RefreshToken, token);
    let ended = store::families::revoke_of_token(writer, &digest, client.key, now).await?;
    Ok(if ended { Ended::SignIn } else { Ended::Nothing })
}
