//! Authorization requests, kept while their user signs in and decides.
//!
//! Everything from the request stays here, bound to the browser that brought it; later steps carry nothing
//! but its name (OWASP ASVS 2.3.1).

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::digest::Digest;
use crate::error::StoreError;

/// An authorization request that has not expired.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The row.
    pub id: i64,
    /// The client's row.
    pub client: i64,
    /// The client's public identifier.
    pub client_id: String,
    /// The parameters, as they were given to [`insert`].
    pub parameters: String,
    /// Whether it was answered.
    pub completed: bool,
}

/// Inserts a request, bound to the browser that brought it.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &impl ConnectionTrait,
    digest: &Digest,
    client: i64,
    parameters: &str,
    browser: &Digest,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (db, digest, client, parameters, browser, expires_at, now);
    todo!()
}

/// Finds a request of this browser that has not expired.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    digest: &Digest,
    browser: &Digest,
    now: DateTime<Utc>,
) -> Result<Option<Pending>, StoreError> {
    let _ = (db, digest, browser, now);
    todo!()
}

/// Notes that a request was answered; `false` when it was before. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn complete(txn: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let _ = (txn, id, now);
    todo!()
}
