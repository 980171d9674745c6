//! Token exchange: a token that one has for a token that one needs (RFC 8693).

use crate::error::ErrorCode;
use crate::form::{Form, FormError};
use crate::grant_type::GrantType;
use crate::resource::{NotAResource, Resources};
use crate::scope::{NotAScope, Scopes};

/// The type of access tokens, whatever they are made of (RFC 8693 §3).
pub const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
/// The type of JSON Web Tokens (RFC 8693 §3).
pub const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";

/// What is asked for (RFC 8693 §2.1).
pub struct TokenExchange {
    /// The token that shows on whose behalf.
    pub subject_token: String,
    /// The type that the answer calls its token.
    pub issued_token_type: &'static str,
    /// The scopes asked for, when the parameter was sent.
    pub scopes: Option<Scopes>,
    /// The servers that the token should be for, by `resource` and by `audience`.
    pub resources: Resources,
}

/// Why an exchange can't be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnreadableExchange {
    /// A parameter is missing or repeated.
    #[error(transparent)]
    Form(#[from] FormError),
    /// A scope is malformed.
    #[error(transparent)]
    Scope(#[from] NotAScope),
    /// `resource` or `audience` is no address.
    #[error(transparent)]
    Target(#[from] NotAResource),
    /// The subject token is of another type than access tokens.
    #[error("subject_token_type has to be urn:ietf:params:oauth:token-type:access_token")]
    SubjectType,
    /// Another type of token is asked for.
    #[error("requested_token_type has to be the URN of access_token or jwt")]
    RequestedType,
    /// Somebody wants to act for the subject. A token that says so is not made here, and one that doesn't is not
    /// what was asked for.
    #[error("actor tokens are not supported")]
    Actor,
}

impl UnreadableExchange {
    /// The error code of the answer (RFC 8693 §2.2.2).
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Scope(_) => ErrorCode::InvalidScope,
            Self::Target(_) => ErrorCode::InvalidTarget,
            Self::Form(_) | Self::SubjectType | Self::RequestedType | Self::Actor => {
                ErrorCode::InvalidRequest
            }
        }
    }
}

impl TokenExchange {
    /// Whether a request of the token endpoint is an exchange.
    #[must_use]
    pub fn is_asked(form: &Form) -> bool {
        form.get("grant_type") == Ok(Some(GrantType::TokenExchange.as_str()))
    }

    /// Reads the form of an exchange.
    ///
    /// # Errors
    /// When a parameter is missing, repeated, malformed, or asks for what this server doesn't do.
    pub fn read(form: &Form) -> Result<Self, UnreadableExchange> {
        if form.get("actor_token")?.is_some() || form.get("actor_token_type")?.is_some() {
            return Err(UnreadableExchange::Actor);
        }
        if form.require("subject_token_type")? != ACCESS_TOKEN {
            return Err(UnreadableExchange::SubjectType);
        }
        let issued_token_type = match form.get("requested_token_type")? {
            None | Some(ACCESS_TOKEN) => ACCESS_TOKEN,
            Some(JWT) => JWT,
            Some(_) => return Err(UnreadableExchange::RequestedType),
        };
        let targets = form.get_all("resource").iter().chain(form.get_all("audience"));
        Ok(Self {
            subject_token: form.require("subject_token")?.to_owned(),
            issued_token_type,
            scopes: form.get("scope")?.map(Scopes::parse).transpose()?,
            resources: targets.map(|text| text.parse()).collect::<Result<_, NotAResource>>()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(more: &str) -> Result<TokenExchange, UnreadableExchange> {
        let body = format!("subject_token=exepron_pat_abc123def456%3Ax&{more}");
        TokenExchange::read(&Form::parse(body.as_bytes()).unwrap())
    }

    const TYPE: &str = "subject_token_type=urn%3Aietf%3Aparams%3Aoauth%3Atoken-type%3Aaccess_token";

    #[test]
    fn an_exchange_names_its_token_and_the_types() {
        let plain = read(TYPE).unwrap();
        assert_eq!(
            (plain.subject_token.as_str(), plain.issued_token_type),
            ("exepron_pat_abc123def456:x", ACCESS_TOKEN)
        );
        assert!(plain.scopes.is_none() && plain.resources.is_empty());
        let jwt = read(&format!("{TYPE}&requested_token_type={JWT}&audience=https://a&resource=https://b"))
            .unwrap();
        assert_eq!(jwt.issued_token_type, JWT);
        assert_eq!(jwt.resources.iter().collect::<Vec<_>>(), ["https://a", "https://b"]);
    }

    #[test]
    fn what_this_server_does_not_do_is_refused_by_name() {
        let refresh = "urn:ietf:params:oauth:token-type:refresh_token";
        for (more, why) in [
            (String::new(), UnreadableExchange::Form(FormError::Missing("subject_token_type"))),
            (format!("subject_token_type={refresh}"), UnreadableExchange::SubjectType),
            (format!("{TYPE}&requested_token_type={refresh}"), UnreadableExchange::RequestedType),
            (format!("{TYPE}&actor_token=x"), UnreadableExchange::Actor),
            (format!("{TYPE}&actor_token_type={ACCESS_TOKEN}"), UnreadableExchange::Actor),
            (format!("{TYPE}&audience=api"), UnreadableExchange::Target(NotAResource)),
            (format!("{TYPE}&scope=%22"), UnreadableExchange::Scope(NotAScope)),
        ] {
            assert_eq!(read(&more).err(), Some(why), "{more}");
        }
    }
}
