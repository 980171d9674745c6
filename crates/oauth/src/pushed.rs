//! Pushed authorization requests (RFC 9126).

use serde::{Deserialize, Serialize};

use crate::form::{Form, FormError};

/// The longest body that is read as a pushed request, in bytes.
pub const LONGEST_PUSHED_REQUEST: usize = 64 * 1024;

/// What every `request_uri` that this server gives begins with (§2.2).
const URN: &str = "urn:ietf:params:oauth:request_uri:";

/// How a client says who it is; kept by nobody.
const CREDENTIALS: [&str; 3] = ["client_secret", "client_assertion", "client_assertion_type"];

/// An authorization request that consists of a reference to a pushed one (§4). Whatever else it holds doesn't count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The parameter `client_id`.
    pub client_id: String,
    /// What stands behind the URN.
    pub name: String,
}

/// The answer to a pushed request (§2.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushedAnswer {
    /// What to send to the authorization endpoint.
    pub request_uri: String,
    /// For how many seconds it is good.
    pub expires_in: i64,
}

impl PushedAnswer {
    /// The answer that gives a request this name.
    #[must_use]
    pub fn new(name: &str, expires_in: i64) -> Self {
        Self { request_uri: format!("{URN}{name}"), expires_in }
    }
}

impl Reference {
    /// Reads an authorization request; `None` when it's a whole one, or points at something else.
    ///
    /// # Errors
    /// When one of the two parameters is repeated or the client is missing; the answer is a page then.
    pub fn read(form: &Form) -> Result<Option<Self>, FormError> {
        let Some(name) = form.get("request_uri")?.and_then(|uri| uri.strip_prefix(URN)) else {
            return Ok(None);
        };
        Ok(Some(Self { client_id: form.require("client_id")?.to_owned(), name: name.to_owned() }))
    }
}

/// The authorization request inside a pushed one, as a query: without credentials, and with the client that sent it.
#[must_use]
pub fn authorization_request(form: &Form, client_id: &str) -> String {
    let own = form.pairs().filter(|(name, _)| !CREDENTIALS.contains(name) && *name != "client_id");
    Form::encode(own.chain([("client_id", client_id)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(text: &str) -> Form {
        Form::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_reference_is_read_back_whatever_stands_beside_it() {
        let answer = PushedAnswer::new("6esc_11ACC5bwc014ltc14eY22c", 60);
        assert_eq!(answer.request_uri, "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c");
        let request = form(&format!("client_id=app&scope=admin&scope=x&request_uri={}", answer.request_uri));
        let expected = Reference { client_id: "app".into(), name: "6esc_11ACC5bwc014ltc14eY22c".into() };
        assert_eq!(Reference::read(&request), Ok(Some(expected)));
    }

    #[test]
    fn other_addresses_are_no_references() {
        for uri in
            ["", "https://client.example/request.jwt", "urn:example:x", "URN:ietf:params:oauth:request_uri:x"]
        {
            assert_eq!(
                Reference::read(&form(&format!("client_id=app&request_uri={uri}"))),
                Ok(None),
                "{uri}"
            );
        }
        assert!(Reference::read(&form("request_uri=urn:ietf:params:oauth:request_uri:x")).is_err());
        assert!(Reference::read(&form("client_id=a&request_uri=x&request_uri=y")).is_err());
    }

    #[test]
    fn credentials_are_not_part_of_the_request() {
        let sent = "client_secret=s&client_assertion=a&client_assertion_type=t&scope=openid&state=a%26b";
        assert_eq!(authorization_request(&form(sent), "web_1"), "scope=openid&state=a%26b&client_id=web_1");
        let lists = authorization_request(&form("resource=a&client_id=x&resource=b"), "web_1");
        assert_eq!(lists, "resource=a&resource=b&client_id=web_1");
    }
}
