//! Telling clients that a session has ended (OpenID Connect Back-Channel Logout 1.0, security rules O4 and O6).

#![expect(clippy::disallowed_methods, reason = "how long a real sign-out takes is what is tested")]

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::{Duration, Instant};

use identity::keys::TokenKind;
use serde_json::{Value, json};

use crate::world::{Person, RelyingParty, Reply, TestServer, text};

const CALLBACK: &str = "https://app.example.com/callback";
const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

/// Runs a test on each database, on a server that may send messages to this machine.
async fn on_each_database<F: Future<Output = ()>>(test: impl Fn(TestServer) -> F) {
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        test(TestServer::start_with(database, true, &[("outbound.allow", "127.0.0.1")]).await).await;
    }
}

/// An app of this person that wants to be told at an address.
async fn app(person: &Person, uri: &str) -> String {
    let app = person.app(CALLBACK).await;
    let set = format!("UPDATE clients SET back_channel_logout_uri = '{uri}' WHERE client_id = '{app}'");
    person.server.execute(&set).await;
    app
}

/// Signs in at an app and gives the ID token's claims.
async fn visit(person: &Person, app: &str, scope: &str) -> Value {
    let code = person.code(app, CALLBACK, scope).await;
    let tokens = person.redeem(app, CALLBACK, &code).await.assert_status(200).json();
    let keys = &person.server.identity().keys;
    keys.verify_hint(&text(&tokens["id_token"]), person.server.issuer()).await.unwrap()
}

async fn sign_out(person: &Person) {
    let csrf = person.csrf().await;
    person.post("/Identity/Account/Logout", &[("csrf", &csrf)]).await.assert_status(200);
}

async fn outstanding(server: &TestServer) -> i64 {
    server.count("SELECT count(*) FROM logout_deliveries").await
}

/// How many tries to tell a client came to this, as the audit trail has it.
async fn told(server: &TestServer, outcome: &str) -> i64 {
    let tries = "SELECT count(*) FROM audit_events WHERE action = 'logout.told'";
    server.count(&format!("{tries} AND outcome = '{outcome}'")).await
}

/// Waits until something holds, or long enough to say that it doesn't.
async fn until(what: &str, holds: impl AsyncFn() -> bool) {
    let began = Instant::now();
    while !holds().await {
        assert!(began.elapsed() < Duration::from_secs(15), "{what}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

// Shows O4, oidcc-backchannel-rp-initiated-logout, OpenID Connect Back-Channel Logout §2.4,
// OpenID Connect Back-Channel Logout §2.5.
#[tokio::test]
async fn each_client_of_the_session_is_told_once_and_no_other() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (rs256, es256, never, elsewhere) = (
            RelyingParty::start(Reply::Status(200)).await,
            RelyingParty::start(Reply::Status(204)).await,
            RelyingParty::start(Reply::Status(200)).await,
            RelyingParty::start(Reply::Status(200)).await,
        );
        let (one, two) = (app(&alice, &rs256.url).await, app(&alice, &es256.url).await);
        app(&alice, &never.url).await;
        let other = app(&alice, &elsewhere.url).await;
        let silent = alice.app(CALLBACK).await;
        let set =
            format!("UPDATE clients SET id_token_signing_algorithm = 'ES256' WHERE client_id = '{two}'");
        server.execute(&set).await;

        let known = visit(&alice, &one, "openid").await;
        visit(&alice, &one, "openid offline_access").await;
        visit(&alice, &two, "openid").await;
        visit(&alice, &silent, "openid").await;
        visit(&server.alice().await, &other, "openid").await;
        sign_out(&alice).await;
        until("everything is delivered", async || outstanding(&server).await == 0).await;

        let mut names = BTreeSet::new();
        for (party, app, algorithm) in [(&rs256, &one, "RS256"), (&es256, &two, "ES256")] {
            let tokens = party.tokens();
            assert_eq!(tokens.len(), 1, "{algorithm}");
            let header = part(&tokens[0], 0);
            assert_eq!((&header["typ"], &header["alg"]), (&json!("logout+jwt"), &json!(algorithm)));
            let keys = &server.identity().keys;
            let claims: Value = keys.verify(TokenKind::Logout, &tokens[0], server.issuer()).await.unwrap();
            assert!(keys.verify::<Value>(TokenKind::Id, &tokens[0], server.issuer()).await.is_none());
            assert_eq!((&claims["iss"], &claims["aud"]), (&json!(server.issuer()), &json!(app)));
            assert_eq!((&claims["sub"], &claims["sid"]), (&json!("101"), &known["sid"]));
            assert_eq!(claims["events"], json!({ EVENT: {} }));
            let (iat, exp) = (claims["iat"].as_i64().unwrap(), claims["exp"].as_i64().unwrap());
            assert!(iat < exp && exp - iat <= 120, "{claims}");
            assert!(claims.get("nonce").is_none(), "{claims}");
            names.insert(text(&claims["jti"]));
        }
        assert_eq!(names.len(), 2, "each token has a name of its own");
        assert_eq!((never.calls(), elsewhere.calls()), (0, 0));
    })
    .await;
}

