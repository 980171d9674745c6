//! Sessions of people who are signed in.

use chrono::{DateTime, Utc};
use sea_orm::ConnectionTrait;

use crate::digest::Digest;
use crate::error::StoreError;
use crate::people::Person;

/// A session to be inserted.
pub struct NewSession<'a> {
    /// The keyed hash of the cookie.
    pub digest: Digest,
    /// Whose it is.
    pub user: i64,
    /// Its public name, for the claim `sid`.
    pub sid: &'a str,
    /// Whether the browser keeps the cookie when it closes.
    pub persistent: bool,
    /// When it ends unless it is used.
    pub expires_at: DateTime<Utc>,
    /// The address it was made from.
    pub address: Option<&'a str>,
    /// The browser it was made with, as it calls itself.
    pub user_agent: Option<&'a str>,
}

/// A live session and the person behind it.
#[derive(Clone)]
pub struct Session {
    /// The row.
    pub id: i64,
    /// Its public name, for the claim `sid`.
    pub sid: String,
    /// Whose it is.
    pub person: Person,
    /// When the person typed a password.
    pub authenticated_at: DateTime<Utc>,
    /// When it was last seen in use.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends unless it is used.
    pub expires_at: DateTime<Utc>,
    /// Whether the browser keeps the cookie when it closes.
    pub persistent: bool,
}

/// Inserts a session of somebody who has just typed their password.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &impl ConnectionTrait,
    new: NewSession<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (db, new, now);
    todo!()
}

/// Finds a session that has neither ended nor expired, of a person who isn't disabled.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    digest: &Digest,
    now: DateTime<Utc>,
) -> Result<Option<Session>, StoreError> {
    let _ = (db, digest, now);
    todo!()
}

/// Notes that a session was seen in use, and moves its end.
///
/// # Errors
/// When the database fails.
pub async fn touch(
    db: &impl ConnectionTrait,
    id: i64,
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (db, id, last_seen_at, expires_at);
    todo!()
}

/// Ends a session.
///
/// # Errors
/// When the database fails.
pub async fn end(db: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
    let _ = (db, id, now);
    todo!()
}

/// Ends every other session of a user, and says how many these were.
///
/// # Errors
/// When the database fails.
pub async fn end_others(
    db: &impl ConnectionTrait,
    user: i64,
    keep: i64,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let _ = (db, user, keep, now);
    todo!()
}
