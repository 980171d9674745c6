//! Families of tokens: all that one sign-in at one client gave (RFC 9700 §4.14).

use chrono::{DateTime, Utc};
use oauth::scope::Scopes;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::error::StoreError;

/// A family to be inserted.
pub struct NewFamily<'a> {
    /// The name by which access tokens point to it.
    pub public_id: &'a str,
    /// The client's row.
    pub client: i64,
    /// The user's row.
    pub user: i64,
    /// The session's public name, for the claim `sid`.
    pub sid: &'a str,
    /// The scopes allowed.
    pub scopes: &'a Scopes,
    /// When the user last typed a password.
    pub auth_time: DateTime<Utc>,
    /// The value for the ID token.
    pub nonce: Option<&'a str>,
}

/// Inserts a family and gives its row.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &impl ConnectionTrait,
    new: NewFamily<'_>,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let _ = (txn, new, now);
    todo!()
}

/// Ends a family for a reason; the first reason stays.
///
/// # Errors
/// When the database fails.
pub async fn revoke(
    txn: &impl ConnectionTrait,
    id: i64,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (txn, id, reason, now);
    todo!()
}

/// Ends every family that a user gave a client, because the consent behind them was taken back.
///
/// # Errors
/// When the database fails.
pub async fn revoke_of_consent(
    txn: &impl ConnectionTrait,
    user: i64,
    client: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (txn, user, client, now);
    todo!()
}

/// Ends the oldest families with a live refresh token beyond what a user may have at this client and over
/// all clients, and says how many these were.
///
/// # Errors
/// When the database fails.
pub async fn evict_oldest(
    txn: &DatabaseTransaction,
    user: i64,
    client: i64,
    keep_per_client: u32,
    keep_per_user: u32,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let _ = (txn, user, client, keep_per_client, keep_per_user, now);
    todo!()
}
