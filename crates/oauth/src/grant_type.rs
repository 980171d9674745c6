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
    /// RFC 8628 §3.4: a device without a browser.
    #[serde(rename = "urn:ietf:params:oauth:grant-type:device_code")]
    DeviceCode,
    /// RFC 8693 §2.1: for personal access tokens, which all have it.
    #[serde(rename = "urn:ietf:params:oauth:grant-type:token-exchange")]
    TokenExchange,
}

/// A grant type that this server does not have (RFC 6749 §5.2 `unsupported_grant_type`).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the grant type is not supported")]
pub struct UnknownGrantType;

impl GrantType {
    /// Every grant type, in the order in which the documents list them.
    pub const ALL: [Self; 6] = [
        Self::AuthorizationCode,
        Self::RefreshToken,
        Self::Password,
        Self::ClientCredentials,
        Self::DeviceCode,
        Self::TokenExchange,
    ];

    /// The value of the parameter `grant_type`.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::AuthorizationCode => "authorization_code",
            Self::RefreshToken => "refresh_token",
            Self::Password => "password",
            Self::ClientCredentials => "client_credentials",
            Self::DeviceCode => "urn:ietf:params:oauth:grant-type:device_code",
            Self::TokenExchange => "urn:ietf:params:oauth:grant-type:token-exchange",
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

#[cfg(test)]
mod tests {
    use serde::de::IntoDeserializer as _;
    use serde::de::value::{Error, StrDeserializer};

    use super::*;

    #[test]
    fn a_grant_type_is_written_the_same_in_forms_and_in_json() {
        for grant in GrantType::ALL {
            assert_eq!(grant.as_str().parse(), Ok(grant));
            let json: StrDeserializer<'_, Error> = grant.as_str().into_deserializer();
            assert_eq!(GrantType::deserialize(json), Ok(grant));
        }
    }
}
