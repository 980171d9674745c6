//! Grants: what the token endpoint gives for what (RFC 6749 §4, §6).

mod claims;
mod error;
mod issue;
pub mod authorization_code;
pub mod refresh_token;
pub mod password;
pub mod client_credentials;
pub mod device_code;
pub mod token_exchange;

use chrono::{DateTime, Utc};
use domain::template::Template;
use oauth::dpop::Thumbprint;
use oauth::form::Form;
use oauth::resource::Resources;
use oauth::token::{TokenRequest, TokenResponse, UnreadableRequest};
use oauth::token_exchange::TokenExchange;

pub(crate) use self::claims::AccessTokenClaims;
pub use self::error::OAuthError;
use crate::Identity;
use crate::client_authentication::{self, AuthenticatedClient, Credentials, Origin};
use crate::dpop;
use crate::exchanges::Exchange;
use crate::vault::Purpose;

/// What every grant works with.
pub struct GrantContext<'a> {
    /// The server.
    pub identity: &'a Identity,
    /// The client, authenticated.
    pub client: &'a AuthenticatedClient,
    /// Where the request comes from.
    pub origin: &'a Origin,
    /// The servers that the request names (RFC 8707); none when it leaves that open.
    pub resources: Resources,
    /// The key that the request proves to have: what it gets is bound to it (RFC 9449 §5).
    pub key: Option<Thumbprint>,
    /// The time at which the request came in.
    pub now: DateTime<Utc>,
    /// The refresh token that the request brings, among others that bring it.
    pub exchange: Option<&'a Exchange<'a>>,
}

/// What a token request, or a pushed one, brings along.
#[derive(Clone, Copy)]
pub struct Sent<'a> {
    /// Its parameters.
    pub form: &'a Form,
    /// Its proofs of possession.
    pub possession: dpop::Shown<'a>,
    /// Where it comes from.
    pub origin: &'a Origin,
}

/// Answers a token request (RFC 6749 §3.2).
///
/// # Errors
/// The error of RFC 6749 §5.2, with its cause for the log.
pub async fn redeem(
    identity: &Identity,
    credentials: Result<Option<Credentials>, OAuthError>,
    sent: Sent<'_>,
) -> Result<TokenResponse, OAuthError> {
    let now = identity.clock.now();
    let claimed = credentials.as_ref().ok().and_then(Option::as_ref).map(Credentials::claimed_client_id);
    let claimed =
        claimed.map(str::to_owned).or_else(|| token_exchange::claimed_client_id(identity, sent.form));
    // Noted before anything is waited for, so that two requests that overlap know of each other.
    let exchange = sent.form.get("refresh_token").ok().flatten().map(|token| {
        let digest = identity.vault.digest(Purpose::RefreshToken, token);
        identity.exchanges.begin(digest, now)
    });
    let arrival = Arrival { now, exchange: exchange.as_ref() };
    let answer = async { answer(identity, credentials?.as_ref(), &sent, arrival).await }.await;
    record(identity, &claimed.unwrap_or_default(), sent.form, &answer, sent.origin);
    answer
}

/// When a request came in, and the refresh token that it brings.
#[derive(Clone, Copy)]
struct Arrival<'a> {
    now: DateTime<Utc>,
    exchange: Option<&'a Exchange<'a>>,
}

async fn answer(
    identity: &Identity,
    credentials: Option<&Credentials>,
    sent: &Sent<'_>,
    arrival: Arrival<'_>,
) -> Result<TokenResponse, OAuthError> {
    let (form, Arrival { now, exchange }) = (sent.form, arrival);
    OAuthError::refuse_repeated(form)?;
    if TokenExchange::is_asked(form) {
        return token_exchange::redeem(identity, credentials, sent, now).await;
    }
    let Some(credentials) = credentials else {
        // Whoever asks for what nobody has is told so, also without a client.
        return Err(match TokenRequest::grant(form) {
            Err(why @ UnreadableRequest::GrantType) => why.into(),
            _ => Credentials::missing(),
        });
    };
    let client = client_authentication::authenticate(identity, credentials, sent.origin, now).await?;
    let grant = TokenRequest::grant(form)?;
    if !identity.settings.has_grant(grant) {
        return Err(UnreadableRequest::GrantType.into());
    }
    let token_itself = client.client.template == Some(Template::PersonalAccessToken);
    if token_itself || !client.may_use(grant) {
        return Err(OAuthError::unauthorized_client(&identity.settings.issuer));
    }
    let request = TokenRequest::read(form)?;
    let (resources, key) = (Resources::read(form)?, proven_key(identity, sent).await?);
    let ctx = GrantContext { identity, client: &client, origin: sent.origin, resources, key, now, exchange };
    match request {
        TokenRequest::AuthorizationCode(form) => authorization_code::redeem(&ctx, &form).await,
        TokenRequest::RefreshToken(form) => refresh_token::redeem(&ctx, &form).await,
        TokenRequest::Password(form) => password::redeem(&ctx, &form).await,
        TokenRequest::ClientCredentials(form) => client_credentials::redeem(&ctx, &form),
        TokenRequest::DeviceCode(form) => device_code::redeem(&ctx, &form).await,
    }
}

/// The key of a request that brings a proof. Without one its tokens are bearer tokens.
pub(crate) async fn proven_key(
    identity: &Identity,
    sent: &Sent<'_>,
) -> Result<Option<Thumbprint>, OAuthError> {
    if sent.possession.is_empty() {
        return Ok(None);
    }
    Ok(Some(dpop::verify(identity, &sent.possession, None).await??))
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
