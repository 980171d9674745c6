//! Grants: what the token endpoint gives for what (RFC 6749 §4, §6).

mod error;
mod issue;
pub mod authorization_code;
pub mod refresh_token;
pub mod password;
pub mod client_credentials;
pub mod device_code;

use chrono::{DateTime, Utc};
use domain::template::Template;
use oauth::form::Form;
use oauth::token::{TokenRequest, TokenResponse};

pub use self::error::OAuthError;
pub(crate) use self::issue::AccessTokenClaims;
use crate::Identity;
use crate::client_authentication::{self, AuthenticatedClient, Credentials, Origin};

/// What every grant works with.
pub struct GrantContext<'a> {
    /// The server.
    pub identity: &'a Identity,
    /// The client, authenticated.
    pub client: &'a AuthenticatedClient,
    /// Where the request comes from.
    pub origin: &'a Origin,
    /// The time at which the request came in.
    pub now: DateTime<Utc>,
}

/// Answers a token request (RFC 6749 §3.2).
///
/// # Errors
/// The error of RFC 6749 §5.2, with its cause for the log.
pub async fn redeem(
    identity: &Identity,
    credentials: Result<Credentials, OAuthError>,
    form: &Form,
    origin: &Origin,
) -> Result<TokenResponse, OAuthError> {
    let now = identity.clock.now();
    let claimed = credentials.as_ref().map(|own| own.claimed_client_id().to_owned()).unwrap_or_default();
    let answer = async { answer(identity, &credentials?, form, origin, now).await }.await;
    record(identity, &claimed, form, &answer, origin);
    answer
}

async fn answer(
    identity: &Identity,
    credentials: &Credentials,
    form: &Form,
    origin: &Origin,
    now: DateTime<Utc>,
) -> Result<TokenResponse, OAuthError> {
    OAuthError::refuse_repeated(form)?;
    let client = client_authentication::authenticate(identity, credentials, origin, now).await?;
    let request = TokenRequest::read(form)?;
    let token_itself = client.client.template == Some(Template::PersonalAccessToken);
    if token_itself || !client.may_use(request.grant_type()) {
        return Err(OAuthError::unauthorized_client(&identity.settings.issuer));
    }
    let ctx = GrantContext { identity, client: &client, origin, now };
    match request {
        TokenRequest::AuthorizationCode(form) => authorization_code::redeem(&ctx, &form).await,
        TokenRequest::RefreshToken(form) => refresh_token::redeem(&ctx, &form).await,
        TokenRequest::Password(form) => password::redeem(&ctx, &form).await,
        TokenRequest::ClientCredentials(form) => client_credentials::redeem(&ctx, &form),
        TokenRequest::DeviceCode(form) => device_code::redeem(&ctx, &form).await,
    }
}

fn record(
    identity: &Identity,
    client_id: &str,
    form: &Form,
    answer: &Result<TokenResponse, OAuthError>,
    origin: &Origin,
) {
    let grant = form
        .get("grant_type")
        .ok()
        .flatten()
        .and_then(|text| text.parse::<oauth::grant_type::GrantType>().ok());
    let grant = grant.map_or("unknown", oauth::grant_type::GrantType::as_str);
    let (action, outcome, detail) = match answer {
        Ok(_) => ("token.issued", "done", grant.to_owned()),
        Err(error) => ("token.refused", error.code.as_str(), format!("{grant}: {}", error.cause)),
    };
    origin.audit(identity, action, outcome, client_id, &detail);
}
