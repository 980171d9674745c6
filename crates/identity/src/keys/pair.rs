//! A private key, parsed once and kept.
//!
//! `jsonwebtoken` parses the key anew for each signature, so signing goes to the cryptographic library
//! directly; verifying is left to `jsonwebtoken`.

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256, RsaKeyPair,
};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::client::SigningAlgorithm;
use serde::Serialize;
use serde_json::{Value, json};
use zeroize::Zeroizing;

use crate::failure::Failure;

/// A private key with its public half.
pub(super) enum KeyPair {
    Es256(EcdsaKeyPair),
    Rs256(RsaKeyPair),
}

impl KeyPair {
    /// Makes a key: P-256, or RSA with 2,048 bits. The library draws the randomness itself.
    pub(super) fn make(algorithm: SigningAlgorithm) -> Result<(Self, Zeroizing<Vec<u8>>), Failure> {
        const FAILED: Failure = Failure::Crypto("making a signing key");
        let pkcs8 = match algorithm {
            SigningAlgorithm::ES256 => {
                let pair = EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).map_err(|_| FAILED)?;
                pair.to_pkcs8v1().map_err(|_| FAILED)?.as_ref().to_vec()
            }
            SigningAlgorithm::RS256 => {
                let pair = RsaKeyPair::generate(KeySize::Rsa2048).map_err(|_| FAILED)?;
                let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| FAILED)?;
                der.as_ref().to_vec()
            }
        };
        let pkcs8 = Zeroizing::new(pkcs8);
        Ok((Self::from_pkcs8(algorithm, &pkcs8)?, pkcs8))
    }

    pub(super) fn from_pkcs8(algorithm: SigningAlgorithm, pkcs8: &[u8]) -> Result<Self, Failure> {
        const FAILED: Failure = Failure::Crypto("a stored signing key can't be parsed");
        Ok(match algorithm {
            SigningAlgorithm::ES256 => Self::Es256(
                EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8).map_err(|_| FAILED)?,
            ),
            SigningAlgorithm::RS256 => Self::Rs256(RsaKeyPair::from_pkcs8(pkcs8).map_err(|_| FAILED)?),
        })
    }

    /// The public half as a JSON Web Key (RFC 7517 §4, RFC 7518 §6).
    pub(super) fn public_jwk(&self, kid: &str) -> Value {
        match self {
            Self::Es256(pair) => {
                // An uncompressed point: 0x04, then x and y of 32 bytes each (SEC 1 §2.3.3).
                let point = pair.public_key().as_ref();
                let half = |from| URL_SAFE_NO_PAD.encode(point.get(from..from + 32).unwrap_or_default());
                json!({
                    "kty": "EC", "use": "sig", "alg": "ES256", "kid": kid,
                    "crv": "P-256", "x": half(1), "y": half(33),
                })
            }
            Self::Rs256(pair) => {
                let public = pair.public_key();
                let number = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
                json!({
                    "kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid,
                    "n": number(public.modulus().big_endian_without_leading_zero()),
                    "e": number(public.exponent().big_endian_without_leading_zero()),
                })
            }
        }
    }

    /// `BASE64URL(header).BASE64URL(claims).BASE64URL(signature)` (RFC 7515 §7.1).
    pub(super) fn sign_compact(&self, header: &Value, claims: &impl Serialize) -> Result<String, Failure> {
        const FAILED: Failure = Failure::Crypto("signing");
        let claims = serde_json::to_vec(claims).map_err(|_| FAILED)?;
        let mut token = URL_SAFE_NO_PAD.encode(header.to_string());
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(claims, &mut token);
        let signature = self.sign(token.as_bytes()).map_err(|_| FAILED)?;
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        Ok(token)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the library asks for the type and draws its nonces itself"
    )]
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, aws_lc_rs::error::Unspecified> {
        match self {
            Self::Es256(pair) => Ok(pair.sign(&SystemRandom::new(), message)?.as_ref().to_vec()),
            Self::Rs256(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)?;
                Ok(signature)
            }
        }
    }
}
