//! The keys that sign tokens: made once, encrypted at rest, parsed once.

mod pair;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::client::SigningAlgorithm;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use store::database::Database;
use store::signing_keys::{self, StoredKey};

use self::pair::KeyPair;
use crate::failure::Failure;
use crate::random::Random;
use crate::vault::Vault;

/// One ES256 key for access tokens and one RS256 key for clients that want it.
pub struct SigningKeys {
    es256: SigningKey,
    rs256: SigningKey,
    verifiers: BTreeMap<String, (Algorithm, DecodingKey)>,
    jwks: String,
}

struct SigningKey {
    kid: String,
    pair: KeyPair,
}

/// The kinds of token, told apart by the header `typ` (RFC 9068 §2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// `at+jwt`.
    Access,
    /// `JWT`.
    Id,
}

impl TokenKind {
    const fn typ(self) -> &'static str {
        match self {
            Self::Access => "at+jwt",
            Self::Id => "JWT",
        }
    }
}

impl SigningKeys {
    /// Reads the keys of the database, or makes them there.
    ///
    /// Two servers that start at once agree: a key's slot is unique, and who comes second reads the first's.
    ///
    /// # Errors
    /// When the database fails, or a key doesn't open with this encryption key.
    pub async fn load_or_make(
        db: &Database,
        vault: &Vault,
        random: &dyn Random,
        now: DateTime<Utc>,
    ) -> Result<Self, Failure> {
        let mut stored = signing_keys::list(&db.reader).await?;
        for algorithm in [SigningAlgorithm::ES256, SigningAlgorithm::RS256] {
            if !stored.iter().any(|key| key.algorithm == algorithm.as_str()) {
                let made = make(algorithm, vault, random, now)?;
                signing_keys::insert(&db.writer, &format!("{}/1", algorithm.as_str()), &made).await?;
                stored = signing_keys::list(&db.writer).await?;
            }
        }
        Self::from_stored(&stored, vault)
    }

    fn from_stored(stored: &[StoredKey], vault: &Vault) -> Result<Self, Failure> {
        let mut verifiers = BTreeMap::new();
        let mut jwks = Vec::new();
        for key in stored {
            let jwk = serde_json::from_str(&key.public_jwk).map_err(|_| UNREADABLE)?;
            let decoding = DecodingKey::from_jwk(&jwk).map_err(|_| UNREADABLE)?;
            let algorithm = key.algorithm.parse().map_err(|_| UNREADABLE)?;
            verifiers.insert(key.kid.clone(), (algorithm, decoding));
            jwks.push(serde_json::from_str::<Value>(&key.public_jwk).map_err(|_| UNREADABLE)?);
        }
        let keys = Self {
            es256: SigningKey::open(stored, SigningAlgorithm::ES256, vault)?,
            rs256: SigningKey::open(stored, SigningAlgorithm::RS256, vault)?,
            verifiers,
            jwks: json!({ "keys": jwks }).to_string(),
        };
        keys.prove()?;
        Ok(keys)
    }

    /// Signs and verifies once with each key, so that a broken set-up shows at start and not at a sign-in.
    fn prove(&self) -> Result<(), Failure> {
        for algorithm in [SigningAlgorithm::ES256, SigningAlgorithm::RS256] {
            let token =
                self.sign(algorithm, TokenKind::Id, &json!({ "iss": "self", "exp": 4_102_444_800_u32 }))?;
            self.verify::<Value>(TokenKind::Id, &token, "self").ok_or(UNREADABLE)?;
        }
        Ok(())
    }

    /// The JSON Web Key Set (RFC 7517 §5), public members only.
    #[must_use]
    pub fn jwks(&self) -> &str {
        &self.jwks
    }

    /// Signs claims as a compact JWS (RFC 7515 §7.1).
    ///
    /// # Errors
    /// When the claims can't be serialised or the cryptographic library fails.
    pub fn sign(
        &self,
        algorithm: SigningAlgorithm,
        kind: TokenKind,
        claims: &impl Serialize,
    ) -> Result<String, Failure> {
        let key = match algorithm {
            SigningAlgorithm::ES256 => &self.es256,
            SigningAlgorithm::RS256 => &self.rs256,
        };
        let header = json!({ "typ": kind.typ(), "alg": algorithm.as_str(), "kid": key.kid });
        key.pair.sign_compact(&header, claims)
    }

    /// The claims of a token that this server signed and that is still good; `None` for all else.
    ///
    /// The algorithm is the key's own, never the header's choice; `jku`, `x5u` and `jwk` are not looked at.
    #[must_use]
    pub fn verify<T: DeserializeOwned>(&self, kind: TokenKind, token: &str, issuer: &str) -> Option<T> {
        let header = jsonwebtoken::decode_header(token).ok()?;
        if !header.typ.as_deref().is_some_and(|typ| typ.eq_ignore_ascii_case(kind.typ())) {
            return None;
        }
        let (algorithm, key) = self.verifiers.get(header.kid.as_deref()?)?;
        let mut validation = Validation::new(*algorithm);
        validation.set_required_spec_claims(&["exp", "iss"]);
        validation.set_issuer(&[issuer]);
        validation.validate_aud = false;
        validation.validate_nbf = true;
        validation.leeway = 0;
        jsonwebtoken::decode::<T>(token, key, &validation).ok().map(|data| data.claims)
    }
}

const UNREADABLE: Failure = Failure::Crypto("a stored signing key can't be read");

impl SigningKey {
    fn open(stored: &[StoredKey], algorithm: SigningAlgorithm, vault: &Vault) -> Result<Self, Failure> {
        let key = stored.iter().rev().find(|key| key.algorithm == algorithm.as_str()).ok_or(UNREADABLE)?;
        let pkcs8 = vault.open(&context(&key.kid), &key.sealed_private_key)?;
        Ok(Self { kid: key.kid.clone(), pair: KeyPair::from_pkcs8(algorithm, &pkcs8)? })
    }
}

fn make(
    algorithm: SigningAlgorithm,
    vault: &Vault,
    random: &dyn Random,
    now: DateTime<Utc>,
) -> Result<StoredKey, Failure> {
    let kid = random.name()?;
    let (pair, pkcs8) = KeyPair::make(algorithm)?;
    Ok(StoredKey {
        sealed_private_key: vault.seal(&context(&kid), &pkcs8)?,
        public_jwk: pair.public_jwk(&kid).to_string(),
        algorithm: algorithm.as_str().to_owned(),
        created_at: now,
        kid,
    })
}

/// Ties a sealed key to its row: moved to another, it doesn't open.
fn context(kid: &str) -> String {
    format!("signing_keys/{kid}")
}
