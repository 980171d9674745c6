//! Grant types (RFC 6749 §4, §6).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A way to obtain an access token that this server knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GrantType {
    /// RFC 6749 §4.1.
    AuthorizationCode,
    /// RFC 6749 §6.
    RefreshToken,
    /// RFC 6749 §4.3; deprecated by RFC 9700 §2.4, kept because the product's documents promise it.
    Password,
    /// RFC 6749 §4.4.
    ClientCredentials,
}

/// A grant type that this server does not have (RFC 6749 §5.2 `unsupported_grant_type`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the grant type is not supported")]
pub struct UnknownGrantType;

impl GrantType {
    /// Every grant type, in the order in which the documents list them.
    pub const ALL: [Self; 4] =
        [Self::AuthorizationCode, Self::RefreshToken, Self::Password, Self::ClientCredentials];

    /// The value of the parameter `grant_type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::Password => "password",
            Self::ClientCredentials => "client_credentials",
        }
    }
}

impl FromStr for GrantType {
    type Err = UnknownGrantType;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|grant| grant.as_str() == text).ok_or(UnknownGrantType)
    }
}

impl fmt::Display for GrantType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
