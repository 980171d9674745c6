//! Changing and deleting clients.

use chrono::{DateTime, Utc};
use domain::client::Status;
use domain::client_id::ClientId;
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::error::StoreError;

/// How a change of status ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusChange {
    /// It has the status now.
    Done,
    /// The owner has no such client.
    Unknown,
    /// The account has as many active clients as it may.
    LimitReached,
    /// It was ended for good.
    Revoked,
}

/// One successful use of a client, to be noted.
#[derive(Debug, Clone, Copy)]
pub struct Used {
    /// The client's row.
    pub client: i64,
    /// The row of the secret it was used with.
    pub secret: Option<i64>,
    /// When.
    pub at: DateTime<Utc>,
}

/// Gives a client of an owner another status; becoming active counts like inserting.
///
/// # Errors
/// When the database fails.
pub async fn set_status(
    txn: &DatabaseTransaction,
    owner: i64,
    client_id: &ClientId,
    status: Status,
    most_active: u32,
    now: DateTime<Utc>,
) -> Result<StatusChange, StoreError> {
    let _ = (txn, owner, client_id, status, most_active, now);
    todo!()
}

/// Deletes a client of an owner and all it was given; `false` when the owner has no such client.
///
/// # Errors
/// When the database fails.
pub async fn delete(
    txn: &impl ConnectionTrait,
    owner: i64,
    client_id: &ClientId,
) -> Result<bool, StoreError> {
    let _ = (txn, owner, client_id);
    todo!()
}

/// Notes when clients and secrets were last used; never moves a moment back.
///
/// # Errors
/// When the database fails.
pub async fn stamp_used(db: &impl ConnectionTrait, used: &[Used]) -> Result<(), StoreError> {
    let _ = (db, used);
    todo!()
}
