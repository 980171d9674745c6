//! The hot lookups: how many statements they take, and that each finds its rows by an index.

use std::collections::BTreeMap;
use std::sync::Mutex;

use domain::client_query::ClientQuery;
use domain::event::{Filter, Kind};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, DbErr, ExecResult, QueryResult, Statement};
use store::access::{self, Question};
use store::audit::Place;
use store::sweep::{self, Before, SWEEPS};
use store::{
    attempts, audit, authorization_requests, client_registrations, clients, codes, consents, device_codes,
    families, logout_deliveries, people, pushed_requests, refresh_tokens, secret_uses, session_end, sessions,
};
use testkit::sqlite;

use crate::world::{at, client, client_id, digest, person};

/// A connection that has SQLite explain every statement before it runs it.
struct Explaining<'a> {
    db: &'a DatabaseConnection,
    plans: Mutex<Vec<String>>,
}

impl Explaining<'_> {
    async fn explain(&self, statement: &Statement) -> Result<(), DbErr> {
        let mut explain = statement.clone();
        explain.sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
        let rows = self.db.query_all_raw(explain).await?;
        let lines: Vec<String> = rows.iter().map(|row| row.try_get("", "detail").unwrap()).collect();
        self.plans.lock().unwrap().push(lines.join("\n"));
        Ok(())
    }

    /// What was explained since the last time.
    fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.plans.lock().unwrap())
    }

    fn assert_indexed(&self, what: &str, statements: usize) {
        let plans = self.take();
        assert_eq!(plans.len(), statements, "{what}: {plans:#?}");
        for plan in plans {
            // What was found already may be gone through, to count it.
            let scans =
                plan.lines().any(|line| line.starts_with("SCAN") && !line.starts_with("SCAN (subquery"));
            assert!(plan.contains("SEARCH") && !scans, "{what} looks at every row:\n{plan}");
        }
    }
}

impl Explaining<'_> {
    /// By an index that gives the rows in their order, so that a page costs no more than its rows.
    fn assert_sorted(&self, what: &str, statements: usize) {
        let plans = self.plans.lock().unwrap().join("\n");
        assert!(!plans.contains("TEMP B-TREE"), "{what} is sorted by hand:\n{plans}");
        self.assert_indexed(what, statements);
    }
}

#[async_trait::async_trait]
impl ConnectionTrait for Explaining<'_> {
    fn get_database_backend(&self) -> DbBackend {
        self.db.get_database_backend()
    }

    async fn execute_raw(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        self.explain(&statement).await?;
        self.db.execute_raw(statement).await
    }

    async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        self.db.execute_unprepared(sql).await
    }

    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.explain(&statement).await?;
        self.db.query_one_raw(statement).await
    }

    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.explain(&statement).await?;
        self.db.query_all_raw(statement).await
    }
}

