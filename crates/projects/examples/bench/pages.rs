//! A page with what is expanded, among 1,000 projects and among 100,000, with ten tasks each.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use migration::{Migrator, MigratorTrait as _};
use oauth::scope::Scopes;
use projects::webhooks::{
    Answer, Bell, Carrier, Message, Noted, Undelivered, Vault, VaultFailed, Webhooks, Witness,
};
use projects::{
    Api, Basic, Failed, Limit, PageSeal, Principal, TokenRefused, TokenUse, TokenVerifier, router,
};
use sea_orm::{ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DbBackend};
use tower::ServiceExt as _;
use zeroize::Zeroizing;

use crate::{Fault, now};

const ROUNDS: usize = 200;

const FEW: u32 = 1_000;
const MANY: u32 = 100_000;

/// What is asked, behind the root. The first is the page of the promise.
const REQUESTS: [&str; 3] = [
    "Projects?$filter=status%20eq%202&$expand=tasks($top=2)&$top=50",
    "Projects?$filter=tasks/any(t:t/isCritical%20and%20t/percentComplete%20gt%2050)&$expand=tasks($top=2)&$top=50",
    "Projects(500)/tasks?$expand=project&$top=50",
];

/// Begins the table.
pub(crate) fn head() {
    println!("\n| page | database | among {FEW} projects | among {MANY} | ratio |\n|---|---|--:|--:|--:|");
}

/// Fills a database in two steps, and prints what each page takes in the middle after both.
pub(crate) async fn rows(url: &str) -> Result<(), Fault> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(2).sqlx_logging(false);
    let db = Database::connect(options).await?;
    Migrator::up(&db, None).await?;
    let name = if db.get_database_backend() == DbBackend::Sqlite { "SQLite" } else { "Postgres" };
    let router = service(&db);

    fill(&db, 1, FEW).await?;
    let few = measured(&router).await?;
    fill(&db, FEW + 1, MANY).await?;
    let many = measured(&router).await?;
    for ((request, few), many) in REQUESTS.iter().zip(few).zip(many) {
        let (few, many) = (few.as_secs_f64() * 1e3, many.as_secs_f64() * 1e3);
        let page = request.replace("%20", " ");
        println!("| `{page}` | {name} | {few:.2} ms | {many:.2} ms | {:.2} |", many / few);
    }
    db.close().await?;
    Ok(())
}

/// Projects with these keys, and ten tasks for each.
async fn fill(db: &DatabaseConnection, from: u32, to: u32) -> Result<(), Fault> {
    let numbers = format!(
        "WITH RECURSIVE n(i) AS (SELECT {from} UNION ALL SELECT i + 1 FROM n WHERE i < {to}), \
         d(j) AS (SELECT 0 UNION ALL SELECT j + 1 FROM d WHERE j < 9)"
    );
    db.execute_unprepared(&format!(
        "{numbers} INSERT INTO projects (project_id, account_id, created_at, project_name, status, last_modified_on) \
         SELECT i, 1, 0, 'Project ' || i, 1 + i % 4, 0 FROM n"
    ))
    .await?;
    db.execute_unprepared(&format!(
        "{numbers} INSERT INTO tasks (task_id, account_id, created_at, task_number, task_name, project_id, status, \
         focused_duration, safe_duration, is_critical, percent_complete) SELECT i * 10 + j, 1, 0, 'T' || j, 'Task ' || j, \
         i, 1, 2, 4, j % 2 = 0, (i * 7 + j * 13) % 101 FROM n, d"
    ))
    .await?;
    db.execute_unprepared("ANALYZE").await?;
    Ok(())
}

/// The time in the middle of all rounds, for each request.
async fn measured(router: &Router) -> Result<Vec<Duration>, Fault> {
    let mut middles = Vec::new();
    for request in REQUESTS {
        for _ in 0..ROUNDS / 10 {
            ask(router, request).await?;
        }
        let mut took = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            took.push(ask(router, request).await?);
        }
        took.sort_unstable();
        middles.push(took.get(ROUNDS / 2).copied().unwrap_or_default());
    }
    Ok(middles)
}

async fn ask(router: &Router, request: &str) -> Result<Duration, Fault> {
    let request = Request::get(format!("/odata/{request}")).header("authorization", "Bearer bench");
    let request = request.body(Body::empty())?;
    let start = now();
    let response = router.clone().oneshot(request).await?;
    let status = response.status();
    let body = response.into_body().collect().await?.to_bytes();
    let took = now() - start;
    match status {
        StatusCode::OK => Ok(took),
        _ => Err(format!("{status}: {}", String::from_utf8_lossy(&body)).into()),
    }
}

fn service(db: &DatabaseConnection) -> Router {
    router(Api {
        db: db.clone(),
        writer: db.clone(),
        limit: Arc::new(Nobody),
        tokens: Arc::new(Anybody),
        public_url: "https://api.example".into(),
        issuer: "https://id.example".into(),
        basic: Basic::Off,
        webhooks: Arc::new(Webhooks {
            reader: db.clone(),
            writer: db.clone(),
            carrier: Arc::new(Nobody),
            vault: Arc::new(Nobody),
            witness: Arc::new(Nobody),
            now: Arc::new(|| 0),
            bell: Bell::default(),
        }),
        seal: Arc::new(Seal),
        now: Arc::new(|| 0),
    })
}

/// Whoever asks may read everything of account 1: what tokens cost stands in the other table.
struct Anybody;

#[async_trait]
impl TokenVerifier for Anybody {
    async fn verify(&self, _: &str, _: &TokenUse<'_>) -> Result<Principal, TokenRefused> {
        let scopes = Scopes::parse("api1.read").map_err(|_| TokenRefused::Invalid)?;
        Ok(Principal { account_id: 1, user_id: None, client_id: "bench".into(), scopes })
    }

    fn tell(&self, _: Failed<'_>) {}
}

/// Nothing is written here, so there is nobody to be told and no secret.
struct Nobody;

#[async_trait]
impl Carrier for Nobody {
    fn check(&self, _: &str) -> Result<(), String> {
        Err("nobody is told".to_owned())
    }

    async fn post(&self, _: Message<'_>) -> Result<Answer, Undelivered> {
        Err(Undelivered("nobody is told".to_owned()))
    }
}

impl Vault for Nobody {
    fn draw(&self, _: &mut [u8]) -> Result<(), VaultFailed> {
        Err(VaultFailed("there are no secrets".into()))
    }

    fn seal(&self, _: &str, _: &[u8]) -> Result<Vec<u8>, VaultFailed> {
        Err(VaultFailed("there are no secrets".into()))
    }

    fn open(&self, _: &str, _: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultFailed> {
        Err(VaultFailed("there are no secrets".into()))
    }
}

impl Limit for Nobody {
    fn milliseconds(&self) -> u64 {
        0
    }

    fn begin(&self) {}

    fn end(&self) {}
}

impl Witness for Nobody {
    fn note(&self, _: Noted) {}
}

struct Seal;

impl PageSeal for Seal {
    fn seal(&self, text: &str) -> [u8; 32] {
        std::array::from_fn(|index| text.as_bytes().get(index).copied().unwrap_or_default())
    }
}
