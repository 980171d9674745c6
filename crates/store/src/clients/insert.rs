//! Inserting clients, at most so many an account.

use chrono::{DateTime, Utc};
use domain::client_id::ClientId;
use domain::template::Draft;
use sea_orm::DatabaseTransaction;

use crate::digest::Digest;
use crate::error::StoreError;

/// A client to be inserted.
pub struct NewClient<'a> {
    /// The account it counts for.
    pub account_id: i64,
    /// The user who owns it.
    pub owner_id: i64,
    /// Its public identifier.
    pub client_id: &'a ClientId,
    /// What it is.
    pub draft: &'a Draft,
    /// Where people may be sent after they signed out.
    pub post_logout_redirect_uris: &'a [String],
    /// The web origins from which its scripts may call the server.
    pub allowed_cors_origins: &'a [String],
    /// Whether every use of a refresh token gives a new one.
    pub rotate_refresh_token: bool,
    /// Its secret, if it has one.
    pub secret: Option<NewSecret<'a>>,
    /// How many active clients the account may have, this one included.
    pub most_active: u32,
}

/// A secret to be inserted.
pub struct NewSecret<'a> {
    /// The keyed hash.
    pub digest: Digest,
    /// Its last four characters, to tell it from others.
    pub hint: &'a str,
    /// What the owner calls it.
    pub description: &'a str,
    /// When it stops working; `None` when never.
    pub expires_at: Option<DateTime<Utc>>,
}

/// How inserting a client ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is written; the row.
    Done(i64),
    /// The account has as many active clients as it may.
    LimitReached,
    /// Another client has this id; draw again.
    IdTaken,
}

/// Inserts an active client, unless the account has as many as it may.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &DatabaseTransaction,
    new: NewClient<'_>,
    now: DateTime<Utc>,
) -> Result<Inserted, StoreError> {
    let _ = (txn, new, now);
    todo!()
}
