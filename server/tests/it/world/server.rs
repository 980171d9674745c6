//! A running server.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};
use identity::Identity;
use identity::clock::Clock;
use reqwest::header::HeaderMap;
use sea_orm_migration::sea_orm::{ConnectionTrait as _, Statement};
use server::config::{ConfigFile, Flag, PublicUrls, Settings, Sources};
use testkit::TestDatabase;
use tokio::sync::oneshot;

use super::{Person, dump};

/// A server on ports of its own, stopped when it is dropped.
#[derive(Clone)]
pub(crate) struct TestServer(Arc<Inside>);

struct Inside {
    identity: Identity,
    urls: PublicUrls,
    address: SocketAddr,
    paths: BTreeSet<String>,
    clock: Arc<TestClock>,
    stop: std::sync::Mutex<Option<oneshot::Sender<()>>>,
    _tasks: tokio::task::JoinSet<()>,
    folder: Arc<tempfile::TempDir>,
    database: Arc<TestDatabase>,
    more: Vec<(&'static str, String)>,
}

/// A clock that goes on by itself and can be set forward.
struct TestClock(AtomicI64);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        let now = identity::clock::SystemClock.now();
        now + chrono::TimeDelta::seconds(self.0.load(Ordering::SeqCst))
    }
}

impl TestServer {
    pub(crate) async fn start(database: TestDatabase, demo: bool) -> Self {
        Self::start_with(database, demo, &[]).await
    }

