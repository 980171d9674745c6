//! A personal access token for a JWT that lasts an hour (RFC 8693).
//!
//! The personal access token is the credential: whoever shows it may use it as it is, so nothing is gained by asking
//! for more (RFC 8693 §2.1 leaves client authentication to the server). Credentials that come along all the same have to
//! be those of the token's own client.

use chrono::{DateTime, TimeDelta, Utc};
use domain::personal_access_token::PersonalAccessToken;
use domain::request_scopes;
use oauth::form::Form;
use oauth::token::TokenResponse;
use oauth::token_exchange::TokenExchange;

use super::{GrantContext, OAuthError, Sent, issue, proven_key};
use crate::Identity;
use crate::bearer::{self, Personal};
use crate::client_authentication::{self, Credentials, Origin};

/// The longest that an exchanged token lasts.
const LIFETIME: TimeDelta = TimeDelta::hours(1);

/// Exchanges a personal access token.
///
/// # Errors
/// `invalid_request` for a token that isn't good, for whatever reason (RFC 8693 §2.2.2); `invalid_scope` for more than
/// it has, `invalid_target`, and the errors of client authentication.
pub async fn redeem(
    identity: &Identity,
    credentials: Option<&Credentials>,
    sent: &Sent<'_>,
    now: DateTime<Utc>,
) -> Result<TokenResponse, OAuthError> {
    let request = TokenExchange::read(sent.form)?;
    let token = PersonalAccessToken::parse(&identity.settings.brand_prefix, &request.subject_token);
    let token = token.ok_or_else(|| no_good("the subject token is no personal access token"))?;
    let personal = bearer::personal(identity, &token, sent.origin.called_from()).await?;
    let personal = personal.map_err(no_good)?;
    if let Some(credentials) = credentials {
        check_caller(identity, credentials, &personal, sent.origin, now).await?;
    }
    identity.settings.served().check(&request.resources)?;
    let client = personal.client();
    // Whoever has the token has all its scopes already, so asking for none means all, whatever the client's policy.
    let asked = request.scopes.unwrap_or_default();
    let scopes = request_scopes::decide(&asked, &client.client.scopes, false)?;
    let key = proven_key(identity, sent).await?;
    let resources = request.resources;
    let ctx =
        GrantContext { identity, client: &client, origin: sent.origin, resources, key, now, exchange: None };
    let expires_at = personal.expires_at.map_or(now + LIFETIME, |end| end.min(now + LIFETIME));
    let response = issue::for_personal_token(&ctx, personal.secret, &scopes, expires_at)?;
    Ok(TokenResponse { issued_token_type: Some(request.issued_token_type.to_owned()), ..response })
}

/// The client that the subject token says it is of; proven by nothing.
pub(super) fn claimed_client_id(identity: &Identity, form: &Form) -> Option<String> {
    let token = form.get("subject_token").ok()??;
    let token = PersonalAccessToken::parse(&identity.settings.brand_prefix, token)?;
    Some(token.client_id.to_string())
}

/// One sentence for unknown, wrong, expired and switched off.
fn no_good(cause: &str) -> OAuthError {
    OAuthError::invalid_request("the subject token is not valid").because(cause)
}

async fn check_caller(
    identity: &Identity,
    credentials: &Credentials,
    personal: &Personal,
    origin: &Origin,
    now: DateTime<Utc>,
) -> Result<(), OAuthError> {
    let own = credentials.claimed_client_id() == personal.client_id();
    if own && !credentials.prove_anything() {
        return Ok(());
    }
    client_authentication::authenticate(identity, credentials, origin, now).await?;
    if own { Ok(()) } else { Err(OAuthError::unauthorized_client(&identity.settings.issuer)) }
}
