//! `POST /connect/token` with `grant_type=password`: fenced (security rules TP1 to TP5).

use sea_orm_migration::sea_orm::{ConnectionTrait as _, Statement};
use serde_json::Value;

use crate::world::{Answer, PASSWORD, Person, TestServer, on_each_database};

const BOB: &str = "bob@example.com";

struct Service {
    person: Person,
    id: String,
    secret: String,
}

impl Service {
    async fn of(server: &TestServer) -> Self {
        let (id, secret) = server.alice().await.backend_service().await;
        Self { person: server.stranger(), id, secret }
    }

    async fn ask(&self, password: &str, scope: &str) -> Answer {
        let fields = [
            ("grant_type", "password"),
            ("client_id", &*self.id),
            ("client_secret", &*self.secret),
            ("username", BOB),
            ("password", password),
            ("scope", scope),
        ];
        self.person.token(&fields).await
    }
}

/// How many audit events there are of an action of this client, in the account of its owner.
async fn events(server: &TestServer, action: &str, client: &str) -> i64 {
    server.identity().recorder.flush().await;
    let db = &server.identity().db.reader;
    let sql = format!(
        "SELECT count(*) FROM audit_events WHERE action = '{action}' AND client_id = '{client}' AND account_id = 1"
    );
    let statement = Statement::from_string(db.get_database_backend(), sql);
    db.query_one_raw(statement).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

// Shows TP4, R102.
#[tokio::test]
async fn it_gives_an_id_token_only_for_openid_never_a_refresh_token_and_leaves_word_of_its_use() {
    on_each_database(async |server| {
        let service = Service::of(&server).await;
        let plain = service.ask(PASSWORD, "exepron.restapi").await.assert_status(200).json();
        assert_eq!((plain.get("id_token"), plain.get("refresh_token")), (None, None));
        let openid = service.ask(PASSWORD, "openid exepron.restapi").await.assert_status(200).json();
        assert!(openid["id_token"].is_string() && openid.get("refresh_token").is_none());
        service.ask("wrong password", "openid").await.assert_status(400);
        assert_eq!(events(&server, "deprecated_grant", &service.id).await, 3, "right or wrong");
    })
    .await;
}

// Shows TP3.
#[tokio::test]
async fn a_person_without_a_password_signs_in_with_none() {
    on_each_database(async |server| {
        let service = Service::of(&server).await;
        for stored in ["NULL", "''", "'not a hash'"] {
            server.execute(&format!("UPDATE users SET password_hash = {stored} WHERE id = 102")).await;
            let refused = service.ask(PASSWORD, "openid").await.assert_status(400);
            assert_eq!(refused.error(), "invalid_grant", "{stored}");
            // A parameter without a value counts as not sent (RFC 6749 §3.1).
            assert_eq!(service.ask("", "openid").await.assert_status(400).error(), "invalid_request");
        }
    })
    .await;
}

// Shows TP3.
#[tokio::test]
async fn a_password_that_nobody_can_have_is_refused_without_a_hash() {
    on_each_database(async |server| {
        let service = Service::of(&server).await;
        let hashes = || server.identity().passwords.hashes();
        let before = hashes();
        for length in [1, 7, 1025, 200_000] {
            let refused = service.ask(&"x".repeat(length), "openid").await.assert_status(400);
            assert_eq!(refused.error(), "invalid_grant", "{length}");
            server.wait(60);
        }
        service.ask(&"x".repeat(1 << 20), "openid").await.assert_status(413);
        assert_eq!(hashes(), before);
        for length in [8, 1024] {
            assert_eq!(service.ask(&"x".repeat(length), "openid").await.error(), "invalid_grant", "{length}");
            server.wait(60);
        }
        assert_eq!(hashes(), before + 2);
    })
    .await;
}

async fn grants(server: &TestServer) -> Vec<Value> {
    let document = server.stranger().get("/.well-known/openid-configuration").await.json();
    document["grant_types_supported"].as_array().unwrap().clone()
}

// Shows TP5, D2.
#[tokio::test]
async fn the_operator_can_turn_it_off_for_the_whole_server() {
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        let denied = [("legacy.password_grant", "deny")];
        let server = TestServer::start_with(database, true, &denied).await;
        assert!(!grants(&server).await.contains(&Value::from("password")));
        let service = Service::of(&server).await;
        let before = server.identity().passwords.hashes();
        let refused = service.ask(PASSWORD, "openid").await.assert_status(400);
        assert_eq!(refused.error(), "unsupported_grant_type");
        assert_eq!(server.identity().passwords.hashes(), before, "at once, and without a hash");
    }
}

#[tokio::test]
async fn where_nothing_else_was_said_it_works_and_discovery_says_so() {
    on_each_database(async |server| {
        assert!(grants(&server).await.contains(&Value::from("password")));
        Service::of(&server).await.ask(PASSWORD, "openid").await.assert_status(200);
    })
    .await;
}
