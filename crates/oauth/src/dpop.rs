//! DPoP proofs: reading and judging them (RFC 9449 §4). Signatures and single use are checked by whoever has the means.

mod key;
mod target;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use self::key::Jwk;
pub use self::key::{KeyRefused, NotAThumbprint, PublicKey, Thumbprint};
use self::target::Target;

/// The longest proof that is read, in bytes.
pub const LONGEST: usize = 8 * 1024;
/// Seconds that a client's clock may differ, in either direction.
pub const LEEWAY: i64 = 60;
/// The header that carries a proof, and the scheme of `Authorization` for bound tokens (§4.1, §7.1).
pub const NAME: &str = "DPoP";

/// The algorithms that may sign proofs: asymmetric ones alone (§4.3, check 5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Algorithm {
    /// ECDSA with P-256 and SHA-256.
    ES256,
    /// Ed25519 (RFC 9864 §2.2).
    Ed25519,
    /// The same by its older name (RFC 8037 §3.1).
    EdDSA,
    /// RSASSA-PSS with SHA-256.
    PS256,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RS256,
}

impl Algorithm {
    /// Every algorithm, as discovery and challenges list them.
    pub const ALL: [Self; 5] = [Self::ES256, Self::Ed25519, Self::EdDSA, Self::PS256, Self::RS256];

    /// The name of RFC 7518 §3.1.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ES256 => "ES256",
            Self::Ed25519 => "Ed25519",
            Self::EdDSA => "EdDSA",
            Self::PS256 => "PS256",
            Self::RS256 => "RS256",
        }
    }
}

/// Why a proof is refused. Outside it is always `invalid_dpop_proof`; the reason helps the client's developer and
/// nobody else, because a proof is no secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofRefused {
    /// There is no proof, or more than one.
    #[error("the request needs exactly one DPoP header")]
    NotOne,
    /// It is no signed JWT with the members of §4.2.
    #[error("the DPoP proof is not a JWT with typ, alg, jwk, jti, htm, htu and iat")]
    Malformed,
    /// Its `typ` is another one.
    #[error("the DPoP proof's typ is not dpop+jwt")]
    Type,
    /// Its `alg` isn't on the list.
    #[error("the DPoP proof's alg is not supported")]
    Algorithm,
    /// Its `jwk` can't be used.
    #[error(transparent)]
    Key(#[from] KeyRefused),
    /// It was made for another method.
    #[error("the DPoP proof's htm is not the method of the request")]
    Method,
    /// It was made for another address.
    #[error("the DPoP proof's htu is not the address of the request")]
    Address,
    /// It is older or newer than the clocks may differ.
    #[error("the DPoP proof's iat is more than 60 seconds from now")]
    Time,
    /// It was made for another access token, or for none (§7).
    #[error("the DPoP proof's ath is not the hash of the access token")]
    Token,
    /// The signature isn't the key's.
    #[error("the DPoP proof's signature is wrong")]
    Signature,
    /// It was used before.
    #[error("the DPoP proof was used before")]
    Replayed,
}

/// A proof, taken apart; nothing about it is checked yet but its form.
#[derive(Debug, Clone)]
pub struct Proof<'a> {
    signed: &'a str,
    signature: &'a str,
    algorithm: Algorithm,
    key: PublicKey,
    claims: Claims,
}

/// What a proof has to be made for.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// The method of the request.
    pub method: &'a str,
    /// The address of the request, from the configured public URL; its query doesn't matter.
    pub address: &'a str,
    /// The access token that comes along, at resources.
    pub token: Option<&'a str>,
}

#[derive(Deserialize)]
struct Header {
    typ: String,
    alg: String,
    jwk: Jwk,
    /// Extensions that must be understood (RFC 7515 §4.1.11). None is.
    crit: Option<serde_json::Value>,
}

#[derive(Debug, Clone, Deserialize)]
struct Claims {
    jti: String,
    htm: String,
    htu: String,
    iat: serde_json::Number,
    ath: Option<String>,
}

