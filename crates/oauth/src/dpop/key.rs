//! The keys of proofs, and their names (RFC 7517 §4, RFC 7518 §6, RFC 7638).

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::Algorithm;

/// Bytes of the smallest and of the largest RSA modulus: 2,048 and 4,096 bits.
const MODULUS: std::ops::RangeInclusive<usize> = 256..=512;

/// A public key, its members in base64url as they were sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublicKey {
    /// A point on P-256.
    P256 {
        /// 32 bytes.
        x: String,
        /// 32 bytes.
        y: String,
    },
    /// An Ed25519 key.
    Ed25519 {
        /// 32 bytes.
        x: String,
    },
    /// An RSA key.
    Rsa {
        /// The modulus.
        n: String,
        /// The exponent.
        e: String,
    },
}

/// Why a key can't be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyRefused {
    /// It holds a private member, so everybody on the way knows the key.
    #[error("the DPoP proof's jwk holds a private key")]
    Private,
    /// It isn't of the kind that the algorithm needs, is too weak, or is malformed.
    #[error("the DPoP proof's jwk does not fit its alg")]
    Unfit,
}

/// A JSON Web Key as it was sent.
#[derive(Deserialize)]
pub(super) struct Jwk {
    kty: String,
    crv: Option<String>,
    x: Option<String>,
    y: Option<String>,
    n: Option<String>,
    e: Option<String>,
    /// All else. Among these a private member must not be.
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, serde_json::Value>,
}

impl Jwk {
    /// The key, when it is public and of the kind that the algorithm needs.
    pub(super) fn public(self, algorithm: Algorithm) -> Result<PublicKey, KeyRefused> {
        // RFC 7518 §6.2.2, §6.3.2, §6.4.1.
        if ["d", "p", "q", "dp", "dq", "qi", "oth", "k"].iter().any(|name| self.rest.contains_key(*name)) {
            return Err(KeyRefused::Private);
        }
        let key = match (algorithm, self.kty.as_str(), self.crv.as_deref()) {
            (Algorithm::ES256, "EC", Some("P-256")) => {
                PublicKey::P256 { x: coordinate(self.x)?, y: coordinate(self.y)? }
            }
            (Algorithm::Ed25519 | Algorithm::EdDSA, "OKP", Some("Ed25519")) => {
                PublicKey::Ed25519 { x: coordinate(self.x)? }
            }
            (Algorithm::RS256 | Algorithm::PS256, "RSA", None) => {
                PublicKey::Rsa { n: number(self.n, MODULUS)?, e: number(self.e, 1..=8)? }
            }
            _ => return Err(KeyRefused::Unfit),
        };
        Ok(key)
    }
}

fn coordinate(member: Option<String>) -> Result<String, KeyRefused> {
    sized(member, |bytes| bytes.len() == 32)
}

/// An unsigned number without leading zeros (RFC 7518 §2 `Base64urlUInt`), so that one key has one name.
fn number(member: Option<String>, length: std::ops::RangeInclusive<usize>) -> Result<String, KeyRefused> {
    sized(member, |bytes| length.contains(&bytes.len()) && bytes.first().is_some_and(|first| *first != 0))
}

fn sized(member: Option<String>, fits: impl Fn(&[u8]) -> bool) -> Result<String, KeyRefused> {
    let text = member.ok_or(KeyRefused::Unfit)?;
    let bytes = URL_SAFE_NO_PAD.decode(&text).map_err(|_| KeyRefused::Unfit)?;
    if fits(&bytes) { Ok(text) } else { Err(KeyRefused::Unfit) }
}

/// The name of a key: the SHA-256 of its required members, in base64url (RFC 7638 §3).
///
/// It stands in bound access tokens as `cnf.jkt` (RFC 9449 §6.1), and in the parameter `dpop_jkt` (§10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Thumbprint(String);

/// A text that is no thumbprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("dpop_jkt is the SHA-256 thumbprint of a key, 43 characters in base64url")]
pub struct NotAThumbprint;

