//! Errors as they leave the server (RFC 6749 §4.1.2.1, §5.2; OpenID Connect Core §3.1.2.6; RFC 8628 §3.5).

use serde::{Deserialize, Serialize};

/// The value of `error` in an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The request lacks a parameter, repeats one or is otherwise malformed.
    InvalidRequest,
    /// Client authentication failed.
    InvalidClient,
    /// The code, refresh token or password is not good, for whatever reason.
    InvalidGrant,
    /// This client may not use this grant type or response type.
    UnauthorizedClient,
    /// The server does not have this grant type.
    UnsupportedGrantType,
    /// A scope is unknown, malformed or not assigned to the client.
    InvalidScope,
    /// A resource is malformed, unknown, or more than was granted (RFC 8707 §2).
    InvalidTarget,
    /// The proof of possession is missing, malformed, for another request, or was used before (RFC 9449 §5, §7.1).
    InvalidDpopProof,
    /// The person or the server refused.
    AccessDenied,
    /// The server has only the response type `code`.
    UnsupportedResponseType,
    /// The redirect URI is not registered; never sent by redirect (name from RFC 7591 §3.2.2).
    InvalidRedirectUri,
    /// The metadata of a client that registers itself can't be (RFC 7591 §3.2.2).
    InvalidClientMetadata,
    /// `prompt=none` and nobody is signed in.
    LoginRequired,
    /// `prompt=none` and consent is needed.
    ConsentRequired,
    /// The sign-in can't be as strong as the client says it has to be (OpenID Connect Unmet Authentication Requirements).
    UnmetAuthenticationRequirements,
    /// Request objects are not supported.
    RequestNotSupported,
    /// Request objects by reference are not supported.
    RequestUriNotSupported,
    /// The person has not decided yet (RFC 8628 §3.5).
    AuthorizationPending,
    /// The device asks too often (RFC 8628 §3.5).
    SlowDown,
    /// Nobody decided in time (RFC 8628 §3.5).
    ExpiredToken,
    /// The reference to a pushed request is unknown, used or another client's; never sent by redirect (RFC 9126 §4).
    InvalidRequestUri,
    /// Clients are not registered on the fly.
    RegistrationNotSupported,
    /// Something broke inside.
    ServerError,
    /// The server can't do it right now.
    TemporarilyUnavailable,
    /// A token was sent and is not good (RFC 6750 §3.1).
    InvalidToken,
    /// The token lacks a scope (RFC 6750 §3.1).
    InsufficientScope,
}

impl ErrorCode {
    /// The code as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidRequest => "invalid_request",
            Self::InvalidClient => "invalid_client",
            Self::InvalidGrant => "invalid_grant",
            Self::UnauthorizedClient => "unauthorized_client",
            Self::UnsupportedGrantType => "unsupported_grant_type",
            Self::InvalidScope => "invalid_scope",
            Self::InvalidTarget => "invalid_target",
            Self::InvalidDpopProof => "invalid_dpop_proof",
            Self::AccessDenied => "access_denied",
            Self::UnsupportedResponseType => "unsupported_response_type",
            Self::InvalidRedirectUri => "invalid_redirect_uri",
            Self::InvalidClientMetadata => "invalid_client_metadata",
            Self::LoginRequired => "login_required",
            Self::ConsentRequired => "consent_required",
            Self::UnmetAuthenticationRequirements => "unmet_authentication_requirements",
            Self::RequestNotSupported => "request_not_supported",
            Self::RequestUriNotSupported => "request_uri_not_supported",
            Self::AuthorizationPending => "authorization_pending",
            Self::SlowDown => "slow_down",
            Self::ExpiredToken => "expired_token",
            Self::InvalidRequestUri => "invalid_request_uri",
            Self::RegistrationNotSupported => "registration_not_supported",
            Self::ServerError => "server_error",
            Self::TemporarilyUnavailable => "temporarily_unavailable",
            Self::InvalidToken => "invalid_token",
            Self::InsufficientScope => "insufficient_scope",
        }
    }
}

/// The body of an error answer (RFC 6749 §5.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// What went wrong, for programs.
    pub error: String,
    /// What went wrong, for developers; printable ASCII without quote and backslash.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_description: Option<String>,
    /// A page that explains it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_uri: Option<String>,
}
