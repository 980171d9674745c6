//! Refresh tokens (RFC 6749 §6).

use chrono::{DateTime, Utc};
use domain::refresh::RefreshToken;
use sea_orm::ConnectionTrait;

use crate::digest::Digest;
use crate::error::StoreError;

/// A refresh token as it stands, with what its family knows.
#[derive(Debug, Clone)]
pub struct Found {
    /// The row.
    pub id: i64,
    /// The family's row.
    pub family: i64,
    /// The name by which access tokens point to the family.
    pub family_public_id: String,
    /// The user's row.
    pub user: i64,
    /// The session's public name, for the claim `sid`.
    pub sid: String,
    /// When the user last typed a password.
    pub auth_time: DateTime<Utc>,
    /// The token.
    pub token: RefreshToken,
}

/// Inserts a token of a family.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &impl ConnectionTrait,
    digest: &Digest,
    family: i64,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (txn, digest, family, expires_at, now);
    todo!()
}

/// Finds a token, exchanged or not, in one statement.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn find(txn: &impl ConnectionTrait, digest: &Digest) -> Result<Option<Found>, StoreError> {
    let _ = (txn, digest);
    todo!()
}

/// Spends a token; `false` when it was spent before. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn consume(txn: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let _ = (txn, id, now);
    todo!()
}
