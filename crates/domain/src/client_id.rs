//! Client identifiers (RFC 6749 §2.2).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::template::Template;

/// A client's public identifier: 3 to 100 of `A-Z a-z 0-9 . _ ~ -`, and not digits alone.
///
/// Digits alone are a user's `sub`: if a client could be called `101`, its own tokens would look like those
/// of user 101 (RFC 9700 §4.15).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ClientId(String);

/// Ids that nobody may choose, because they are the last part of addresses that lead elsewhere: `/api/v1/clients/export`,
/// `/api/v1/clients/import` and `…/ApiClients/New`.
const TAKEN_BY_ADDRESSES: [&str; 3] = ["export", "import", "New"];

/// A text that can't be a client id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("Use 3 to 100 letters, digits, dots, dashes, underscores and tildes, with a letter among them.")]
pub struct NotAClientId;

impl ClientId {
    /// Makes an id out of random bytes: the template's prefix and 12 lower-case hex digits.
    ///
    /// `None` when the digits of a personal access token hold no letter; the caller draws again.
    #[must_use]
    pub fn generate(template: Template, random: [u8; 6]) -> Option<Self> {
        let hex: String = random.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{}{hex}", template.client_id_prefix()).parse().ok()
    }

    /// Whether a person may choose it for a client; no generated id is among those that they may not.
    #[must_use]
    pub fn may_be_chosen(&self) -> bool {
        !TAKEN_BY_ADDRESSES.contains(&self.as_str())
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ClientId {
    type Err = NotAClientId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"._~-".contains(&byte);
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        if (3..=100).contains(&text.len()) && text.bytes().all(legal) && !digits {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAClientId)
        }
    }
}

impl TryFrom<String> for ClientId {
    type Error = NotAClientId;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<ClientId> for String {
    fn from(id: ClientId) -> Self {
        id.0
    }
}

impl fmt::Display for ClientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows R035.
    #[test]
    fn each_template_has_its_prefix() {
        let random = [0xab, 0xc1, 0x23, 0xde, 0xf4, 0x56];
        let id = |template| ClientId::generate(template, random).unwrap().to_string();
        assert_eq!(id(Template::PersonalAccessToken), "abc123def456");
        assert_eq!(id(Template::BackendService), "service_abc123def456");
        assert_eq!(id(Template::WebMobileApp), "app_abc123def456");
        assert_eq!(id(Template::WebServerApplication), "web_abc123def456");
    }

    #[test]
    fn what_stands_for_an_address_is_no_id_to_choose() {
        for (text, free) in
            [("export", false), ("import", false), ("New", false), ("new", true), ("exporter", true)]
        {
            assert_eq!(text.parse::<ClientId>().unwrap().may_be_chosen(), free, "{text}");
        }
    }

    // Shows TCC1, RFC 9068 §5, RFC 9700 §4.15.
    #[test]
    fn an_id_is_never_digits_alone() {
        assert_eq!(ClientId::generate(Template::PersonalAccessToken, [0x12; 6]), None);
        assert!("101".parse::<ClientId>().is_err());
    }

    // Shows R038.
    #[test]
    fn a_chosen_id_has_3_to_100_plain_characters() {
        for (text, good) in [
            ("ab", false),
            ("abc", true),
            ("spa-client", true),
            ("a b", false),
            ("a/b", false),
            ("\u{e9}tat", false),
            (&*"x".repeat(100), true),
            (&*"x".repeat(101), false),
        ] {
            assert_eq!(text.parse::<ClientId>().is_ok(), good, "{text}");
        }
    }
}
