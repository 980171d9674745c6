//! The header `Authorization`: Basic for clients (RFC 6749 §2.3.1), Bearer and DPoP for tokens (RFC 6750 §2.1,
//! RFC 9449 §7.1).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::dpop;

/// The longest header that is looked at, in bytes.
pub const LONGEST_HEADER: usize = 8 * 1024;

/// What stands in the header.
#[derive(PartialEq, Eq)]
pub enum Authorization<'a> {
    /// User and password, as they were sent: not yet form-decoded.
    Basic(BasicCredentials),
    /// A token. Not held to the `b64token` grammar, because a personal access token holds a colon.
    Bearer(&'a str),
    /// A token that is bound to a key.
    Dpop(&'a str),
    /// A scheme that this product doesn't know, or credentials that can't be read.
    Unusable,
}

/// The two halves of Basic credentials (RFC 7617), split at the first colon.
#[derive(PartialEq, Eq)]
pub struct BasicCredentials {
    /// What stands before the first colon.
    pub user: String,
    /// All that stands behind it.
    pub password: String,
}

impl<'a> Authorization<'a> {
    /// Reads the header's value. The scheme's case doesn't matter (RFC 9110 §11.1).
    #[must_use]
    pub fn parse(header: &'a str) -> Self {
        if header.len() > LONGEST_HEADER {
            return Self::Unusable;
        }
        let Some((scheme, credentials)) = header.trim().split_once(' ') else {
            return Self::Unusable;
        };
        let credentials = credentials.trim_start();
        let printable = credentials.bytes().all(|byte| byte.is_ascii_graphic());
        if scheme.eq_ignore_ascii_case("bearer") {
            return if printable { Self::Bearer(credentials) } else { Self::Unusable };
        }
        if scheme.eq_ignore_ascii_case(dpop::NAME) {
            return if printable { Self::Dpop(credentials) } else { Self::Unusable };
        }
        if scheme.eq_ignore_ascii_case("basic") {
            return basic(credentials).map_or(Self::Unusable, Self::Basic);
        }
        Self::Unusable
    }
}

fn basic(credentials: &str) -> Option<BasicCredentials> {
    let text = String::from_utf8(STANDARD.decode(credentials).ok()?).ok()?;
    let (user, password) = text.split_once(':')?;
    Some(BasicCredentials { user: user.to_owned(), password: password.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows U4.
    #[test]
    fn the_scheme_is_read_in_any_case() {
        for header in ["Bearer abc", "bearer abc", "BEARER  abc"] {
            assert!(Authorization::parse(header) == Authorization::Bearer("abc"), "{header}");
        }
        for header in ["DPoP abc", "dpop abc"] {
            assert!(Authorization::parse(header) == Authorization::Dpop("abc"), "{header}");
        }
    }

    #[test]
    fn a_bearer_token_may_hold_a_colon_and_equals_signs() {
        let token = "exepron_pat_abc123def456:dGVzdHNlY3JldA==";
        assert!(Authorization::parse(&format!("Bearer {token}")) == Authorization::Bearer(token));
    }

    #[test]
    fn basic_credentials_are_split_at_the_first_colon() {
        let header = format!("Basic {}", STANDARD.encode("service_1:a:b"));
        let Authorization::Basic(credentials) = Authorization::parse(&header) else { panic!("not Basic") };
        assert_eq!((credentials.user.as_str(), credentials.password.as_str()), ("service_1", "a:b"));
    }

    #[test]
    fn what_cannot_be_read_is_unusable() {
        let long = format!("Bearer {}", "a".repeat(LONGEST_HEADER));
        for header in ["", "Bearer", "DPoP a b", "Digest x", "Basic %%%", "Basic YQ==", "Bearer a b", &long] {
            assert!(Authorization::parse(header) == Authorization::Unusable);
        }
    }
}
