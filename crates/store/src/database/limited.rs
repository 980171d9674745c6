//! Readers for questions that strangers compose: a statement that takes too long is ended.
//!
//! They have connections of their own, so that heavy questions keep nobody from signing in.

use std::sync::{Arc, Mutex, PoisonError};
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

/// Ends what the one writer of SQLite is asked on behalf of a stranger, when it takes too long. Postgres is told so within
/// the transaction.
#[derive(Debug, Clone)]
pub struct Watch {
    limit: Duration,
    until: Arc<Mutex<Option<Instant>>>,
}

impl Watch {
    pub(super) fn new(limit: Duration) -> Self {
        Self { limit, until: Arc::default() }
    }

    /// How long a question of a stranger may take.
    #[must_use]
    pub fn limit(&self) -> Duration {
        self.limit
    }

    /// Begins, for whoever holds the writer. It ends by itself when the writer is taken anew.
    #[expect(
        clippy::disallowed_methods,
        reason = "how long a statement runs is measured; no hour decides anything"
    )]
    pub fn begin(&self) {
        self.set(Some(Instant::now() + self.limit));
    }

    /// Ends: from here on the writer may take as long as it takes.
    pub fn end(&self) {
        self.set(None);
    }

    fn set(&self, until: Option<Instant>) {
        *self.until.lock().unwrap_or_else(PoisonError::into_inner) = until;
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "how long a statement runs is measured; no hour decides anything"
    )]
    fn may_go_on(&self) -> bool {
        self.until.lock().unwrap_or_else(PoisonError::into_inner).is_none_or(|until| Instant::now() < until)
    }

    /// Watches the writer from its first connection on.
    pub(super) fn over(&self, options: &mut ConnectOptions) {
        let (watch, anew) = (self.clone(), self.clone());
        options.map_sqlx_sqlite_pool_opts(move |pool| {
            let (watch, anew) = (watch.clone(), anew.clone());
            pool.after_connect(move |connection, _| {
                let watch = watch.clone();
                Box::pin(async move {
                    let mut handle = connection.lock_handle().await?;
                    handle.set_progress_handler(INSTRUCTIONS, move || watch.may_go_on());
                    Ok(())
                })
            })
            .before_acquire(move |_, _| {
                anew.end();
                Box::pin(async { Ok(true) })
            })
        });
    }
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