#[tokio::test]
async fn what_every_request_looks_up_takes_one_statement_and_an_index() {
    let database = sqlite().await;
    let db = Explaining { db: &database.db.writer, plans: Mutex::default() };
    clients::find_for_authentication(&db, "app_1").await.unwrap();
    db.assert_indexed("a client that authenticates", 1);
    sessions::find(&db, &digest(1), at(0)).await.unwrap();
    db.assert_indexed("a session", 1);
    refresh_tokens::find(&db, &digest(1)).await.unwrap();
    db.assert_indexed("a refresh token", 1);
    codes::find(&db, &digest(1)).await.unwrap();
    db.assert_indexed("a code", 1);
    device_codes::find(&db, &digest(1)).await.unwrap();
    db.assert_indexed("a device code", 1);
    device_codes::find_waiting(&db, &digest(1), at(0)).await.unwrap();
    db.assert_indexed("a user code", 1);
    client_registrations::find(&db, &digest(1)).await.unwrap();
    db.assert_indexed("a registration", 1);
    authorization_requests::find(&db, &digest(1), &digest(2), at(0)).await.unwrap();
    db.assert_indexed("an authorization request", 1);
    people::find(&db, 1).await.unwrap();
    db.assert_indexed("a person", 1);
    people::find_by_email(&db, "alice@example.com").await.unwrap();
    db.assert_indexed("a person by address", 1);
    consents::find(&db, 1, 1).await.unwrap();
    db.assert_indexed("a consent", 1);
    clients::has_origin(&db, "https://a.example.com").await.unwrap();
    db.assert_indexed("an origin", 1);
    families::asked_claims(&db, "f").await.unwrap();
    db.assert_indexed("the claims asked for", 1);
    clients::secrets::list(&db, 1).await.unwrap();
    db.assert_indexed("the secrets of a client", 1);
    secret_uses::since(&db, &[1, 2], at(0)).await.unwrap();
    db.assert_indexed("how often secrets were used", 1);
    clients::take_expiring(&db, 14, at(1), at(0)).await.unwrap();
    db.assert_indexed("secrets that end soon", 1);
    access::why_not_live(
        &db,
        Question {
            jti: "j",
            client_id: "app_1",
            family: Some("f"),
            secret: None,
            shown_secret: None,
            user: None,
        },
    )
    .await
    .unwrap();
    db.assert_indexed("why a token is not good any more", 1);
    audit::page(&db, 1, &Filter::default(), None, 10).await.unwrap();
    db.assert_sorted("events", 2);
    let kind = Some(Kind::Tokens);
    let filter =
        Filter { kind, succeeded: Some(false), from: Some(at(0)), until: Some(at(9)), ..Filter::default() };
    audit::page(&db, 1, &filter, Some(Place { at: at(5), row: 7 }), 10).await.unwrap();
    db.assert_sorted("events further on", 2);
    audit::page(&db, 1, &Filter { client_id: Some("app_1".into()), ..filter }, None, 10).await.unwrap();
    db.assert_sorted("events of a client", 2);
    for (family, secret, user) in
        [(None, None, None), (Some("f"), None, None), (None, Some(1), Some(1)), (Some("f"), None, Some(1))]
    {
        let question = Question { jti: "j", client_id: "app_1", family, secret, shown_secret: secret, user };
        access::find_live(&db, question, at(0)).await.unwrap();
        db.assert_indexed("what stands behind a token", 1);
    }
    attempts::find(&db, &[digest(1), digest(2), digest(3)]).await.unwrap();
    db.assert_indexed("three counters of attempts", 1);
}

#[tokio::test]
async fn what_is_over_is_found_by_an_index() {
    let database = sqlite().await;
    let db = Explaining { db: &database.db.writer, plans: Mutex::default() };
    let before = Before { now: at(0), forgotten: at(0), tokens_over: at(0) };
    for table in SWEEPS {
        sweep::delete_batch(&db, table, &before).await.unwrap();
        db.assert_indexed(table.table, 1);
    }
}

#[tokio::test]
async fn a_list_of_clients_takes_two_statements_however_long_it_is() {
    let database = sqlite().await;
    let alice = person(&database.db, "alice@example.com").await;
    for number in 0..5 {
        client(&database.db, alice, &format!("app_{number}")).await;
    }
    let db = Explaining { db: &database.db.writer, plans: Mutex::default() };
    assert_eq!(clients::list(&db, alice).await.unwrap().len(), 5);
    db.assert_indexed("the list", 2);
    let query = ClientQuery::default();
    assert_eq!(clients::search(&db, alice, &query, at(0)).await.unwrap().clients.len(), 5);
    db.assert_indexed("a page of the list", 3);
    assert!(clients::find(&db, &client_id("app_1")).await.unwrap().is_some());
    db.assert_indexed("one client", 2);
    assert!(clients::find_own(&db, alice, &client_id("app_1")).await.unwrap().is_some());
    db.assert_indexed("one client of an owner", 2);
}

