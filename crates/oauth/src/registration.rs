//! Dynamic client registration (RFC 7591) and management of what was registered (RFC 7592).

mod information;
mod read;

use serde_json::Value;

pub use self::information::ClientInformation;
pub use self::read::{Change, MetadataRefused};
use crate::grant_type::GrantType;
use crate::scope::Scopes;

/// Client metadata as a client sends it (RFC 7591 §2, OpenID Connect Dynamic Client Registration §2). Members that are not
/// here are ignored, as RFC 7591 §2 asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClientMetadata {
    /// Where codes may be sent.
    pub redirect_uris: Vec<String>,
    /// How it authenticates at the token endpoint.
    pub auth_method: AuthMethod,
    /// The grant types it wants to use.
    pub grant_types: Vec<GrantType>,
    /// The name that people see; `None` when it was left out.
    pub client_name: Option<String>,
    /// The scopes it wants to ask for; `None` when they were left out.
    pub scopes: Option<Scopes>,
    /// Where people may be sent after they signed out (OpenID Connect RP-Initiated Logout §3.1).
    pub post_logout_redirect_uris: Vec<String>,
    /// Where it wants to be told that a session has ended (OpenID Connect Back-Channel Logout 1.0 §2.2).
    pub backchannel_logout_uri: Option<String>,
    /// What shall sign its ID tokens; `None` when it was left out.
    pub id_token_signed_response_alg: Option<String>,
    /// Its public keys by value (RFC 7517 §5).
    pub jwks: Option<Value>,
}

/// How a client authenticates at the token endpoint (RFC 7591 §2, RFC 7523 §2.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AuthMethod {
    /// Not at all: a public client.
    None,
    /// By a secret in the header.
    #[default]
    ClientSecretBasic,
    /// By a secret in the form.
    ClientSecretPost,
    /// By a signature with a key of its own.
    PrivateKeyJwt,
}

/// A way of authentication that this server doesn't have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the way of client authentication is not supported")]
pub struct UnknownAuthMethod;

impl AuthMethod {
    /// Every way, as discovery lists them.
    pub const ALL: [Self; 4] =
        [Self::ClientSecretBasic, Self::ClientSecretPost, Self::PrivateKeyJwt, Self::None];

    /// The value of `token_endpoint_auth_method`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ClientSecretBasic => "client_secret_basic",
            Self::ClientSecretPost => "client_secret_post",
            Self::PrivateKeyJwt => "private_key_jwt",
        }
    }
}

impl std::str::FromStr for AuthMethod {
    type Err = UnknownAuthMethod;

    fn from_str(text: &str) -> Result<Self, UnknownAuthMethod> {
        Self::ALL.into_iter().find(|method| method.as_str() == text).ok_or(UnknownAuthMethod)
    }
}

/// The response types that go with grant types (RFC 7591 §2.1).
#[must_use]
pub fn response_types(grants: &[GrantType]) -> Vec<String> {
    grants.contains(&GrantType::AuthorizationCode).then(|| "code".to_owned()).into_iter().collect()
}
