//! Finding clients.

use domain::client_id::ClientId;
use sea_orm::ConnectionTrait;

use super::stored::{Authenticating, StoredClient};
use crate::error::StoreError;

/// The clients of an owner, newest first, in three statements however many these are.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn list(db: &impl ConnectionTrait, owner: i64) -> Result<Vec<StoredClient>, StoreError> {
    let _ = (db, owner);
    todo!()
}

/// Finds a client of an owner. Somebody else's looks like none.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn find_own(
    db: &impl ConnectionTrait,
    owner: i64,
    client_id: &ClientId,
) -> Result<Option<StoredClient>, StoreError> {
    let _ = (db, owner, client_id);
    todo!()
}

/// Finds a client, whoever owns it.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn find(
    db: &impl ConnectionTrait,
    client_id: &ClientId,
) -> Result<Option<StoredClient>, StoreError> {
    let _ = (db, client_id);
    todo!()
}

/// Finds what it takes to tell whether somebody is the client they claim to be, in one statement.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn find_for_authentication(
    db: &impl ConnectionTrait,
    client_id: &str,
) -> Result<Option<Authenticating>, StoreError> {
    let _ = (db, client_id);
    todo!()
}

/// How many active clients an account has.
///
/// # Errors
/// When the database fails.
pub async fn count_active(db: &impl ConnectionTrait, account_id: i64) -> Result<u32, StoreError> {
    let _ = (db, account_id);
    todo!()
}

/// Whether an active client registered this web origin, for CORS.
///
/// # Errors
/// When the database fails.
pub async fn has_origin(db: &impl ConnectionTrait, origin: &str) -> Result<bool, StoreError> {
    let _ = (db, origin);
    todo!()
}