#[tokio::test]
async fn what_happens_once_takes_one_statement_and_an_index() {
    let database = sqlite().await;
    let db = Explaining { db: &database.db.writer, plans: Mutex::default() };
    codes::consume(&db, 1, 1, at(0)).await.unwrap();
    db.assert_indexed("spending a code", 1);
    device_codes::consume(&db, 1, 1, at(0)).await.unwrap();
    db.assert_indexed("spending a device code", 1);
    device_codes::deny(&db, 1, at(0)).await.unwrap();
    db.assert_indexed("answering a device", 1);
    device_codes::count_miss(&db, 1, 5).await.unwrap();
    db.assert_indexed("counting a wrong user code", 1);
    refresh_tokens::consume(&db, 1, at(0)).await.unwrap();
    db.assert_indexed("spending a refresh token", 1);
    refresh_tokens::take_retry(&db, 1, at(0)).await.unwrap();
    db.assert_indexed("trying a refresh token again", 1);
    refresh_tokens::contend(&db, 1, at(0)).await.unwrap();
    db.assert_indexed("fighting for a refresh token", 1);
    refresh_tokens::extend(&db, 1, at(0)).await.unwrap();
    db.assert_indexed("extending a refresh token", 1);
    store::setup_links::consume(&db, &digest(1), at(0)).await.unwrap();
    db.assert_indexed("using a set-up link", 1);
    pushed_requests::take(&db, &digest(1), "app_1", at(0)).await.unwrap();
    db.assert_indexed("using a pushed request", 1);
    authorization_requests::complete(&db, 1, at(0)).await.unwrap();
    db.assert_indexed("answering a request", 1);
    families::revoke(&db, 1, "reuse", at(0)).await.unwrap();
    db.assert_indexed("ending a family", 1);
    families::revoke_of_token(&db, &digest(1), 1, at(0)).await.unwrap();
    db.assert_indexed("ending the family of a token", 1);
    access::revoke(&db, "j", at(0)).await.unwrap();
    assert_eq!(db.take().len(), 1, "ending an access token");
    families::revoke_of_consent(&db, 1, 1, at(0)).await.unwrap();
    db.assert_indexed("taking a consent back", 1);
    families::revoke_of_user(&db, 1, "signed_out_everywhere", at(0)).await.unwrap();
    db.assert_indexed("ending all families of a user", 1);
    sessions::end_others(&db, 1, 1, at(0)).await.unwrap();
    db.assert_indexed("ending other sessions", 1);
    let sids = ["one".to_owned(), "two".to_owned()];
    session_end::spend_codes(&db, &sids, at(0)).await.unwrap();
    db.assert_indexed("spending the codes of sessions", 1);
    session_end::given(&db, &sids).await.unwrap();
    db.assert_indexed("what sessions gave", 1);
    session_end::end_families(&db, &[1, 2], at(0)).await.unwrap();
    db.assert_indexed("ending families", 1);
    logout_deliveries::due(&db, at(0), 10).await.unwrap();
    db.assert_indexed("clients to be told", 1);
    logout_deliveries::put_off(&db, 1, at(1)).await.unwrap();
    db.assert_indexed("putting a delivery off", 1);
    logout_deliveries::remove(&db, 1).await.unwrap();
    db.assert_indexed("taking a delivery out", 1);
    clients::count_active(&db, 1).await.unwrap();
    let plan = db.take().join("\n");
    assert!(plan.contains("SEARCH clients USING COVERING INDEX"), "{plan}");
}

#[tokio::test]
async fn every_foreign_key_can_be_searched_by() {
    let database = sqlite().await;
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let run = async |sql: String| {
        let statement = Statement::from_string(DbBackend::Sqlite, sql);
        database.db.reader.query_all_raw(statement).await.unwrap()
    };
    let mut missing = Vec::new();
    for table in run(tables.to_owned()).await {
        let table: String = table.try_get_by_index(0).unwrap();
        // A key of several columns has a row for each of them, under one number.
        let mut keys: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for column in run(format!("PRAGMA foreign_key_list({table})")).await {
            let from: String = column.try_get("", "from").unwrap();
            keys.entry(column.try_get("", "id").unwrap()).or_default().push(format!("{from} = 1"));
        }
        for columns in keys.into_values() {
            let sql = format!("DELETE FROM {table} WHERE {}", columns.join(" AND "));
            let plan: String =
                run(format!("EXPLAIN QUERY PLAN {sql}")).await[0].try_get("", "detail").unwrap();
            if !plan.contains("SEARCH") {
                missing.push(sql);
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
}
