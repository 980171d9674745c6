//! What a database means by an error: codes of SQLSTATE for Postgres, result codes for SQLite.

use sea_orm::{DbErr, RuntimeErr, sqlx};

/// Whether Postgres refused to compute (SQLSTATE class 22: out of range, division by zero).
pub(super) fn out_of_range(error: &DbErr) -> bool {
    matches!(driver(error), Some(sqlx::Error::Database(database))
        if matches!(database.code().as_deref(), Some("22003" | "22008" | "22012")))
}

/// Whether a statement was ended: by Postgres (SQLSTATE 57014), or by SQLite (`SQLITE_INTERRUPT`).
pub(super) fn took_too_long(error: &DbErr) -> bool {
    matches!(driver(error), Some(sqlx::Error::Database(database))
        if matches!(database.code().as_deref(), Some("57014" | "9")))
}

/// What the driver said.
fn driver(error: &DbErr) -> Option<&sqlx::Error> {
    match error {
        DbErr::Query(RuntimeErr::SqlxError(driver)) | DbErr::Exec(RuntimeErr::SqlxError(driver)) => {
            Some(driver.as_ref())
        }
        _ => None,
    }
}

/// Whether trying again may help: the connection failed, or Postgres says that it is going or not there yet (SQLSTATE
/// classes 08, 53 and 57), or that others were faster (40), or SQLite is busy.
pub(super) fn is_away(error: &DbErr) -> bool {
    if matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) {
        return true;
    }
    let Some(driver) = driver(error) else {
        return false;
    };
    match driver {
        sqlx::Error::Database(database) => {
            let code = database.code().unwrap_or_default();
            ["08", "40", "53", "57"].iter().any(|class| code.len() == 5 && code.starts_with(class))
                || code == "5"
        }
        sqlx::Error::Io(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        _ => false,
    }
}