impl PublicKey {
    /// The key's name. The members stand in alphabetical order and are base64url, so nothing needs to be escaped.
    #[must_use]
    pub fn thumbprint(&self) -> Thumbprint {
        let canonical = match self {
            Self::P256 { x, y } => format!(r#"{{"crv":"P-256","kty":"EC","x":"{x}","y":"{y}"}}"#),
            Self::Ed25519 { x } => format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#),
            Self::Rsa { n, e } => format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#),
        };
        Thumbprint(URL_SAFE_NO_PAD.encode(Sha256::digest(canonical.as_bytes())))
    }
}

impl Thumbprint {
    /// The thumbprint as it is written on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Thumbprint {
    type Err = NotAThumbprint;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match URL_SAFE_NO_PAD.decode(text) {
            Ok(bytes) if bytes.len() == 32 => Ok(Self(text.to_owned())),
            _ => Err(NotAThumbprint),
        }
    }
}

impl TryFrom<String> for Thumbprint {
    type Error = NotAThumbprint;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<Thumbprint> for String {
    fn from(thumbprint: Thumbprint) -> Self {
        thumbprint.0
    }
}

impl fmt::Display for Thumbprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn public(algorithm: Algorithm, jwk: serde_json::Value) -> Result<PublicKey, KeyRefused> {
        serde_json::from_value::<Jwk>(jwk).unwrap().public(algorithm)
    }

    #[test]
    fn the_thumbprints_are_those_of_the_standards() {
        // RFC 7638 §3.1.
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let rsa = public(
            Algorithm::RS256,
            json!({ "kty": "RSA", "n": n, "e": "AQAB", "alg": "RS256", "kid": "2011-04-29" }),
        );
        assert_eq!(rsa.unwrap().thumbprint().as_str(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
        // RFC 9449 §4.1 and §6.1.
        let ec = json!({
            "kty": "EC", "crv": "P-256",
            "x": "l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs", "y": "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"
        });
        assert_eq!(
            public(Algorithm::ES256, ec).unwrap().thumbprint().as_str(),
            "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"
        );
        // RFC 8037 Appendix A.3.
        let ed =
            json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" });
        assert_eq!(
            public(Algorithm::EdDSA, ed).unwrap().thumbprint().as_str(),
            "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
        );
    }

    #[test]
    fn a_private_key_is_refused_whatever_its_kind() {
        for member in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
            let jwk = json!({ "kty": "EC", "crv": "P-256", "x": "", "y": "", member: "x" });
            assert_eq!(public(Algorithm::ES256, jwk), Err(KeyRefused::Private), "{member}");
        }
    }

    #[test]
    fn a_key_has_to_fit_the_algorithm() {
        let bytes = |length: usize| URL_SAFE_NO_PAD.encode(vec![7_u8; length]);
        let ec = |x: usize| json!({ "kty": "EC", "crv": "P-256", "x": bytes(x), "y": bytes(32) });
        let rsa = |n: usize| json!({ "kty": "RSA", "n": bytes(n), "e": "AQAB" });
        for (algorithm, jwk, good) in [
            (Algorithm::ES256, ec(32), true),
            (Algorithm::ES256, ec(31), false),
            (Algorithm::ES256, ec(33), false),
            (Algorithm::RS256, ec(32), false),
            (Algorithm::EdDSA, ec(32), false),
            (Algorithm::ES256, json!({ "kty": "EC", "crv": "P-384", "x": bytes(32), "y": bytes(32) }), false),
            (Algorithm::ES256, json!({ "kty": "EC", "crv": "P-256", "x": bytes(32) }), false),
            (Algorithm::PS256, rsa(256), true),
            (Algorithm::RS256, rsa(255), false),
            (Algorithm::RS256, rsa(512), true),
            (Algorithm::RS256, rsa(513), false),
            (Algorithm::ES256, rsa(256), false),
            (Algorithm::RS256, json!({ "kty": "RSA", "n": bytes(256), "e": "AAEAAQ" }), false),
            (Algorithm::RS256, json!({ "kty": "oct", "n": bytes(256), "e": "AQAB" }), false),
        ] {
            assert_eq!(public(algorithm, jwk.clone()).is_ok(), good, "{algorithm:?} {jwk}");
        }
    }

    #[test]
    fn a_thumbprint_has_43_characters() {
        assert!("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I".parse::<Thumbprint>().is_ok());
        for bad in
            ["", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4", "0ZcOCORZNYy+DWpqq30jZyJGHTN0d2HglBV3uiguA4I"]
        {
            assert_eq!(bad.parse::<Thumbprint>(), Err(NotAThumbprint), "{bad}");
        }
    }
}
