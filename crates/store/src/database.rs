//! Opening the database, and transactions.

pub use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, TransactionTrait};

use crate::error::StoreError;

/// The way to the database.
///
/// SQLite has one writer: `writer` is a single connection that transactions queue for, `reader` is several
/// that refuse to write. With Postgres both are the same pool. Never use `writer` while holding a
/// transaction of it: on SQLite that waits for itself.
#[derive(Debug, Clone)]
pub struct Database {
    /// For statements that change something, and for transactions.
    pub writer: DatabaseConnection,
    /// For statements that only look.
    pub reader: DatabaseConnection,
}

/// Opens `sqlite://…` (made with its folder when it isn't there) or `postgres://…`.
///
/// # Errors
/// When the address can't be read or the database can't be reached.
pub async fn connect(url: &str) -> Result<Database, StoreError> {
    let _ = url;
    todo!()
}

/// Begins a transaction that may write: on SQLite the lock is taken at once.
///
/// # Errors
/// When no connection became free in time.
pub async fn begin(db: &Database) -> Result<DatabaseTransaction, StoreError> {
    let _ = db;
    todo!()
}

/// Keeps what was done in a transaction. One that is dropped instead is rolled back.
///
/// # Errors
/// When the database can't keep it; then nothing was done.
pub async fn commit(txn: DatabaseTransaction) -> Result<(), StoreError> {
    let _ = txn;
    todo!()
}

/// Whether the database answers.
///
/// # Errors
/// When it doesn't.
pub async fn ping(db: &Database) -> Result<(), StoreError> {
    let _ = db;
    todo!()
}
