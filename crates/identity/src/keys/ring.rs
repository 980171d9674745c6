//! The keys of one moment, ready for use.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::client::SigningAlgorithm;
use domain::signing_key::KeyState;
use jsonwebtoken::{Algorithm, DecodingKey};
use serde_json::{Value, json};
use store::signing_keys::StoredKey;

use super::pair::KeyPair;
use super::{life, make};
use crate::failure::Failure;
use crate::published::Published;
use crate::vault::Vault;

const UNREADABLE: Failure = Failure::Crypto("a stored signing key can't be read");

/// What signs, what verifies, and what is published.
pub(super) struct Ring {
    es256: Arc<Signer>,
    rs256: Arc<Signer>,
    /// Also of keys that are only announced: one that doesn't open shows weeks before it is needed.
    signers: BTreeMap<String, Arc<Signer>>,
    verifiers: BTreeMap<String, Arc<Verifier>>,
    pub(super) published: Arc<Published>,
    shape: Vec<(String, KeyState)>,
}

/// A private key.
pub(super) struct Signer {
    pub(super) kid: String,
    pub(super) pair: KeyPair,
}

/// A public key.
pub(super) struct Verifier {
    pub(super) algorithm: Algorithm,
    pub(super) key: DecodingKey,
}

impl Ring {
    /// Opens the keys of these rows. What the ring before has opened already is taken over.
    ///
    /// # Errors
    /// When a key can't be read or doesn't open, or an algorithm has none.
    pub(super) fn open(
        rows: &[StoredKey],
        before: Option<&Self>,
        vault: &Vault,
        now: DateTime<Utc>,
    ) -> Result<Self, Failure> {
        let (mut signers, mut verifiers, mut jwks) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        let mut signing = BTreeMap::new();
        let shape = shape(rows, now);
        for (kid, state) in &shape {
            let row = rows.iter().find(|row| row.kid == *kid).ok_or(UNREADABLE)?;
            jwks.push(serde_json::from_str::<Value>(&row.public_jwk).map_err(|_| UNREADABLE)?);
            let known = before.and_then(|ring| ring.verifier(kid));
            let verifier = known.map_or_else(|| Verifier::read(row).map(Arc::new), Ok)?;
            if *state != KeyState::Retired {
                let known = before.and_then(|ring| ring.signers.get(kid)).cloned();
                let signer = known.map_or_else(|| Signer::open(row, &verifier, vault).map(Arc::new), Ok)?;
                if *state == KeyState::Signing {
                    signing.insert(row.algorithm.as_str(), Arc::clone(&signer));
                }
                signers.insert(kid.clone(), signer);
            }
            verifiers.insert(kid.clone(), verifier);
        }
        let mut take = |algorithm: SigningAlgorithm| signing.remove(algorithm.as_str()).ok_or(UNREADABLE);
        let (es256, rs256) = (take(SigningAlgorithm::ES256)?, take(SigningAlgorithm::RS256)?);
        let published = Arc::new(Published::new(json!({ "keys": jwks }).to_string()));
        Ok(Self { es256, rs256, signers, verifiers, published, shape })
    }

    /// Whether these rows say at this moment what the ring holds.
    pub(super) fn is_of(&self, rows: &[StoredKey], now: DateTime<Utc>) -> bool {
        self.shape == shape(rows, now)
    }

    pub(super) fn signer(&self, algorithm: SigningAlgorithm) -> &Signer {
        match algorithm {
            SigningAlgorithm::ES256 => &self.es256,
            SigningAlgorithm::RS256 => &self.rs256,
        }
    }

    pub(super) fn verifier(&self, kid: &str) -> Option<Arc<Verifier>> {
        self.verifiers.get(kid).cloned()
    }
}

/// The keys of the key set with their states: those that sign first, because a relying party that looks at no `kid` takes
/// the first. A key's material never changes, so two rings of one shape are the same.
fn shape(rows: &[StoredKey], now: DateTime<Utc>) -> Vec<(String, KeyState)> {
    let mut shape: Vec<_> = rows
        .iter()
        .filter(|row| row.withdrawn_at.is_none())
        .map(|row| (row.kid.clone(), life::state(rows, row, now)))
        .collect();
    shape.sort_by_key(|(_, state)| *state != KeyState::Signing);
    shape
}

impl Verifier {
    fn read(row: &StoredKey) -> Result<Self, Failure> {
        let jwk = serde_json::from_str(&row.public_jwk).map_err(|_| UNREADABLE)?;
        let key = DecodingKey::from_jwk(&jwk).map_err(|_| UNREADABLE)?;
        let algorithm = row.algorithm.as_str().parse().map_err(|_| UNREADABLE)?;
        Ok(Self { algorithm, key })
    }
}

impl Signer {
    /// Opens a private key, and signs and verifies once with it, so that a broken one shows now and not at a sign-in.
    fn open(row: &StoredKey, verifier: &Verifier, vault: &Vault) -> Result<Self, Failure> {
        let signer = Self { kid: row.kid.clone(), pair: make::open(vault, row)? };
        let token = signer.pair.sign_compact(&json!({ "alg": row.algorithm.as_str() }), &json!({}))?;
        let (message, signature) = token.rsplit_once('.').ok_or(UNREADABLE)?;
        let proof =
            jsonwebtoken::crypto::verify(signature, message.as_bytes(), &verifier.key, verifier.algorithm);
        if proof.is_ok_and(|good| good) { Ok(signer) } else { Err(UNREADABLE) }
    }
}