    /// Starts with more settings, each a key and its value.
    pub(crate) async fn start_with(
        database: TestDatabase,
        demo: bool,
        more: &[(&'static str, &str)],
    ) -> Self {
        Self::open(Arc::new(tempfile::tempdir().unwrap()), Arc::new(database), demo, more).await
    }

    /// Another process on the same database and with the same encryption key and settings.
    pub(crate) async fn replica(&self) -> Self {
        let more: Vec<_> = self.0.more.iter().map(|(key, text)| (*key, text.as_str())).collect();
        Self::open(Arc::clone(&self.0.folder), Arc::clone(&self.0.database), false, &more).await
    }

    async fn open(
        folder: Arc<tempfile::TempDir>,
        database: Arc<TestDatabase>,
        demo: bool,
        more: &[(&'static str, &str)],
    ) -> Self {
        let clock = Arc::new(TestClock(AtomicI64::new(0)));
        let settings = settings(folder.path(), &database.url, demo, more);
        let running = server::build(&settings, Arc::clone(&clock) as Arc<dyn Clock>).await.unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let inside = Inside {
            identity: running.identity,
            urls: running.urls,
            address: running.doors[0].0.local_addr().unwrap(),
            paths: paths(&format!("{:?}", running.doors[0].1)),
            clock,
            stop: std::sync::Mutex::new(Some(stop)),
            _tasks: running.tasks,
            folder,
            database,
            more: more.iter().map(|(key, text)| (*key, (*text).to_owned())).collect(),
        };
        tokio::spawn(server::http::serve(running.doors, async {
            stopped.await.ok();
        }));
        Self(Arc::new(inside))
    }

    /// An address of the identity listener. Where the public URL is https, what is sent there has to go through
    /// [`Self::http_client`], which stands for the proxy that ends TLS.
    pub(crate) fn identity_url(&self, path: &str) -> String {
        format!("{}{path}", self.issuer().replacen("https://", "http://", 1))
    }

    /// Every address that the identity listener routes, parameters in braces: what is added is in it.
    pub(crate) fn paths(&self) -> &BTreeSet<String> {
        &self.0.paths
    }

    /// A client program's way to the identity listener, which follows no redirect.
    pub(crate) fn http_client(&self) -> reqwest::Client {
        self.http_client_with(HeaderMap::new())
    }

    /// The same, with headers for every request.
    pub(crate) fn http_client_with(&self, headers: HeaderMap) -> reqwest::Client {
        let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
        let client = client.default_headers(headers);
        if self.0.urls.identity.is_https() {
            let proxy = reqwest::Proxy::http(format!("http://{}", self.0.address)).unwrap();
            client.proxy(proxy).build().unwrap()
        } else {
            client.no_proxy().build().unwrap()
        }
    }

    pub(crate) fn api_url(&self, path: &str) -> String {
        format!("{}{path}", self.0.urls.api.as_str())
    }

    pub(crate) fn issuer(&self) -> &str {
        self.0.urls.identity.as_str()
    }

    pub(crate) fn identity(&self) -> &Identity {
        &self.0.identity
    }

    /// Changes rows that no door changes yet.
    pub(crate) async fn execute(&self, statement: &str) {
        self.0.identity.db.writer.execute_unprepared(statement).await.unwrap();
    }

    /// The number that a query gives; 0 when there is no row.
    pub(crate) async fn count(&self, query: &str) -> i64 {
        let db = &self.0.identity.db.reader;
        let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), query)).await.unwrap();
        row.map(|row| row.try_get_by_index(0).unwrap()).unwrap_or_default()
    }

    /// All that the database holds, once what waits to be written is written.
    pub(crate) async fn dump(&self) -> String {
        self.identity().recorder.flush().await;
        dump::of(&self.identity().db.reader).await
    }

    /// The accounts that were told of an action, in the order of the events.
    pub(crate) async fn events(&self, action: &str) -> Vec<Option<i64>> {
        self.identity().recorder.flush().await;
        let db = &self.0.identity.db.reader;
        let sql = format!("SELECT account_id FROM audit_events WHERE action = '{action}' ORDER BY id");
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect()
    }

    /// Sets the clock forward.
    pub(crate) fn wait(&self, seconds: i64) {
        self.0.clock.0.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Somebody whom the server has never seen.
    pub(crate) fn stranger(&self) -> Person {
        Person::new(self.clone())
    }

    /// The same, from another address.
    pub(crate) fn stranger_at(&self, address: &str) -> Person {
        Person::at(self.clone(), address)
    }

    /// A demo user, signed in.
    pub(crate) async fn signed_in(&self, email: &str) -> Person {
        let person = self.stranger();
        person.sign_in(email, super::PASSWORD).await.assert_status(303);
        person
    }

    pub(crate) async fn alice(&self) -> Person {
        self.signed_in("alice@example.com").await
    }

    pub(crate) async fn bob(&self) -> Person {
        self.signed_in("bob@example.com").await
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.lock().unwrap().take() {
            stop.send(()).ok();
        }
    }
}

/// The addresses of a router, which tells them only to who debugs it.
fn paths(router: &str) -> BTreeSet<String> {
    let named = router.split("RouteId(").skip(1).filter_map(|route| route.split_once("): \""));
    let paths = named.filter_map(|(_, path)| path.split_once('"')).map(|(path, _)| path.to_owned());
    // What matches nothing else is none.
    let paths: BTreeSet<String> = paths.filter(|path| !path.contains("__private__")).collect();
    assert!(paths.contains("/connect/token"), "the router is told in another form: {router}");
    paths
}

fn settings(
    folder: &std::path::Path,
    database_url: &str,
    demo: bool,
    more: &[(&'static str, &str)],
) -> Settings {
    let flag = |key: &'static str, text: &str| Flag { name: key, key, text: text.to_owned() };
    let mut flags = vec![
        flag("listen", "127.0.0.1:0"),
        flag("api.listen", "127.0.0.1:0"),
        flag("demo.listen", "127.0.0.1:0"),
        flag("database_url", database_url),
        flag("data_dir", folder.to_str().unwrap()),
        // The tests stand before the server like a proxy, so that each can say where its request comes from.
        flag("trusted_proxies", "127.0.0.1"),
    ];
    if demo {
        flags.push(flag("demo.enabled", "true"));
    }
    flags.extend(more.iter().map(|(key, text)| flag(key, text)));
    let sources =
        Sources { file: ConfigFile::IfPresent(folder.join("none.toml")), environment: Vec::new(), flags };
    Settings::load(sources).unwrap().settings
}
