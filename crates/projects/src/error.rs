//! What goes wrong at this surface, and how it is answered: always with an OData error body.

use axum::body::Body;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use odata::error::{Code, ErrorBody, Refusal};
use odata::path::Way;
use sea_orm::DbErr;

use crate::credentials::{CredentialsRefused, Scheme};
use crate::site::Site;
use crate::webhooks::{Trouble, VaultFailed};

mod database;

use database::{is_away, out_of_range, took_too_long};

/// Why a request is not answered with data.
#[derive(Debug)]
pub(crate) enum ApiError {
    /// There is no token (RFC 6750 §3: a challenge without an error).
    NoToken,
    /// There is a token, and it is no good. One answer for every reason.
    BadToken(Scheme),
    /// The token is good, and the proof that the caller has its key is not (RFC 9449 §7.1).
    BadProof,
    /// The credentials break the rules (RFC 6750 §3.1).
    BadCredentials(&'static str),
    /// The token is good and does not reach this far.
    InsufficientScope(&'static str),
    /// Nobody can say what the token is worth.
    TokensUnavailable,
    /// The request itself.
    Refused(Refusal),
    /// The method, with those that would do.
    Method(Refusal, &'static str),
    /// The database.
    Database(DbErr),
    /// The answer could not be written.
    Unprintable(serde_json::Error),
    /// A secret could not be drawn or sealed.
    Vault(VaultFailed),
}

impl From<Trouble> for ApiError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Database(error) => Self::Database(error),
            Trouble::Vault(failed) => Self::Vault(failed),
        }
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<DbErr> for ApiError {
    fn from(error: DbErr) -> Self {
        if took_too_long(&error) {
            let message = "the database took too long to answer; ask for less, or for something simpler";
            return Self::Refused(Refusal::new(Code::QueryTooComplex, message));
        }
        Self::Database(error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::Unprintable(error)
    }
}

impl From<CredentialsRefused> for ApiError {
    fn from(refused: CredentialsRefused) -> Self {
        match refused {
            CredentialsRefused::Malformed(why) => Self::BadCredentials(why),
            CredentialsRefused::NotAToken => Self::BadToken(Scheme::Bearer),
        }
    }
}

/// What error bodies are.
pub(crate) const CONTENT_TYPE_OF_ERRORS: &str = "application/json;odata.metadata=minimal";

const NO_TOKEN: &str = "This resource needs an access token in the Authorization header.";

/// One sentence for every reason: the difference would only help who is guessing.
const BAD_TOKEN: &str = "The access token is unknown, expired, revoked, or not meant for this API.";

const BAD_PROOF: &str = "The DPoP proof is missing, malformed, for another request, or was used before.";

impl ApiError {
    /// Code and cause, for the owner of the client that asked. What broke inside is for the log alone.
    pub(crate) fn in_words(&self) -> (&'static str, String) {
        match self {
            Self::NoToken => ("unauthorized", NO_TOKEN.to_owned()),
            Self::BadToken(_) => ("invalid_token", BAD_TOKEN.to_owned()),
            Self::BadProof => ("invalid_dpop_proof", BAD_PROOF.to_owned()),
            Self::BadCredentials(why) => ("invalid_request", (*why).to_owned()),
            Self::InsufficientScope(needed) => {
                ("insufficient_scope", format!("the token lacks the scope {needed}"))
            }
            Self::Refused(refusal) | Self::Method(refusal, _) => (refusal.code.as_str(), refusal.to_string()),
            Self::TokensUnavailable | Self::Database(_) | Self::Unprintable(_) | Self::Vault(_) => {
                ("server_error", "the server failed to answer".to_owned())
            }
        }
    }

    /// Answers, and logs what the answer does not say.
    pub(crate) fn into_response(self, site: &Site) -> Response {
        match self {
            Self::NoToken => unauthorized(site, ["", ""], &ErrorBody::new("unauthorized", NO_TOKEN)),
            Self::BadToken(scheme) => {
                let error = format!(", error=\"invalid_token\", error_description=\"{BAD_TOKEN}\"");
                let errors = match scheme {
                    Scheme::Bearer => [&*error, ""],
                    Scheme::Dpop => ["", &*error],
                };
                unauthorized(site, errors, &ErrorBody::new("invalid_token", BAD_TOKEN))
            }
            Self::BadProof => {
                let error = format!(", error=\"invalid_dpop_proof\", error_description=\"{BAD_PROOF}\"");
                unauthorized(site, ["", &error], &ErrorBody::new("invalid_dpop_proof", BAD_PROOF))
            }
            Self::BadCredentials(why) => {
                let error = format!(", error=\"invalid_request\", error_description=\"{why}\"");
                challenged(site, StatusCode::BAD_REQUEST, &error, &ErrorBody::new("invalid_request", why))
            }
            Self::InsufficientScope(needed) => insufficient(site, needed),
            Self::TokensUnavailable => unavailable(),
            Self::Refused(refusal) => refused(&refusal),
            Self::Method(refusal, allowed) => {
                let mut response = refused(&refusal);
                response.headers_mut().insert(ALLOW, HeaderValue::from_static(allowed));
                response
            }
            Self::Database(error) => database(&error),
            Self::Unprintable(error) => internal(&error),
            Self::Vault(failed) => internal(&failed),
        }
    }
}

/// A refusal of a path at whose end nothing is that exists for the token.
pub(crate) fn absent(way: &Way) -> Refusal {
    // Of what was called, the entity is missing that it was called on.
    let way = way.called.as_ref().and_then(|(_, on)| on.as_deref()).unwrap_or(way);
    Refusal::new(Code::NotFound, "there is no such entity").about(way.address())
}

/// An answer that carries an OData error body (JSON Format §21).
fn response(status: StatusCode, body: &ErrorBody) -> Response {
    let json = serde_json::to_vec(body).unwrap_or_default();
    let mut response = Response::new(Body::from(json));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(CONTENT_TYPE_OF_ERRORS));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The answer to a token that does not reach this far.
fn insufficient(site: &Site, needed: &str) -> Response {
    let error = format!(", error=\"insufficient_scope\", scope=\"{needed}\"");
    let message = format!("The access token lacks the scope `{needed}`.");
    challenged(site, StatusCode::FORBIDDEN, &error, &ErrorBody::new("insufficient_scope", message))
}

/// A refusal with the status of its code.
pub(crate) fn refused(refusal: &Refusal) -> Response {
    let status = StatusCode::from_u16(refusal.code.status()).unwrap_or(StatusCode::BAD_REQUEST);
    response(status, &refusal.body())
}

/// The answer to who has not signed in: besides Bearer it offers DPoP, and Basic as another way to send a token.
fn unauthorized(site: &Site, [bearer, dpop]: [&str; 2], body: &ErrorBody) -> Response {
    let mut response = challenged(site, StatusCode::UNAUTHORIZED, bearer, body);
    response.headers_mut().append(WWW_AUTHENTICATE, Site::dpop_challenge(dpop));
    if let Some(basic) = site.basic_challenge() {
        response.headers_mut().append(WWW_AUTHENTICATE, basic);
    }
    response
}

fn challenged(site: &Site, status: StatusCode, error: &str, body: &ErrorBody) -> Response {
    let mut response = response(status, body);
    response.headers_mut().append(WWW_AUTHENTICATE, site.bearer_challenge(error));
    response
}

fn database(error: &DbErr) -> Response {
    if is_away(error) {
        tracing::warn!(%error, "The database does not answer the API");
        return unavailable();
    }
    // A number that left its range, which SQLite would not mind: the request asked for it.
    if out_of_range(error) {
        let message = "a number in the request leaves the range that can be computed with";
        return refused(&Refusal::new(Code::InvalidValue, message));
    }
    internal(error)
}

fn internal(error: &dyn std::error::Error) -> Response {
    tracing::error!(error = %error, "The API failed to answer");
    response(
        StatusCode::INTERNAL_SERVER_ERROR,
        &ErrorBody::new("internal_error", "The server failed to answer."),
    )
}

fn unavailable() -> Response {
    let body = ErrorBody::new("unavailable", "The server cannot answer right now. Try again in a moment.");
    let mut response = response(StatusCode::SERVICE_UNAVAILABLE, &body);
    response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("1"));
    response
}
