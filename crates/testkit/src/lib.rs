//! Fresh databases for tests: a file of SQLite always, and a database of Postgres where `LATCHKEY_TEST_POSTGRES_URL`
//! names a server. A dependency of tests alone.
#![expect(clippy::expect_used, reason = "a test that can't have its database has failed")]

mod postgres;
mod sqlite;

use store::database::Database;

pub use sqlite::sqlite;

/// The variable that names the server of Postgres.
const SERVER: &str = "LATCHKEY_TEST_POSTGRES_URL";

/// A migrated database that nobody else uses. It goes away when it is dropped.
pub struct TestDatabase {
    /// What to call it when a test fails.
    pub name: &'static str,
    /// Its address, for a process of its own.
    pub url: String,
    /// The way to it.
    pub db: Database,
    keeper: Keeper,
}

/// What a database stands on; dropping it takes the database away.
enum Keeper {
    Folder(tempfile::TempDir),
    Server(postgres::Lent),
}

impl TestDatabase {
    /// Takes the database away and waits until it is gone.
    ///
    /// # Panics
    /// When it can't be taken away.
    pub async fn close(self) {
        let Self { db, keeper, .. } = self;
        store::database::close(db).await.expect("the database closes");
        match keeper {
            Keeper::Folder(folder) => folder.close().expect("the folder can be removed"),
            Keeper::Server(lent) => lent.give_back().await,
        }
    }
}

/// One fresh database of each kind. Says so when it leaves out Postgres.
///
/// # Panics
/// When a database can't be made, also when a server of Postgres is named and doesn't answer.
pub async fn databases() -> Vec<TestDatabase> {
    let mut databases = vec![sqlite().await];
    match server() {
        Some(server) => databases.push(postgres::fresh(&server).await),
        None => eprintln!("left out: Postgres, because {SERVER} isn't set"),
    }
    databases
}

/// A fresh database of Postgres, if there is a server.
///
/// # Panics
/// When a server is named and doesn't answer.
pub async fn postgres() -> Option<TestDatabase> {
    match server() {
        Some(server) => Some(postgres::fresh(&server).await),
        None => None,
    }
}

#[expect(clippy::disallowed_methods, reason = "tests have no configuration to read it for them")]
fn server() -> Option<String> {
    std::env::var(SERVER).ok().filter(|url| !url.is_empty())
}

async fn migrate(db: &Database) {
    use migration::MigratorTrait as _;
    migration::Migrator::up(&db.writer, None).await.expect("the migrations run");
}
