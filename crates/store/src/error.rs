//! What can go wrong on the way to the database and back.

use sea_orm::DbErr;

/// Why the store could not answer.
///
/// It prints a kind of failure and never SQL or a stored value, not even as `Debug`; the cause, which may
/// hold both, is its `source`.
pub struct StoreError(Cause);

enum Cause {
    Database(DbErr),
    Unreadable(&'static str, Option<Box<dyn std::error::Error + Send + Sync>>),
}

impl StoreError {
    /// A stored value that can't be read: the row was written by another version, or by hand.
    pub(crate) fn unreadable(
        what: &'static str,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self(Cause::Unreadable(what, Some(cause.into())))
    }

    fn words(&self) -> &'static str {
        match &self.0 {
            Cause::Unreadable(what, _) => what,
            Cause::Database(error) => kind(error),
        }
    }
}

const fn kind(error: &DbErr) -> &'static str {
    match error {
        DbErr::ConnectionAcquire(_) => "no connection to the database became free in time",
        DbErr::Conn(_) => "the database can't be reached",
        DbErr::Exec(_) | DbErr::Query(_) => "the database refused a statement",
        _ => "a stored value can't be read",
    }
}

impl From<DbErr> for StoreError {
    fn from(error: DbErr) -> Self {
        Self(Cause::Database(error))
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
        match &self.0 {
            Cause::Database(error) => Some(error),
            Cause::Unreadable(_, cause) => cause.as_deref().map(|cause| cause as _),
        }
    }
}