// Shows O4.
#[tokio::test]
async fn a_sign_out_waits_for_no_client_and_no_client_for_another() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (hanging, quick) =
            (RelyingParty::start(Reply::Nothing).await, RelyingParty::start(Reply::Status(200)).await);
        let (one, two) = (app(&alice, &hanging.url).await, app(&alice, &quick.url).await);
        visit(&alice, &one, "openid").await;
        visit(&alice, &two, "openid").await;
        let csrf = alice.csrf().await;
        let began = Instant::now();
        alice.post("/Identity/Account/Logout", &[("csrf", &csrf)]).await.assert_status(200);
        assert!(began.elapsed() < Duration::from_secs(1), "{:?}", began.elapsed());
        until("both are called", async || hanging.calls() == 1 && quick.calls() == 1).await;
        assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
        until("the other is done", async || outstanding(&server).await == 1).await;
        until("five seconds are over", async || told(&server, "put_off").await == 1).await;
        assert!(began.elapsed() >= Duration::from_secs(5), "{:?}", began.elapsed());
    })
    .await;
}

// Shows O4, OpenID Connect Back-Channel Logout §2.5.
#[tokio::test]
async fn a_client_that_fails_is_tried_three_more_times_and_then_left_alone() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let party = RelyingParty::start(Reply::Status(503)).await;
        let app = app(&alice, &party.url).await;
        visit(&alice, &app, "openid").await;
        sign_out(&alice).await;
        for (calls, pause) in [(1_u8, 5), (2, 30), (3, 120), (4, 0)] {
            until("it is tried", async || party.calls() == usize::from(calls)).await;
            if pause > 0 {
                until("it is put off", async || told(&server, "put_off").await == i64::from(calls)).await;
                server.wait(pause - 3);
                tokio::time::sleep(Duration::from_millis(1300)).await;
                assert_eq!(party.calls(), usize::from(calls), "not before its time");
                server.wait(3);
            }
        }
        until("it is given up", async || told(&server, "given_up").await == 1).await;
        assert_eq!(outstanding(&server).await, 0);
        let tokens = party.tokens();
        assert_eq!(tokens.iter().collect::<BTreeSet<_>>().len(), 4, "every try has a token of its own");
    })
    .await;
}

// Shows O6.
#[tokio::test]
async fn a_redirect_is_not_followed_and_an_endless_answer_not_read() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let target = RelyingParty::start(Reply::Status(200)).await;
        let moved = RelyingParty::start(Reply::Redirect(target.url.clone())).await;
        let endless = RelyingParty::start(Reply::Endless).await;
        for party in [&moved, &endless] {
            let app = app(&alice, &party.url).await;
            visit(&alice, &app, "openid").await;
        }
        sign_out(&alice).await;
        until("both have failed", async || told(&server, "put_off").await == 2).await;
        assert_eq!((moved.calls(), endless.calls(), target.calls()), (1, 1, 0));
    })
    .await;
}

// Shows O6.
#[tokio::test]
async fn an_address_of_the_own_network_is_never_connected_to() {
    crate::world::on_each_database(async |server| {
        let alice = server.alice().await;
        let party = RelyingParty::start(Reply::Status(200)).await;
        let https = party.url.replace("http://127.0.0.1", "https://localhost");
        for uri in [&party.url, &https] {
            let app = app(&alice, uri).await;
            visit(&alice, &app, "openid").await;
        }
        sign_out(&alice).await;
        let forbidden =
            "SELECT count(*) FROM audit_events WHERE action = 'logout.told' AND detail LIKE '%not allowed%'";
        until("both are refused", async || server.count(forbidden).await == 2).await;
        assert_eq!(party.connections(), 0);
    })
    .await;
}

// Shows O4.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_many_processes_one_tells_a_client() {
    on_each_database(async |server| {
        let party = RelyingParty::start(Reply::Status(200)).await;
        let app = app(&server.alice().await, &party.url).await;
        let mut people = Vec::new();
        for _ in 0..5 {
            let person = server.alice().await;
            visit(&person, &app, "openid").await;
            people.push(person);
        }
        let allowed = server::config::Networks::parse(["127.0.0.1"]).unwrap();
        let mut others = tokio::task::JoinSet::new();
        for _ in 0..4 {
            let courier = server::outbound::Courier::new(allowed.clone()).unwrap();
            others.spawn(identity::back_channel::run(server.identity().clone(), Arc::new(courier)));
        }
        for person in &people {
            sign_out(person).await;
        }
        until("all are delivered", async || outstanding(&server).await == 0).await;
        let sessions: BTreeSet<String> =
            party.tokens().iter().map(|token| part(token, 1)["sid"].to_string()).collect();
        assert_eq!((party.calls(), sessions.len()), (5, 5));
    })
    .await;
}

/// A part of a token, unverified.
fn part(token: &str, number: usize) -> Value {
    use base64::Engine as _;
    let part = token.split('.').nth(number).unwrap();
    serde_json::from_slice(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}
