//! What people allowed clients.

use chrono::{DateTime, Utc};
use oauth::scope::Scopes;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::error::StoreError;

/// The scopes a user allowed a client before; none when they were never asked.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn find(db: &impl ConnectionTrait, user: i64, client: i64) -> Result<Scopes, StoreError> {
    let _ = (db, user, client);
    todo!()
}

/// Adds scopes to what a user allowed a client.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn remember(
    txn: &DatabaseTransaction,
    user: i64,
    client: i64,
    scopes: &Scopes,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (txn, user, client, scopes, now);
    todo!()
}
