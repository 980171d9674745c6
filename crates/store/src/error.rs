//! What can go wrong on the way to the database and back.

use sea_orm::DbErr;

/// Why the store could not answer.
///
/// It prints a kind of failure and never SQL or a stored value, not even as `Debug`; the cause, which may hold both, is
/// its `source`.
pub struct StoreError(DbErr);

impl StoreError {
    const fn words(&self) -> &'static str {
        match &self.0 {
            DbErr::ConnectionAcquire(_) => "no connection to the database became free in time",
            DbErr::Conn(_) => "the database can't be reached",
            DbErr::Exec(_) | DbErr::Query(_) => "the database refused a statement",
            DbErr::TryIntoErr { .. } | DbErr::Type(_) => "a stored value can't be read",
            _ => "the database could not answer",
        }
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        Self(error)
    }
}

impl std::fmt::Display for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words())
    }
}

impl std::fmt::Debug for StoreError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StoreError({})", self.words())
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}
