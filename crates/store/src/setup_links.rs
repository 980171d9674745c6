//! Links by which the first administrator sets up an empty server.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::digest::Digest;
use crate::error::StoreError;

/// Inserts a link.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &impl ConnectionTrait,
    digest: &Digest,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (db, digest, expires_at, now);
    todo!()
}

/// Uses a link up; `false` when it isn't open. One statement, so that two visitors can't share it.
///
/// # Errors
/// When the database fails.
pub async fn consume(
    db: &impl ConnectionTrait,
    digest: &Digest,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let _ = (db, digest, now);
    todo!()
}

/// Whether a link is known, unused and not expired.
///
/// # Errors
/// When the database fails.
pub async fn is_open(
    db: &impl ConnectionTrait,
    digest: &Digest,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let _ = (db, digest, now);
    todo!()
}