impl<'a> Proof<'a> {
    /// Takes a proof apart and checks its form: type, algorithm, and a public key that fits (§4.3, checks 2 to 5 and 7).
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn parse(text: &'a str) -> Result<Self, ProofRefused> {
        let mut parts = text.split('.');
        let (Some(header), Some(claims), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(ProofRefused::Malformed);
        };
        let signed = text.get(..header.len() + 1 + claims.len()).ok_or(ProofRefused::Malformed)?;
        if text.len() > LONGEST || signature.is_empty() {
            return Err(ProofRefused::Malformed);
        }
        let header: Header = json(header)?;
        if header.typ != "dpop+jwt" {
            return Err(ProofRefused::Type);
        }
        if header.crit.is_some() {
            return Err(ProofRefused::Malformed);
        }
        let algorithm = Algorithm::ALL.into_iter().find(|known| known.as_str() == header.alg);
        let algorithm = algorithm.ok_or(ProofRefused::Algorithm)?;
        let key = header.jwk.public(algorithm)?;
        let claims: Claims = json(claims)?;
        if !(1..=256).contains(&claims.jti.len()) {
            return Err(ProofRefused::Malformed);
        }
        Ok(Self { signed, signature, algorithm, key, claims })
    }

    /// Checks that the proof was made for this request, at this time (§4.3, checks 8, 9, 11 and 12).
    ///
    /// # Errors
    /// The first thing that is wrong.
    pub fn check(&self, occasion: &Occasion<'_>, now: i64) -> Result<(), ProofRefused> {
        if self.claims.htm != occasion.method {
            return Err(ProofRefused::Method);
        }
        let meant = Target::parse(&self.claims.htu).ok_or(ProofRefused::Address)?;
        if Target::parse(occasion.address).is_none_or(|here| here != meant) {
            return Err(ProofRefused::Address);
        }
        let issued_at = self.issued_at().ok_or(ProofRefused::Malformed)?;
        if now.abs_diff(issued_at) > LEEWAY.unsigned_abs() {
            return Err(ProofRefused::Time);
        }
        match occasion.token {
            Some(token) if self.claims.ath.as_deref() != Some(&*hash(token)) => Err(ProofRefused::Token),
            Some(_) | None => Ok(()),
        }
    }

    /// What the signature is over, and the signature in base64url (RFC 7515 §7.1).
    #[must_use]
    pub const fn signature(&self) -> (&'a str, &'a str) {
        (self.signed, self.signature)
    }

    /// What it says it is signed with; on the list and fit for the key.
    #[must_use]
    pub const fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The key that it proves.
    #[must_use]
    pub const fn key(&self) -> &PublicKey {
        &self.key
    }

    /// Its identifier, which may be used once with its key.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.claims.jti
    }

    /// When it was made, in Unix seconds. A fraction is cut off (RFC 7519 §2 `NumericDate`).
    #[must_use]
    pub fn issued_at(&self) -> Option<i64> {
        // A number that is too large becomes the largest.
        let whole = |seconds: f64| seconds.is_finite().then_some(seconds.floor() as i64);
        self.claims.iat.as_i64().or_else(|| self.claims.iat.as_f64().and_then(whole))
    }
}

/// `ath`: the SHA-256 of an access token in base64url (§4.2).
#[must_use]
pub fn hash(token: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(token.as_bytes()))
}

/// The challenge that asks for a bound token, with the parameters of a refusal (§7.1).
#[must_use]
pub fn challenge(refusal: &str) -> String {
    let algorithms = Algorithm::ALL.map(Algorithm::as_str).join(" ");
    format!("{NAME} algs=\"{algorithms}\"{refusal}")
}

fn json<T: for<'de> Deserialize<'de>>(part: &str) -> Result<T, ProofRefused> {
    let bytes = URL_SAFE_NO_PAD.decode(part).map_err(|_| ProofRefused::Malformed)?;
    serde_json::from_slice(&bytes).map_err(|_| ProofRefused::Malformed)
}

#[cfg(test)]
mod tests;
