//! The token request and its answer (RFC 6749 §4.1.3, §4.3.2, §4.4.2, §5.1, §6; RFC 8628 §3.4).

use serde::{Deserialize, Serialize};

use crate::error::ErrorCode;
use crate::form::{Form, FormError};
use crate::grant_type::GrantType;
use crate::scope::Scopes;

/// What the client hands in for a token.
pub enum TokenRequest {
    /// A code from the authorization endpoint.
    AuthorizationCode(CodeExchange),
    /// A refresh token.
    RefreshToken(RefreshExchange),
    /// A person's e-mail address and password.
    Password(PasswordExchange),
    /// Nothing but the client's own credentials.
    ClientCredentials(ClientCredentialsExchange),
    /// The code of a device whose person decides elsewhere.
    DeviceCode(DeviceExchange),
}

/// RFC 6749 §4.1.3, RFC 7636 §4.5.
pub struct CodeExchange {
    /// The code.
    pub code: String,
    /// The redirect URI of the authorization request, as text.
    pub redirect_uri: String,
    /// The PKCE verifier, as it was sent.
    pub code_verifier: Option<String>,
}

/// RFC 6749 §6.
pub struct RefreshExchange {
    /// The refresh token.
    pub refresh_token: String,
    /// The scopes to narrow to, when the parameter was sent.
    pub scopes: Option<Scopes>,
}

/// RFC 6749 §4.3.2.
pub struct PasswordExchange {
    /// The e-mail address.
    pub username: String,
    /// The password.
    pub password: String,
    /// The scopes asked for, when the parameter was sent.
    pub scopes: Option<Scopes>,
}

/// RFC 6749 §4.4.2.
pub struct ClientCredentialsExchange {
    /// The scopes asked for, when the parameter was sent.
    pub scopes: Option<Scopes>,
}

/// RFC 8628 §3.4.
pub struct DeviceExchange {
    /// The device code.
    pub device_code: String,
}

/// Why a token request can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableRequest {
    /// A parameter is missing or repeated.
    #[error(transparent)]
    Form(#[from] FormError),
    /// The server doesn't have this grant type.
    #[error("the grant type is not supported")]
    GrantType,
    /// A scope is malformed.
    #[error("a scope is malformed")]
    Scope,
}

impl UnreadableRequest {
    /// The error code of the answer (RFC 6749 §5.2).
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Form(_) => ErrorCode::InvalidRequest,
            Self::GrantType => ErrorCode::UnsupportedGrantType,
            Self::Scope => ErrorCode::InvalidScope,
        }
    }
}

impl TokenRequest {
    /// Reads which grant a form asks for, whatever else it holds: whether a client may use a grant comes before what the
    /// grant needs.
    ///
    /// # Errors
    /// When `grant_type` is missing, repeated or unknown.
    pub fn grant(form: &Form) -> Result<GrantType, UnreadableRequest> {
        form.require("grant_type")?.parse().map_err(|_| UnreadableRequest::GrantType)
    }

    /// Reads the form of a token request.
    ///
    /// # Errors
    /// When a parameter is missing, repeated or malformed, or the grant type is unknown.
    pub fn read(form: &Form) -> Result<Self, UnreadableRequest> {
        Ok(match Self::grant(form)? {
            GrantType::AuthorizationCode => Self::AuthorizationCode(CodeExchange {
                code: owned(form, "code")?,
                redirect_uri: owned(form, "redirect_uri")?,
                code_verifier: form.get("code_verifier")?.map(str::to_owned),
            }),
            GrantType::RefreshToken => Self::RefreshToken(RefreshExchange {
                refresh_token: owned(form, "refresh_token")?,
                scopes: scopes(form)?,
            }),
            GrantType::Password => Self::Password(PasswordExchange {
                username: owned(form, "username")?,
                password: owned(form, "password")?,
                scopes: scopes(form)?,
            }),
            GrantType::ClientCredentials => {
                Self::ClientCredentials(ClientCredentialsExchange { scopes: scopes(form)? })
            }
            GrantType::DeviceCode => {
                Self::DeviceCode(DeviceExchange { device_code: owned(form, "device_code")? })
            }
            // No client's request: the token says who asks, and `TokenExchange::read` reads it.
            GrantType::TokenExchange => return Err(UnreadableRequest::GrantType),
        })
    }
}

fn owned(form: &Form, name: &'static str) -> Result<String, FormError> {
    form.require(name).map(str::to_owned)
}

pub(crate) fn scopes(form: &Form) -> Result<Option<Scopes>, UnreadableRequest> {
    form.get("scope")?.map(Scopes::parse).transpose().map_err(|_| UnreadableRequest::Scope)
}

/// A successful answer of the token endpoint (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3).
#[derive(Clone, Serialize, Deserialize)]
pub struct TokenResponse {
    /// The access token.
    pub access_token: String,
    /// `Bearer`, or `DPoP` for a token that is bound to a key (RFC 9449 §5).
    pub token_type: String,
    /// Seconds until the access token expires.
    pub expires_in: u64,
    /// The refresh token, if one was granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    /// The ID token, if `openid` was granted for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
    /// The scopes that were granted.
    pub scope: String,
    /// What the access token is, when it was given for another token (RFC 8693 §2.2.1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_token_type: Option<String>,
}

impl std::fmt::Debug for TokenResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenResponse").field("scope", &self.scope).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(body: &str) -> Result<TokenRequest, UnreadableRequest> {
        TokenRequest::read(&Form::parse(body.as_bytes()).unwrap())
    }

    #[test]
    fn the_password_form_of_the_product_documents_is_read() {
        let body = "grant_type=password&username=USER_EMAIL&password=USER_PASSWORD\
                    &client_id=service_abc123def456&client_secret=dGVzdHNlY3JldA==&scope=exepron.restapi";
        let Ok(TokenRequest::Password(form)) = read(body) else { panic!("not a password request") };
        assert_eq!((form.username.as_str(), form.password.as_str()), ("USER_EMAIL", "USER_PASSWORD"));
        assert!(form.scopes.unwrap().contains("exepron.restapi"));
    }

    #[test]
    fn a_device_code_is_asked_for_by_its_urn() {
        let body = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code\
                    &device_code=GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS&client_id=1406020730";
        let Ok(TokenRequest::DeviceCode(form)) = read(body) else { panic!("not a device request") };
        assert_eq!(form.device_code, "GmRhmhcxhwAzkoEqiMEg_DnyEysNkuNhszIySk9eS");
    }

    // Shows T7.
    #[test]
    fn what_is_missing_or_unknown_has_its_own_error_code() {
        for (body, code) in [
            ("", ErrorCode::InvalidRequest),
            ("grant_type=implicit", ErrorCode::UnsupportedGrantType),
            ("grant_type=password&username=a", ErrorCode::InvalidRequest),
            ("grant_type=client_credentials&scope=%22", ErrorCode::InvalidScope),
            ("grant_type=client_credentials&grant_type=password", ErrorCode::InvalidRequest),
        ] {
            assert_eq!(read(body).err().map(|why| why.code()), Some(code), "{body}");
        }
    }
}
