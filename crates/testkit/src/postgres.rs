//! Postgres: one migrated template for all tests, and a copy of it for each.

use store::database::{self, ConnectionTrait as _, Database};
use url::Url;

use crate::{Keeper, TestDatabase, migrate};

/// Any number, as long as all who make the template lock the same.
const LOCK: u64 = 7_244_636_742_116_251_001;
const TEMPLATE: &str = concat!("latchkey_template_", env!("SCHEMA_FINGERPRINT"));

/// A database that goes away when this is dropped.
pub(crate) struct Lent {
    server: String,
    name: Option<String>,
}

pub(crate) async fn fresh(server: &str) -> TestDatabase {
    let admin = connect(server).await;
    if !exists(&admin, TEMPLATE).await {
        make_template(&admin, server).await;
    }
    let name = unused_name();
    execute(&admin, &format!("CREATE DATABASE \"{name}\" TEMPLATE \"{TEMPLATE}\"")).await;
    database::close(admin).await.expect("the connection closes");

    let url = address(server, &name);
    let db = connect(&url).await;
    let lent = Lent { server: server.to_owned(), name: Some(name) };
    TestDatabase { name: "Postgres", url, db, keeper: Keeper::Server(lent) }
}

/// Every test may be a process of its own, so the server says who makes the template.
async fn make_template(admin: &Database, server: &str) {
    let lock = database::begin(admin).await.expect("a transaction begins");
    let sql = format!("SELECT pg_advisory_xact_lock({LOCK})");
    lock.execute_unprepared(&sql).await.expect("the lock is taken");
    if !exists(admin, TEMPLATE).await {
        // Under another name until it is whole: a run that is stopped halfway must not leave half a template.
        let draft = unused_name();
        execute(admin, &format!("CREATE DATABASE \"{draft}\"")).await;
        let db = connect(&address(server, &draft)).await;
        migrate(&db).await;
        database::close(db).await.expect("the connection closes");
        execute(admin, &format!("ALTER DATABASE \"{draft}\" RENAME TO \"{TEMPLATE}\"")).await;
    }
    database::commit(lock).await.expect("the lock is given back");
}

async fn connect(url: &str) -> Database {
    database::connect(url).await.expect("the Postgres of LATCHKEY_TEST_POSTGRES_URL answers")
}

async fn exists(admin: &Database, name: &str) -> bool {
    let sql = format!("SELECT 1 FROM pg_database WHERE datname = '{name}'");
    let found = admin.writer.execute_unprepared(&sql).await.expect("the server answers");
    found.rows_affected() > 0
}

async fn execute(admin: &Database, sql: &str) {
    admin.writer.execute_unprepared(sql).await.expect("the server does as it is told");
}

/// A name that no other test has: the system gives a folder of that name to nobody else.
fn unused_name() -> String {
    let folder =
        tempfile::Builder::new().prefix("latchkey_test_").tempdir().expect("there is room for a folder");
    let name = folder.path().file_name().expect("a folder has a name").to_string_lossy().into_owned();
    format!("{name}_{}", std::process::id())
}

fn address(server: &str, name: &str) -> String {
    let mut url = Url::parse(server).expect("LATCHKEY_TEST_POSTGRES_URL is an address");
    url.set_path(name);
    url.into()
}

impl Lent {
    pub(crate) async fn give_back(mut self) {
        if let Some(name) = self.name.take() {
            remove(&self.server, &name).await;
        }
    }
}

impl Drop for Lent {
    /// Waits in a thread of its own, because a runtime can't be waited for from within.
    fn drop(&mut self) {
        let Some(name) = self.name.take() else { return };
        let server = std::mem::take(&mut self.server);
        let done = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime can be made").block_on(remove(&server, &name));
        });
        if done.join().is_err() {
            eprintln!("a database of a test was left behind");
        }
    }
}

async fn remove(server: &str, name: &str) {
    let admin = connect(server).await;
    execute(&admin, &format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)")).await;
    database::close(admin).await.expect("the connection closes");
}
