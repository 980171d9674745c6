//! Fresh databases: a file for SQLite, and a database of its own on the Postgres of `LATCHKEY_TEST_POSTGRES_URL`.

use std::time::Duration;

use chrono::DateTime;
use migration::{Migrator, MigratorTrait};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection};

use super::TestApi;

/// Runs a test on both databases, over the demo's data.
///
/// The body is one function, so whatever it asserts holds on both. When no Postgres is given, that half is left out
/// and says so; when one is given and can't be reached, the test fails.
pub(crate) async fn on_both(test: &str, body: impl AsyncFn(TestApi)) {
    on_both_empty(test, async |api: TestApi| {
        let loaded = projects::demo::load(&api.db, DateTime::UNIX_EPOCH).await.unwrap();
        assert_eq!(loaded, projects::demo::Loaded::Fresh);
        body(api).await;
    })
    .await;
}

/// The same, over tables without a row.
pub(crate) async fn on_both_empty(test: &str, body: impl AsyncFn(TestApi)) {
    on_sqlite(&body).await;
    match postgres_url() {
        Some(url) => on_postgres(&url, test, &body).await,
        None => println!("{test}: Postgres left out, LATCHKEY_TEST_POSTGRES_URL is not set"),
    }
}

async fn on_sqlite(body: &impl AsyncFn(TestApi)) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("test.db").display());
    let db = connect(&url).await;
    Migrator::up(&db, None).await.unwrap();
    body(TestApi::over(db.clone())).await;
    db.close().await.unwrap();
}

async fn on_postgres(url: &str, test: &str, body: &impl AsyncFn(TestApi)) {
    let (address, parameters) =
        url.split_once('?').map_or((url, String::new()), |(a, p)| (a, format!("?{p}")));
    let (server, _) = address.rsplit_once('/').expect("the URL ends in a database name");
    let name = format!(
        "projects_{}_{}",
        test.replace(|c: char| !c.is_ascii_alphanumeric(), "_"),
        std::process::id()
    );
    let name = name.get(..63).unwrap_or(&name).to_owned();
    let maintenance = connect(url).await;
    maintenance.execute_unprepared(&format!("DROP DATABASE IF EXISTS {name}")).await.unwrap();
    maintenance.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();

    let db = connect(&format!("{server}/{name}{parameters}")).await;
    Migrator::up(&db, None).await.unwrap();
    body(TestApi::over(db.clone())).await;
    db.close().await.unwrap();
    maintenance.execute_unprepared(&format!("DROP DATABASE {name} WITH (FORCE)")).await.unwrap();
    maintenance.close().await.unwrap();
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.max_connections(2).acquire_timeout(Duration::from_secs(10)).sqlx_logging(false);
    Database::connect(options).await.unwrap_or_else(|error| panic!("cannot connect to {url}: {error}"))
}

#[expect(clippy::disallowed_methods, reason = "the test command says by the environment where Postgres is")]
fn postgres_url() -> Option<String> {
    std::env::var("LATCHKEY_TEST_POSTGRES_URL").ok().filter(|url| !url.is_empty())
}
