//! Proof Key for Code Exchange, method S256 (RFC 7636).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// The challenge that came with the authorization request: BASE64URL(SHA256(verifier)), 43 characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeChallenge(String);

/// The secret that the client sends with the code: 43 to 128 unreserved characters (RFC 7636 §4.1).
pub struct CodeVerifier(String);

/// Why PKCE parameters are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PkceError {
    /// Any method but S256, also the one that a missing method means: `plain`.
    #[error("code_challenge_method has to be S256")]
    Method,
    /// Not the 43 characters that a SHA-256 has in base64url.
    #[error("code_challenge has to be 43 characters of base64url")]
    Challenge,
    /// Not 43 to 128 unreserved characters.
    #[error("code_verifier has to be 43 to 128 unreserved characters")]
    Verifier,
}

impl CodeChallenge {
    /// Takes the challenge of an authorization request (RFC 7636 §4.3).
    ///
    /// # Errors
    /// `Method` or `Challenge`.
    pub fn parse(challenge: &str, method: Option<&str>) -> Result<Self, PkceError> {
        if method != Some("S256") {
            return Err(PkceError::Method);
        }
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if challenge.len() == 43 && challenge.bytes().all(legal) {
            Ok(Self(challenge.to_owned()))
        } else {
            Err(PkceError::Challenge)
        }
    }

    /// Takes back a challenge that was parsed before it was stored.
    #[must_use]
    pub fn from_stored(challenge: String) -> Self {
        Self(challenge)
    }

    /// The challenge, to store it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the verifier is the one behind this challenge, compared in constant time (RFC 7636 §4.6).
    #[must_use]
    pub fn accepts(&self, verifier: &CodeVerifier) -> bool {
        let digest = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.0.as_bytes()));
        digest.as_bytes().ct_eq(self.0.as_bytes()).into()
    }
}

impl CodeVerifier {
    /// Takes the verifier of a token request.
    ///
    /// # Errors
    /// `Verifier` when length or alphabet differ from RFC 7636 §4.1.
    pub fn parse(text: &str) -> Result<Self, PkceError> {
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if (43..=128).contains(&text.len()) && text.bytes().all(legal) {
            Ok(Self(text.to_owned()))
        } else {
            Err(PkceError::Verifier)
        }
    }
}

impl std::fmt::Debug for CodeVerifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CodeVerifier([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    // Shows TC4, RFC 7636 Appendix B.
    #[test]
    fn the_example_of_rfc_7636_appendix_b_is_accepted() {
        let challenge = CodeChallenge::parse(CHALLENGE, Some("S256")).unwrap();
        assert!(challenge.accepts(&CodeVerifier::parse(VERIFIER).unwrap()));
    }

    // Shows TC4, RFC 7636 §4.6.
    #[test]
    fn another_verifier_is_not_accepted() {
        let challenge = CodeChallenge::parse(CHALLENGE, Some("S256")).unwrap();
        assert!(!challenge.accepts(&CodeVerifier::parse(CHALLENGE).unwrap()));
    }

    // Shows A8.
    #[test]
    fn plain_is_refused_whether_named_or_meant() {
        assert_eq!(CodeChallenge::parse(CHALLENGE, Some("plain")), Err(PkceError::Method));
        assert_eq!(CodeChallenge::parse(CHALLENGE, None), Err(PkceError::Method));
    }

    // Shows A8, RFC 7636 §4.2.
    #[test]
    fn a_challenge_has_43_characters() {
        for text in [&CHALLENGE[1..], &format!("{CHALLENGE}A"), &CHALLENGE.replace('-', "+")] {
            assert_eq!(CodeChallenge::parse(text, Some("S256")), Err(PkceError::Challenge));
        }
    }

    // Shows TC4, RFC 7636 §4.1.
    #[test]
    fn a_verifier_has_43_to_128_characters() {
        for (length, good) in [(42, false), (43, true), (128, true), (129, false)] {
            assert_eq!(CodeVerifier::parse(&"a".repeat(length)).is_ok(), good, "{length}");
        }
        assert!(CodeVerifier::parse(&"+".repeat(43)).is_err());
    }
}
