//! People: users with their profile and roles.

use chrono::{DateTime, Utc};
use domain::person::Profile;
use sea_orm::{ConnectionTrait, DatabaseTransaction, TransactionTrait};

use crate::error::StoreError;

/// A user, whole.
#[derive(Clone)]
pub struct Person {
    /// The row, which is also the claim `sub`.
    pub id: i64,
    /// The account they belong to.
    pub account_id: i64,
    /// What they say of themselves.
    pub profile: Profile,
    /// The hash of their password in PHC form; `None` for somebody who can't sign in with one.
    pub password_hash: Option<String>,
    /// Whether an administrator switched them off.
    pub disabled: bool,
    /// Names of their roles, in alphabetical order.
    pub roles: Vec<String>,
}

/// A user to be inserted.
pub struct NewPerson<'a> {
    /// A row to take; `None` for the next one.
    pub id: Option<i64>,
    /// The account to join, made when it isn't there; `None` for a new one, named like the person.
    pub account_id: Option<i64>,
    /// What they say of themselves, checked.
    pub profile: &'a Profile,
    /// The hash of their password in PHC form.
    pub password_hash: &'a str,
    /// Names of roles.
    pub roles: &'a [&'a str],
}

/// How writing a person ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is written; the row.
    Done(i64),
    /// Somebody else has this e-mail address.
    EmailTaken,
}

/// Inserts a user, with a new account if they don't join one.
///
/// # Errors
/// When the database fails, also when the chosen row is taken.
pub async fn insert(
    txn: &DatabaseTransaction,
    new: NewPerson<'_>,
    now: DateTime<Utc>,
) -> Result<Inserted, StoreError> {
    let _ = (txn, new, now);
    todo!()
}

/// Finds a user.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl ConnectionTrait, id: i64) -> Result<Option<Person>, StoreError> {
    let _ = (db, id);
    todo!()
}

/// Finds a user by e-mail address, however it is capitalised.
///
/// # Errors
/// When the database fails.
pub async fn find_by_email(db: &impl ConnectionTrait, email: &str) -> Result<Option<Person>, StoreError> {
    let _ = (db, email);
    todo!()
}

/// Whether there is any user at all.
///
/// # Errors
/// When the database fails.
pub async fn any(db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    let _ = db;
    todo!()
}

/// Writes a user's profile anew.
///
/// Inside a transaction it sets a savepoint, so that the transaction goes on when the address is taken.
///
/// # Errors
/// When the database fails.
pub async fn update_profile(
    db: &(impl ConnectionTrait + TransactionTrait),
    id: i64,
    profile: &Profile,
    now: DateTime<Utc>,
) -> Result<Inserted, StoreError> {
    let _ = (db, id, profile, now);
    todo!()
}

/// Writes the hash of a new password.
///
/// # Errors
/// When the database fails.
pub async fn set_password(
    db: &impl ConnectionTrait,
    id: i64,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let _ = (db, id, hash, now);
    todo!()
}
