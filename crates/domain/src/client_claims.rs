//! Static claims: what a client's access tokens say beside what the server says (`claims`, R051).

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The most claims that a client may have.
pub const MOST: usize = 50;
/// The longest name, in bytes.
pub const LONGEST_NAME: usize = 100;
/// The longest value, in bytes.
pub const LONGEST_VALUE: usize = 1000;

/// What the server alone says in an access token (RFC 7519 §4.1, RFC 9068 §2.2, RFC 7800 §3.1, RFC 8693 §4) or in an
/// answer of introspection (RFC 7662 §2.2). A client's owner who could write one of these could make tokens that speak
/// for somebody else.
pub const RESERVED: [&str; 30] = [
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "client_id",
    "scope",
    "account_id",
    "user_id",
    "role",
    "roles",
    "groups",
    "entitlements",
    "auth_time",
    "acr",
    "amr",
    "azp",
    "sid",
    "nonce",
    "family",
    "secret_id",
    "shown_secret_id",
    "cnf",
    "act",
    "may_act",
    "active",
    "username",
    "token_type",
];

/// One claim. In JSON: `{"type": "service", "value": "data-sync"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClientClaim {
    /// The claim's name in the token.
    #[serde(rename = "type")]
    pub name: String,
    /// Its value, always text.
    pub value: String,
}

/// Why claims can't stay as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ClaimRefused {
    /// More than [`MOST`].
    #[error("50 claims at most.")]
    TooMany,
    /// The name is empty, too long, or holds what is not printable ASCII.
    #[error("A claim's type has 1 to 100 printable ASCII characters and no spaces.")]
    Name,
    /// The name is one of [`RESERVED`].
    #[error("The server itself writes this claim. Choose another type.")]
    Reserved,
    /// The value is too long or holds control characters.
    #[error("A claim's value has 1,000 bytes at most and no control characters.")]
    Value,
}

impl ClaimRefused {
    /// The problem's code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooMany => "too_many",
            Self::Name => "claim.type",
            Self::Reserved => "claim.reserved",
            Self::Value => "claim.value",
        }
    }
}

/// Checks the claims of a client.
///
/// # Errors
/// What is wrong with the first claim that can't stay.
pub fn check(claims: &[ClientClaim]) -> Result<(), ClaimRefused> {
    if claims.len() > MOST {
        return Err(ClaimRefused::TooMany);
    }
    claims.iter().try_for_each(ClientClaim::check)
}

impl ClientClaim {
    fn check(&self) -> Result<(), ClaimRefused> {
        let printable = self.name.bytes().all(|byte| byte.is_ascii_graphic());
        if !printable || !(1..=LONGEST_NAME).contains(&self.name.len()) {
            return Err(ClaimRefused::Name);
        }
        if RESERVED.contains(&self.name.as_str()) {
            return Err(ClaimRefused::Reserved);
        }
        if self.value.len() > LONGEST_VALUE || self.value.chars().any(char::is_control) {
            return Err(ClaimRefused::Value);
        }
        Ok(())
    }
}

/// The claims as members of a token. A name that stands more than once becomes a list.
///
/// A reserved name is left out, should a row hold one all the same: tokens don't trust the table.
#[must_use]
pub fn members(claims: &[ClientClaim]) -> Map<String, Value> {
    let mut members = Map::new();
    for claim in claims.iter().filter(|claim| !RESERVED.contains(&claim.name.as_str())) {
        let value = Value::from(claim.value.as_str());
        match members.get_mut(&claim.name) {
            None => {
                members.insert(claim.name.clone(), value);
            }
            Some(Value::Array(list)) => list.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn claim(name: &str, value: &str) -> ClientClaim {
        ClientClaim { name: name.into(), value: value.into() }
    }

    // Shows R047, R051.
    #[test]
    fn the_sample_of_the_product_documents_is_read() {
        let read: ClientClaim = serde_json::from_str(r#"{"type": "service", "value": "data-sync"}"#).unwrap();
        assert_eq!(read, claim("service", "data-sync"));
        assert_eq!(check(&[read]), Ok(()));
        assert!(
            serde_json::from_str::<ClientClaim>(r#"{"type": "a", "value": "b", "issuer": "c"}"#).is_err()
        );
    }

    #[test]
    fn what_the_server_says_can_not_be_said_by_a_client() {
        for name in ["iss", "sub", "aud", "exp", "client_id", "scope", "account_id", "role", "cnf", "act"] {
            assert_eq!(
                check(&[claim("service", "x"), claim(name, "x")]),
                Err(ClaimRefused::Reserved),
                "{name}"
            );
            assert_eq!(members(&[claim(name, "x")]), Map::new(), "{name}");
        }
        assert_eq!(check(&[claim("SUB", "x")]), Ok(()), "names are compared exactly (RFC 7519 §10.1.1)");
    }

    #[test]
    fn names_values_and_number_have_limits() {
        let name = |length: usize| check(&[claim(&"n".repeat(length), "x")]);
        assert_eq!(
            (name(0), name(100), name(101)),
            (Err(ClaimRefused::Name), Ok(()), Err(ClaimRefused::Name))
        );
        for name in ["two words", "t\u{e4}glich", "a\n"] {
            assert_eq!(check(&[claim(name, "x")]), Err(ClaimRefused::Name), "{name}");
        }
        let value = |length: usize| check(&[claim("a", &"v".repeat(length))]);
        assert_eq!((value(0), value(1000), value(1001)), (Ok(()), Ok(()), Err(ClaimRefused::Value)));
        assert_eq!(check(&[claim("a", "x\0")]), Err(ClaimRefused::Value));
        assert_eq!(check(&vec![claim("a", "x"); 50]), Ok(()));
        assert_eq!(check(&vec![claim("a", "x"); 51]), Err(ClaimRefused::TooMany));
    }

    #[test]
    fn a_name_that_stands_more_than_once_becomes_a_list() {
        let claims = [claim("tag", "a"), claim("service", "data-sync"), claim("tag", "b"), claim("tag", "c")];
        assert_eq!(
            Value::Object(members(&claims)),
            json!({ "tag": ["a", "b", "c"], "service": "data-sync" })
        );
    }
}
