//! The answer to an authorization request, and how it travels (OAuth 2.0 Multiple Response Type Encoding Practices §2.1,
//! OAuth 2.0 Form Post Response Mode).

use std::fmt;

use super::{Address, Refused, invalid};
use crate::form::Form;

/// How an answer travels to the redirect URI.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ResponseMode {
    /// In the query of a redirect; what a code has when nothing is said.
    #[default]
    Query,
    /// As a form that a page sends.
    FormPost,
}

impl ResponseMode {
    /// Every mode, as discovery lists them.
    pub const ALL: [Self; 2] = [Self::Query, Self::FormPost];

    /// The mode as it is written on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::FormPost => "form_post",
        }
    }

    /// Reads the parameter `response_mode`.
    ///
    /// # Errors
    /// `invalid_request` for a mode that isn't known: `fragment` is none for a code (RFC 9700 §4.1). An app's own
    /// scheme opens an app, which gets an address and no form.
    pub(super) fn read(form: &Form) -> Result<Self, Refused> {
        match form.get("response_mode")? {
            None | Some("query") => Ok(Self::Query),
            Some("form_post") if takes_forms(form.get("redirect_uri")?.unwrap_or_default()) => {
                Ok(Self::FormPost)
            }
            Some("form_post") => Err(invalid("form_post needs a redirect URI of the web")),
            Some(_) => Err(invalid("the response modes are query and form_post")),
        }
    }

    /// The mode in which errors go back, also those about the mode itself.
    pub(super) fn for_errors(form: &Form, redirect_uri: &str) -> Self {
        match form.get("response_mode") {
            Ok(Some("form_post")) if takes_forms(redirect_uri) => Self::FormPost,
            _ => Self::Query,
        }
    }
}

fn takes_forms(redirect_uri: &str) -> bool {
    redirect_uri.starts_with("https://") || redirect_uri.starts_with("http://")
}

/// An answer that is ready to go to a redirect URI which was found to be the client's.
#[derive(Clone, PartialEq, Eq)]
pub struct AuthorizationAnswer {
    /// Where it goes.
    pub redirect_uri: String,
    /// How it travels.
    pub mode: ResponseMode,
    /// Names and values, in the order of the form.
    pub parameters: Vec<(String, String)>,
}

impl Address {
    /// An answer to this address: the given parameters, `state` as it came, and `iss` (RFC 9207 §2).
    #[must_use]
    pub fn answer(&self, issuer: &str, pairs: &[(&str, &str)]) -> AuthorizationAnswer {
        let state = self.state.as_deref().map(|state| ("state", state));
        let all = pairs.iter().copied().chain(state).chain([("iss", issuer)]);
        AuthorizationAnswer {
            redirect_uri: self.redirect_uri.clone(),
            mode: self.response_mode,
            parameters: all.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        }
    }
}

impl AuthorizationAnswer {
    /// The redirect URI with the parameters in its query. No redirect URI has a query of its own
    /// (`domain::redirect_uri`).
    #[must_use]
    pub fn address(&self) -> String {
        let pairs = self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        format!("{}?{}", self.redirect_uri, Form::encode(pairs))
    }

    /// What the client is refused, as `error` and `error_description` (RFC 6749 §4.1.2.1); `None` when it gets a code.
    #[must_use]
    pub fn refused(&self) -> Option<(&str, &str)> {
        let value = |name| {
            let found = self.parameters.iter().find(|(known, _)| known == name);
            found.map(|(_, value)| value.as_str())
        };
        value("error").map(|code| (code, value("error_description").unwrap_or_default()))
    }
}

impl fmt::Debug for AuthorizationAnswer {
    /// Without the values: one of them may be a code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.parameters.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("AuthorizationAnswer").field("mode", &self.mode).field("names", &names).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(query: &str) -> Address {
        Address::read(&Form::parse(format!("client_id=c&{query}").as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn state_comes_back_as_it_was_sent_and_the_issuer_behind_it() {
        let asked = address("redirect_uri=https://a.example/cb&state=%22%3C%3E%26'%20%C3%A9");
        let answer = asked.answer("https://id.example", &[("code", "1")]);
        assert_eq!(
            answer.address(),
            "https://a.example/cb?code=1&state=%22%3C%3E%26%27+%C3%A9&iss=https%3A%2F%2Fid.example"
        );
        assert_eq!(answer.refused(), None);
        let without = address("redirect_uri=https://a.example/cb").answer("i", &[("error", "e")]);
        assert_eq!(without.refused(), Some(("e", "")));
        assert_eq!(without.address(), "https://a.example/cb?error=e&iss=i");
    }

    #[test]
    fn errors_travel_in_the_mode_that_was_asked_for_if_it_is_known() {
        let mode = |query: &str| address(query).response_mode;
        assert_eq!(mode("redirect_uri=https://a.example/cb&response_mode=form_post"), ResponseMode::FormPost);
        for query in [
            "redirect_uri=https://a.example/cb",
            "redirect_uri=https://a.example/cb&response_mode=fragment",
            "redirect_uri=https://a.example/cb&response_mode=form_post&response_mode=form_post",
            "redirect_uri=com.example.app:/cb&response_mode=form_post",
        ] {
            assert_eq!(mode(query), ResponseMode::Query, "{query}");
        }
    }

    #[test]
    fn an_answer_is_never_printed_with_its_values() {
        let printed =
            format!("{:?}", address("redirect_uri=https://a/cb").answer("i", &[("code", "secret")]));
        assert!(printed.contains("code") && !printed.contains("secret"), "{printed}");
    }
}
