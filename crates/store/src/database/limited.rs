//! Readers for questions that strangers compose: a statement that takes too long is ended.
//!
//! They have connections of their own, so that heavy questions keep nobody from signing in.

use std::time::{Duration, Instant};

use sea_orm::sqlx;
use sea_orm::sqlx::sqlite::SqliteConnection;
use sea_orm::{ConnectOptions, DatabaseConnection, DbErr, SqlxPostgresConnector, SqlxSqliteConnector};

/// The most connections to Postgres for these.
const POSTGRES_CONNECTIONS: u32 = 8;
/// How many instructions of its machine SQLite does between two looks at the clock.
const INSTRUCTIONS: i32 = 100_000;

/// Readers of Postgres, which ends statements itself.
pub(super) async fn postgres(
    mut options: ConnectOptions,
    limit: Duration,
) -> Result<DatabaseConnection, DbErr> {
    let milliseconds = limit.as_millis().to_string();
    options
        .max_connections(POSTGRES_CONNECTIONS)
        // The first of them comes with the first question.
        .connect_lazy(true)
        .map_sqlx_postgres_opts(move |options| options.options([("statement_timeout", &milliseconds)]));
    SqlxPostgresConnector::connect(options).await
}

/// Readers of SQLite, which asks now and then whether it may go on.
pub(super) async fn sqlite(
    mut options: ConnectOptions,
    limit: Duration,
) -> Result<DatabaseConnection, DbErr> {
    options.map_sqlx_sqlite_pool_opts(move |pool| {
        pool.after_connect(move |connection, _| Box::pin(watch(connection, limit))).before_acquire(
            move |connection, _| {
                Box::pin(async move {
                    watch(connection, limit).await?;
                    Ok(true)
                })
            },
        )
    });
    SqlxSqliteConnector::connect(options).await
}

/// Gives a connection so long for what it is taken for.
#[expect(
    clippy::disallowed_methods,
    reason = "how long a statement runs is measured; no hour decides anything"
)]
async fn watch(connection: &mut SqliteConnection, limit: Duration) -> Result<(), sqlx::Error> {
    let mut handle = connection.lock_handle().await?;
    let start = Instant::now();
    handle.set_progress_handler(INSTRUCTIONS, move || start.elapsed() < limit);
    Ok(())
}
