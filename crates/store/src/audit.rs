//! What happened, for owners and administrators. It stays when the things it speaks of are deleted.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::error::StoreError;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What was done or tried.
    pub action: String,
    /// How it ended.
    pub outcome: String,
    /// The account it concerns.
    pub account_id: Option<i64>,
    /// The user who did it.
    pub actor: Option<i64>,
    /// The public identifier of the client it concerns.
    pub client_id: Option<String>,
    /// The address it came from.
    pub address: Option<String>,
    /// The request, as the log knows it.
    pub request_id: Option<String>,
    /// More words.
    pub detail: String,
}

/// Inserts events.
///
/// # Errors
/// When the database fails.
pub async fn insert(db: &impl ConnectionTrait, events: &[Event]) -> Result<(), StoreError> {
    let _ = (db, events);
    todo!()
}

/// The newest events of an account, newest first.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn list(db: &impl ConnectionTrait, account_id: i64, most: u64) -> Result<Vec<Event>, StoreError> {
    let _ = (db, account_id, most);
    todo!()
}
