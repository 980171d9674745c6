//! Signing keys: public parts in the open, private parts sealed by somebody else.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;

/// A signing key.
#[derive(Clone)]
pub struct StoredKey {
    /// Its name in the key set and in tokens.
    pub kid: String,
    /// What it signs with (RFC 7518 §3.1).
    pub algorithm: String,
    /// The public part as JWK.
    pub public_jwk: String,
    /// The private part, sealed.
    pub sealed_private_key: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

/// The keys that weren't retired, newest first.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<StoredKey>, StoreError> {
    let _ = db;
    todo!()
}

/// Inserts a key into a slot, for example `ES256/1`; `false` when the slot is taken.
///
/// Two processes that start together on an empty database both make a key, and one of them wins the slot.
///
/// # Errors
/// When the database fails.
pub async fn insert(db: &impl ConnectionTrait, slot: &str, key: &StoredKey) -> Result<bool, StoreError> {
    let _ = (db, slot, key);
    todo!()
}
