//! The line that the log has for each request: whatever was refused has its cause there.

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Log, Person, TestServer, authorize, parameter};

const CALLBACK: &str = "https://app.example.com/callback";
const LOGIN: &str = "/Identity/Account/Login";
const FUNCTION: &str = "/api/console/{*function}";

#[tokio::test]
async fn the_line_of_what_is_refused_has_its_cause_also_when_the_answer_is_a_page_or_a_redirect() {
    let log = Log::listen();
    for database in testkit::databases().await {
        let server = TestServer::start(database, true).await;
        let before = log.requests().len();
        let expected = refusals(&server).await;
        let lines: Vec<Value> = log.requests().split_off(before);
        let caused: Vec<&Value> = lines.iter().filter(|line| line["cause"].is_string()).collect();
        for line in &lines {
            let refused = line["http.status"].as_u64().unwrap() >= 400;
            assert!(!refused || line["cause"].is_string(), "no cause: {line}");
        }
        for (route, status, cause) in expected {
            let found = caused.iter().any(|line| {
                line["http.route"] == route && line["http.status"] == status && line["cause"] == cause
            });
            assert!(found, "{status} {route} {cause} in {caused:#?}");
        }
        for word in ["canary", "bob@example.com", "evil.example"] {
            assert!(!json!(caused).to_string().contains(word), "{word} in {caused:#?}");
        }
    }
}

/// Does what is refused, and tells what the lines have to be.
async fn refusals(server: &TestServer) -> Vec<(&'static str, u16, &'static str)> {
    let bob = server.bob().await;
    let app = bob.app(CALLBACK).await;
    let stranger = server.stranger();
    of_sign_in(&stranger).await;
    of_authorize(&stranger, &app).await;
    let consent = bob.get(&authorize(&app, CALLBACK, "openid", "")).await.assert_status(303).location();
    let denied = bob.answer_consent(&consent, "deny").await.assert_status(303).location();
    assert_eq!(parameter(&denied, "error").as_deref(), Some("access_denied"));
    bob.get(&consent).await.assert_status(400);
    let userinfo = server.identity_url("/connect/userinfo");
    Answer::read(stranger.plain(Method::GET, &userinfo)).await.assert_status(401);
    stranger.userinfo("canary-token").await.assert_status(401);
    of_functions(&bob, &app).await;
    vec![
        (LOGIN, 422, "unknown person or wrong password"),
        (LOGIN, 422, "a field was left empty"),
        (LOGIN, 403, "L1: the form was not printed for this browser"),
        ("/Identity/Account/Register", 422, "refused: FieldProblems email=email password=too_short"),
        ("/connect/authorize", 400, "invalid_client: There is no such client, or it is not active."),
        (
            "/connect/authorize",
            400,
            "invalid_redirect_uri: The redirect URI is not registered for this client. Scheme, case and slashes have \
             to be the same.",
        ),
        ("/connect/authorize", 303, "login_required: the person is not signed in, or not recently enough"),
        ("/connect/authorize", 303, "request_not_supported: request objects are not supported"),
        ("/Identity/Account/Consent", 303, "access_denied: the person did not allow it"),
        (
            "/Identity/Account/Consent",
            400,
            "A10: this request was answered before, has expired, or is another browser's",
        ),
        ("/connect/userinfo", 401, "userinfo: no token was sent"),
        ("/connect/userinfo", 401, "userinfo: the token is not good here"),
        (FUNCTION, 404, "refused: NotFound"),
        (FUNCTION, 422, "refused: FieldProblems clientName=invalid"),
        (FUNCTION, 400, "unreadable: missing field `clientId` at line 1 column 2"),
        (FUNCTION, 400, "unreadable: another form than is taken, at line 1 column 12"),
        (FUNCTION, 400, "unreadable: no JSON: expected value at line 1 column 13"),
        (FUNCTION, 400, "unreadable: unknown field `user`"),
        (FUNCTION, 413, "too_large"),
        ("/Identity/Account/Manage/ApiClients/{*page}", 404, "refused: NotFound"),
    ]
}

async fn of_sign_in(stranger: &Person) {
    stranger.sign_in("bob@example.com", "canary-password").await.assert_status(422);
    stranger.sign_in("bob@example.com", "").await.assert_status(422);
    let unknown = [("csrf", "canary"), ("email", "bob@example.com"), ("password", "canary-password")];
    stranger.post(LOGIN, &unknown).await.assert_status(403);
    let csrf = stranger.csrf().await;
    let crafted = [("csrf", &*csrf), ("email", "canary"), ("name", "Canary"), ("password", "canary")];
    stranger.post("/Identity/Account/Register", &crafted).await.assert_status(422);
}

async fn of_authorize(stranger: &Person, app: &str) {
    stranger.get(&authorize("app_0123456789ab", CALLBACK, "openid", "")).await.assert_status(400);
    stranger.get(&authorize(app, "https://evil.example/cb", "openid", "")).await.assert_status(400);
    stranger.get(&authorize(app, CALLBACK, "openid", "&prompt=none")).await.assert_status(303);
    stranger.get(&authorize(app, CALLBACK, "openid", "&request=canary")).await.assert_status(303);
}

async fn of_functions(bob: &Person, app: &str) {
    bob.call("clients/find", &json!({ "clientId": "app_0123456789ab" })).await.assert_status(404);
    let short = json!({ "clientId": app, "version": 1, "change": { "clientName": "x" } });
    bob.call("clients/change", &short).await.assert_status(422);
    bob.call("clients/find", &json!({})).await.assert_status(400);
    bob.call("session/confirm", &json!({ "password": ["canary-password"] })).await.assert_status(400);
    bob.call("session/confirm", &json!({ "password": "canary-password", "user": 2 }))
        .await
        .assert_status(400);
    bob.call("session/confirm", &json!({ "password": "canary".repeat(50_000) })).await.assert_status(413);
    let broken =
        bob.request(Method::POST, "/api/console/session/confirm").header("origin", bob.server.issuer());
    let broken = broken.header("content-type", "application/json").body("{\"password\":canary}");
    bob.send(broken).await.assert_status(400);
    let missing = "/Identity/Account/Manage/ApiClients/app_0123456789ab/Overview";
    bob.get(missing).await.assert_status(404);
}
