//! Receivers of webhooks that do as they are told, and a clock that goes on when it is told.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use projects::webhooks::{
    Answer, Bell, Carrier, Message, Noted, Undelivered, Vault as _, Webhooks, Witness, run,
};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use tokio::task::JoinHandle;

mod vault;

use vault::TestVault;

/// The moment at which the clock of a test stands first, in microseconds: 2026-11-22T12:00:00Z.
pub(crate) const NOON: i64 = 1_795_348_800_000_000;

/// A second in the API's unit.
pub(crate) const SECOND: i64 = 1_000_000;

/// What was sent once.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sent {
    pub(crate) url: String,
    pub(crate) headers: HashMap<&'static str, String>,
    pub(crate) body: String,
}

/// What a receiver does.
#[derive(Clone)]
pub(crate) enum Does {
    /// Answers after so many milliseconds with a status, and perhaps with `Retry-After`.
    Answer(u16, Option<&'static str>, u64),
    /// Never answers.
    Nothing,
    /// Can't be reached.
    Away,
}

/// All receivers together, and the clock of everybody who sends.
pub(crate) struct PostOffice {
    pub(crate) db: DatabaseConnection,
    sent: Mutex<Vec<Sent>>,
    does: Mutex<HashMap<String, Does>>,
    noted: Mutex<Vec<Noted>>,
    now: AtomicI64,
}

impl Witness for PostOffice {
    fn note(&self, noted: Noted) {
        self.noted.lock().unwrap().push(noted);
    }
}

#[async_trait]
impl Carrier for PostOffice {
    fn check(&self, url: &str) -> Result<(), String> {
        if url.starts_with("https://") { Ok(()) } else { Err("use https".to_owned()) }
    }

    async fn post(&self, message: Message<'_>) -> Result<Answer, Undelivered> {
        let headers = message.headers.map(|(name, value)| (name, value.to_owned()));
        let sent = Sent {
            url: message.url.to_owned(),
            headers: HashMap::from(headers),
            body: message.body.to_owned(),
        };
        self.sent.lock().unwrap().push(sent);
        let does = self.does.lock().unwrap().get(message.url).cloned();
        match does.unwrap_or(Does::Answer(204, None, 0)) {
            Does::Answer(status, retry_after, pause) => {
                tokio::time::sleep(Duration::from_millis(pause)).await;
                Ok(Answer { status, retry_after: retry_after.map(str::to_owned) })
            }
            Does::Nothing => std::future::pending().await,
            Does::Away => Err(Undelivered("nobody listens".to_owned())),
        }
    }
}

impl PostOffice {
    pub(crate) fn over(db: &DatabaseConnection) -> Arc<Self> {
        let now = AtomicI64::new(NOON);
        Arc::new(Self {
            db: db.clone(),
            sent: Mutex::default(),
            does: Mutex::default(),
            noted: Mutex::default(),
            now,
        })
    }

    /// Makes a webhook of user 101 in account 1 that is told of new tasks, with a secret of thirty-two times its key.
    pub(crate) async fn webhook(&self, key: i32, does: Does) {
        self.does.lock().unwrap().insert(address(key), does);
        self.execute(&format!(
            "INSERT INTO webhooks (webhook_id, account_id, created_at, owner_user_id, url, event_types, is_active)
                VALUES ({key}, 1, {NOON}, 101, '{}', '[\"task.created\"]', TRUE)",
            address(key)
        ))
        .await;
        self.secret(key, u8::try_from(key).unwrap(), "NULL").await;
    }

    /// Gives a webhook a secret of thirty-two equal bytes.
    pub(crate) async fn secret(&self, webhook: i32, byte: u8, expires_at: &str) {
        let sealed = TestVault::default().seal(&format!("webhook_secrets/{webhook}"), &[byte; 32]).unwrap();
        let sealed: String = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
        let sealed = match self.db.get_database_backend() {
            sea_orm::DbBackend::Postgres => format!("'\\x{sealed}'"),
            _ => format!("x'{sealed}'"),
        };
        self.execute(&format!(
            "INSERT INTO webhook_secrets (account_id, webhook_id, created_at, sealed, expires_at)
                VALUES (1, {webhook}, {NOON}, {sealed}, {expires_at})"
        ))
        .await;
    }

