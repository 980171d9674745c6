//! Servers as processes, and the database behind them.

use std::fs::File;
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use store::database::{self, ConnectionTrait as _, Database};
use testkit::TestDatabase;

/// The same for every process, as an operator would configure it for several on one database.
const ENCRYPTION_KEY: &str = "a key for tests, the same for all processes";

/// Where servers run: their ports and their database, which outlive every process.
pub(crate) struct Place {
    folder: tempfile::TempDir,
    database: TestDatabase,
    /// The port in the public URL, also of those that listen on another.
    public: u16,
    api: u16,
    demo: u16,
}

/// One process.
pub(crate) struct Server {
    child: Child,
    /// Where its identity listener is.
    pub(crate) identity: u16,
    /// Where its API listener is.
    pub(crate) api: u16,
}

impl Place {
    /// Takes a database over. Only the servers hold it open: a file that somebody else has open needs no recovery.
    pub(crate) async fn new(database: TestDatabase) -> Self {
        database::close(database.db.clone()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        Self { folder, database, public: free_port(), api: free_port(), demo: free_port() }
    }

    /// What to call the database when a test fails.
    pub(crate) fn name(&self) -> &'static str {
        self.database.name
    }

    /// The issuer.
    pub(crate) fn issuer(&self) -> String {
        format!("http://localhost:{}", self.public)
    }

    /// The host that the API answers to.
    pub(crate) fn api_host(&self) -> String {
        format!("localhost:{}", self.api)
    }

    /// The demo app's redirect URI.
    pub(crate) fn redirect_uri(&self) -> String {
        format!("http://localhost:{}/callback", self.demo)
    }

    /// Starts the server on the ports of the public URLs, and waits until it answers.
    pub(crate) async fn start(&self) -> Server {
        self.start_on(self.public, self.api, self.demo).await
    }

    /// Starts one more on ports of its own, under the same public URLs.
    pub(crate) async fn start_another(&self) -> Server {
        self.start_on(free_port(), free_port(), free_port()).await
    }

    /// Runs another command of the binary to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    async fn start_on(&self, identity: u16, api: u16, demo: u16) -> Server {
        let log = File::options().create(true).append(true).open(self.folder.path().join("log")).unwrap();
        let child = self
            .command(&["serve", "--demo", "--listen", &format!("127.0.0.1:{identity}")])
            .env("LATCHKEY_API__LISTEN", format!("127.0.0.1:{api}"))
            .env("LATCHKEY_DEMO__LISTEN", format!("127.0.0.1:{demo}"))
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut server = Server { child, identity, api };
        for _ in 0..4_000 {
            if tokio::net::TcpStream::connect(("127.0.0.1", identity)).await.is_ok()
                && server.is_ready().await
            {
                return server;
            }
            if server.child.try_wait().unwrap().is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        panic!(
            "the server doesn't start: {}",
            std::fs::read_to_string(self.folder.path().join("log")).unwrap()
        );
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let url = |port: u16| format!("http://localhost:{port}");
        let mut command = Command::new(env!("CARGO_BIN_EXE_latchkey"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .env("LATCHKEY_DATABASE_URL", &self.database.url)
            .env("LATCHKEY_ENCRYPTION_KEY", ENCRYPTION_KEY)
            .env("LATCHKEY_PUBLIC_URL", url(self.public))
            .env("LATCHKEY_API__PUBLIC_URL", url(self.api))
            .env("LATCHKEY_DEMO__PUBLIC_URL", url(self.demo));
        command
    }

    /// Opens the database once the servers are gone.
    pub(crate) async fn look(&self) -> Look {
        Look(database::connect(&self.database.url).await.unwrap())
    }
}

impl Server {
    /// Ends the process as a power cut would: without a word.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    async fn is_ready(&self) -> bool {
        let url = format!("http://127.0.0.1:{}/readyz", self.identity);
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        http.get(url).send().await.is_ok_and(|answer| answer.status().is_success())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The database, as it was left.
pub(crate) struct Look(Database);

impl Look {
    /// How many rows there are. The store hands out none, but says how many a change touches that changes nothing.
    pub(crate) async fn count(&self, table: &str, condition: &str) -> u64 {
        let touch = format!("UPDATE {table} SET created_at = created_at WHERE {condition}");
        self.0.writer.execute_unprepared(&touch).await.unwrap().rows_affected()
    }

    /// Has SQLite check its file (https://www.sqlite.org/pragma.html#pragma_integrity_check). Postgres would not have
    /// started again.
    pub(crate) async fn assert_sound(&self, name: &str) {
        if name == "SQLite" {
            let sound = "(SELECT group_concat(integrity_check) FROM pragma_integrity_check) = 'ok'";
            assert!(self.count("users", sound).await > 0, "the file is damaged");
            assert_eq!(self.count("users", "EXISTS (SELECT 1 FROM pragma_foreign_key_check)").await, 0);
        }
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}
