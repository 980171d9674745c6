//! Authorization codes (RFC 6749 §4.1.2).

use chrono::{DateTime, Utc};
use domain::code::AuthorizationCode;
use sea_orm::ConnectionTrait;

use crate::digest::Digest;
use crate::error::StoreError;

/// A code as it stands.
#[derive(Debug, Clone)]
pub struct Found {
    /// The row.
    pub id: i64,
    /// The code.
    pub code: AuthorizationCode,
    /// Whether it was spent.
    pub consumed: bool,
    /// The family of tokens that it was exchanged for.
    pub family: Option<i64>,
}

/// Inserts a code.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &impl ConnectionTrait,
    digest: &Digest,
    code: &AuthorizationCode,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (txn, digest, code, now);
    todo!()
}

/// Finds a code, spent or not.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn find(txn: &impl ConnectionTrait, digest: &Digest) -> Result<Option<Found>, StoreError> {
    let _ = (txn, digest);
    todo!()
}

/// Spends a code for a family; `false` when it was spent before. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn consume(
    txn: &impl ConnectionTrait,
    id: i64,
    family: i64,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let _ = (txn, id, family, now);
    todo!()
}

/// Counts a failed exchange; the one that makes it `domain::code::MOST_FAILURES` spends the code.
///
/// # Errors
/// When the database fails.
pub async fn count_failure(
    txn: &impl ConnectionTrait,
    id: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (txn, id, now);
    todo!()
}
