//! Opening the database, and transactions.

use std::fs;
use std::path::Path;
use std::str::FromStr as _;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, DbErr, RuntimeErr, SqliteTransactionMode, SqlxPostgresConnector, SqlxSqliteConnector,
    TransactionOptions,
};
pub use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, TransactionTrait};

use crate::error::StoreError;

mod limited;

pub use limited::Watch;

/// How long a statement waits for a connection, and a writer of SQLite for another process.
const PATIENCE: Duration = Duration::from_secs(5);
/// The most connections to Postgres a process holds.
const POSTGRES_CONNECTIONS: u32 = 16;
/// The most readers of SQLite. Each is a thread.
const SQLITE_READERS: u32 = 8;
/// How long a question of a stranger may take.
const LIMIT: Duration = Duration::from_secs(5);

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
    /// For questions that strangers compose: connections of their own, whose statements end after five seconds.
    pub limited: DatabaseConnection,
    /// The same limit for a stranger's question that has to be asked within a transaction of SQLite's writer.
    pub watch: Watch,
}

/// Opens `sqlite://…` (made with its folder when it isn't there) or `postgres://…`.
///
/// # Errors
/// When the address can't be read or the database can't be reached.
pub async fn connect(url: &str) -> Result<Database, StoreError> {
    connect_with(url, LIMIT).await
}

/// The same, with another limit for the questions of strangers.
///
/// # Errors
/// As [`connect`].
pub async fn connect_with(url: &str, limit: Duration) -> Result<Database, StoreError> {
    match url.split_once(':') {
        Some(("sqlite", _)) => connect_sqlite(url, limit).await,
        Some(("postgres" | "postgresql", _)) => connect_postgres(url, limit).await,
        // The address isn't repeated: it may hold a password.
        _ => Err(unusable("the address of the database has to begin with sqlite:// or postgres://")),
    }
}

/// Begins a transaction that may write: on SQLite the lock is taken at once, because a reader that becomes a writer
/// halfway fails when another was faster.
///
/// # Errors
/// When no connection became free in time.
pub async fn begin(db: &Database) -> Result<DatabaseTransaction, StoreError> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    Ok(db.writer.begin_with_options(options).await?)
}

/// Keeps what was done in a transaction. One that is dropped instead is rolled back.
///
/// # Errors
/// When the database can't keep it; then nothing was done.
pub async fn commit(txn: DatabaseTransaction) -> Result<(), StoreError> {
    Ok(txn.commit().await?)
}

/// Whether the database answers.
///
/// # Errors
/// When it doesn't.
pub async fn ping(db: &Database) -> Result<(), StoreError> {
    Ok(db.reader.ping().await?)
}

/// Closes every connection, after those that are in use.
///
/// # Errors
/// When the database can't be left in good order.
pub async fn close(db: Database) -> Result<(), StoreError> {
    // The writer last: on SQLite the one that leaves last tidies the log away.
    db.limited.close().await?;
    db.reader.close().await?;
    Ok(db.writer.close().await?)
}

async fn connect_postgres(url: &str, limit: Duration) -> Result<Database, StoreError> {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(POSTGRES_CONNECTIONS)
        .acquire_timeout(PATIENCE)
        .set_application_name("latchkey")
        .test_before_acquire_if_idle_for(Duration::from_secs(30))
        .sqlx_logging(false);
    let pool = SqlxPostgresConnector::connect(options.clone()).await?;
    let limited = limited::postgres(options, limit).await?;
    Ok(Database { writer: pool.clone(), reader: pool, limited, watch: Watch::new(limit) })
}

async fn connect_sqlite(url: &str, limit: Duration) -> Result<Database, StoreError> {
    if url.contains(":memory:") || url.contains("mode=memory") {
        return Err(unusable("a database in memory is gone with its connection: name a file"));
    }
    let file = SqliteConnectOptions::from_str(url).map_err(|error| unusable(error.to_string()))?;
    create(file.get_filename()).map_err(|error| unusable(error.to_string()))?;

    let mut writer = sqlite(url, 1);
    writer.map_sqlx_sqlite_opts(|options| {
        // The driver sets the timeout before any pragma, so that the change to WAL can wait for another process.
        options
            .busy_timeout(PATIENCE)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Normal)
            .foreign_keys(true)
    });
    let watch = Watch::new(limit);
    watch.over(&mut writer);
    let writer = SqlxSqliteConnector::connect(writer).await?;

    let mut reader = sqlite(url, readers());
    reader.map_sqlx_sqlite_opts(|options| {
        options.busy_timeout(PATIENCE).synchronous(SqliteSynchronous::Normal).pragma("query_only", "ON")
    });
    let limited = limited::sqlite(reader.clone(), limit).await?;
    let reader = SqlxSqliteConnector::connect(reader).await?;
    Ok(Database { writer, reader, limited, watch })
}

fn sqlite(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    // A file neither goes away nor grows tired: connections stay open and aren't asked whether they still are.
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .sqlx_logging(false);
    options
}

fn readers() -> u32 {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    u32::try_from(cores).unwrap_or(SQLITE_READERS).clamp(2, SQLITE_READERS)
}

/// Makes the file, for its owner alone: SQLite gives the files beside it the same mode.
fn create(file: &Path) -> std::io::Result<()> {
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    let mut options = fs::OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file).map(|_| ())
}

fn unusable(why: impl Into<String>) -> StoreError {
    DbErr::Conn(RuntimeErr::Internal(why.into())).into()
}
