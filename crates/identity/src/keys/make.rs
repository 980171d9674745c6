//! Making a key, and sealing its private half.

use chrono::{DateTime, Utc};
use domain::client::SigningAlgorithm;
use store::signing_keys::StoredKey;

use super::pair::KeyPair;
use super::{ALGORITHMS, Tools};
use crate::failure::Failure;
use crate::vault::Vault;

/// A key that has no place in the line yet.
pub(super) struct Fresh {
    pub(super) algorithm: SigningAlgorithm,
    kid: String,
    public_jwk: String,
    sealed_private_key: Vec<u8>,
}

impl Fresh {
    /// Makes a key. RSA takes a while, so it is done off the async threads.
    pub(super) async fn make(tools: &Tools, algorithm: SigningAlgorithm) -> Result<Self, Failure> {
        let made = tokio::task::spawn_blocking(move || KeyPair::make(algorithm)).await;
        let (pair, pkcs8) = made.map_err(|_| Failure::Crypto("making a signing key"))??;
        let kid = tools.random.name()?;
        Ok(Self {
            algorithm,
            sealed_private_key: tools.vault.seal(&context(&kid), &pkcs8)?,
            public_jwk: pair.public_jwk(&kid).to_string(),
            kid,
        })
    }

    /// One for each algorithm.
    pub(super) async fn make_all(tools: &Tools) -> Result<Vec<Self>, Failure> {
        let mut fresh = Vec::new();
        for algorithm in ALGORITHMS {
            fresh.push(Self::make(tools, algorithm).await?);
        }
        Ok(fresh)
    }

    /// The row that puts it behind the keys that there are.
    pub(super) fn behind(
        self,
        rows: &[StoredKey],
        now: DateTime<Utc>,
        signs_from: DateTime<Utc>,
    ) -> StoredKey {
        // Withdrawn keys count: a place is never given twice.
        let own = rows.iter().filter(|row| row.algorithm == self.algorithm);
        let last = own.map(|row| row.number).max().unwrap_or_default();
        StoredKey {
            kid: self.kid,
            algorithm: self.algorithm,
            number: last.saturating_add(1),
            public_jwk: self.public_jwk,
            sealed_private_key: self.sealed_private_key,
            created_at: now,
            signs_from,
            withdrawn_at: None,
            noted: None,
        }
    }
}

/// The private half of a stored key.
pub(super) fn open(vault: &Vault, row: &StoredKey) -> Result<KeyPair, Failure> {
    KeyPair::from_pkcs8(row.algorithm, &vault.open(&context(&row.kid), &row.sealed_private_key)?)
}

/// Ties a sealed key to its row: moved to another, it doesn't open.
fn context(kid: &str) -> String {
    format!("signing_keys/{kid}")
}