    /// Writes a message that is due.
    pub(crate) async fn message(&self, webhook: i32, id: &str) {
        self.execute(&format!(
            "INSERT INTO webhook_deliveries (account_id, created_at, webhook_id, owner_user_id, message_id, event_type,
                body, attempt, status, next_attempt_on)
                VALUES (1, {0}, {webhook}, 101, '{id}', 'task.created', '{{\"type\":\"task.created\"}}', 0, 1, {0})",
            self.now()
        ))
        .await;
    }

    pub(crate) async fn execute(&self, statement: &str) {
        self.db.execute_unprepared(statement).await.unwrap();
    }

    /// The one text that a query gives; empty when there is no row.
    pub(crate) async fn row(&self, query: &str) -> String {
        let statement = Statement::from_string(self.db.get_database_backend(), query);
        let row = self.db.query_one_raw(statement).await.unwrap();
        row.map(|row| row.try_get_by_index(0).unwrap()).unwrap_or_default()
    }

    /// What the clock says.
    pub(crate) fn now(&self) -> i64 {
        self.now.load(Ordering::SeqCst)
    }

    /// Changes what a receiver does.
    pub(crate) fn does(&self, webhook: i32, does: Does) {
        self.does.lock().unwrap().insert(address(webhook), does);
    }

    /// Sets the clock forward.
    pub(crate) fn wait(&self, microseconds: i64) {
        self.now.fetch_add(microseconds, Ordering::SeqCst);
    }

    /// What was sent until now.
    pub(crate) fn sent(&self) -> Vec<Sent> {
        self.sent.lock().unwrap().clone()
    }

    /// What the owners of webhooks were told until now.
    pub(crate) fn noted(&self) -> Vec<Noted> {
        self.noted.lock().unwrap().clone()
    }

    /// How often a message was sent until now.
    pub(crate) fn tries(&self, id: &str) -> usize {
        self.sent().iter().filter(|sent| sent.headers["webhook-id"] == id).count()
    }

    /// The clock, for whoever takes one.
    pub(crate) fn clock(self: &Arc<Self>) -> Arc<dyn Fn() -> i64 + Send + Sync> {
        let office = Arc::clone(self);
        Arc::new(move || office.now())
    }

    /// What a process of its own would work with.
    pub(crate) fn webhooks(self: &Arc<Self>) -> Arc<Webhooks> {
        Arc::new(Webhooks {
            reader: self.db.clone(),
            writer: self.db.clone(),
            carrier: self.clone(),
            vault: Arc::new(TestVault::default()),
            witness: self.clone(),
            now: self.clock(),
            bell: Bell::default(),
        })
    }

    /// Starts a worker.
    pub(crate) fn start(self: &Arc<Self>) -> Process {
        let webhooks = self.webhooks();
        Process { task: tokio::spawn(run(Arc::clone(&webhooks))), webhooks }
    }
}

/// Where a webhook of a test wants its messages.
pub(crate) fn address(webhook: i32) -> String {
    format!("https://receiver-{webhook}.example/hook")
}

/// A process with a worker. It is killed when it is dropped.
pub(crate) struct Process {
    webhooks: Arc<Webhooks>,
    task: JoinHandle<()>,
}

impl Process {
    /// Makes it look, and waits until something has come about.
    pub(crate) async fn until(&self, what: &str, holds: impl AsyncFn() -> bool) {
        for _ in 0..1_500 {
            if holds().await {
                return;
            }
            self.webhooks.bell.ring();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("it did not come about that {what}");
    }

    /// Makes it look several times, for what must not come about.
    pub(crate) async fn look(&self) {
        for _ in 0..10 {
            self.webhooks.bell.ring();
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.task.abort();
    }
}
