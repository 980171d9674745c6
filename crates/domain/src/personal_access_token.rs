//! Personal access tokens: `<prefix>_pat_<client-id>:<secret>`.

use crate::client_id::ClientId;
use crate::secret::PlainSecret;

/// The longest token that is looked at, in bytes.
pub const LONGEST: usize = 400;

/// A token taken apart.
pub struct PersonalAccessToken<'a> {
    /// The client that stands for the token.
    pub client_id: ClientId,
    /// Its secret.
    pub secret: &'a str,
}

impl<'a> PersonalAccessToken<'a> {
    /// Reads a token of this brand; `None` when it isn't one.
    ///
    /// Split at the first colon behind the prefix: a client id can't hold one, a secret can.
    #[must_use]
    pub fn parse(prefix: &str, token: &'a str) -> Option<Self> {
        if token.len() > LONGEST {
            return None;
        }
        let rest = token.strip_prefix(prefix)?.strip_prefix("_pat_")?;
        let (client_id, secret) = rest.split_once(':')?;
        (!secret.is_empty()).then_some(Self { client_id: client_id.parse().ok()?, secret })
    }
}

/// Writes a token.
#[must_use]
pub fn format(prefix: &str, client_id: &ClientId, secret: &PlainSecret) -> String {
    format!("{prefix}_pat_{client_id}:{}", secret.expose())
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows R034.
    #[test]
    fn the_sample_of_the_product_documents_is_read() {
        let token =
            PersonalAccessToken::parse("exepron", "exepron_pat_abc123def456:dGVzdHNlY3JldA==").unwrap();
        assert_eq!((token.client_id.as_str(), token.secret), ("abc123def456", "dGVzdHNlY3JldA=="));
    }

    #[test]
    fn all_else_is_no_token() {
        let long = format!("exepron_pat_abc123def456:{}", "x".repeat(400));
        for text in [
            "",
            "exepron_pat_",
            "exepron_pat_abc",
            "exepron_pat_abc123def456:",
            "other_pat_abc:x",
            "eyJh.b.c",
            &long,
        ] {
            assert!(PersonalAccessToken::parse("exepron", text).is_none(), "{text}");
        }
    }
}
