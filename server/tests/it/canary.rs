//! Marked secrets walk through the whole server. Afterwards its log, at its most talkative, and every column of its
//! database are searched for them.

mod marks;

use marks::Marks;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Log, Person, TestServer, authorize, parameter, text};

const CALLBACK: &str = "https://app.example.com/callback";

// Shows L2, P1, R9, T5, R050, R083.
#[tokio::test]
async fn what_is_secret_stands_in_no_log_and_in_no_database() {
    let log = Log::listen();
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        let server = TestServer::start(database, true).await;
        let mut marks = Marks::default();
        let carol = walk_in(&server, &mut marks).await;
        let app = carol.app(CALLBACK).await;
        of_clients(&carol, &mut marks).await;
        of_codes(&carol, &app, &mut marks).await;
        of_devices(&carol, &app, &mut marks).await;
        of_mistakes(&carol, &app, &mut marks).await;
        change_password(&carol, &mut marks).await;

        server.identity().recorder.flush().await;
        let dump = server.dump().await;
        assert!(dump.contains("canary-person@example.com"), "what may be stored is found");
        assert!(dump.contains(&app) && dump.contains("token.refused"), "the dump is whole");
        assert_eq!(marks.found_in_dump(&dump), Vec::<&str>::new(), "{dump}");
        let logged = log.text();
        assert!(logged.contains("Answered POST /connect/token with 401"), "the log is whole");
        assert_eq!(marks.found_in_log(&logged), Vec::<&str>::new());
    }
    for line in log.requests() {
        let refused = line["http.status"].as_u64().unwrap() >= 400;
        assert!(!refused || line["cause"].as_str().is_some_and(|cause| !cause.is_empty()), "{line}");
    }
    for line in log.text().lines() {
        let small = line.to_ascii_lowercase();
        for word in [
            "authorization:",
            "\"authorization\"",
            "cookie",
            "client_secret=",
            "code=",
            "state=",
            "?request=",
        ] {
            assert!(!small.contains(word), "{word} in {line}");
        }
    }
}

/// Somebody registers, mistypes, and signs in.
async fn walk_in(server: &TestServer, marks: &mut Marks) -> Person {
    let email = marks.private("e-mail address", "canary-person@example.com");
    let password = marks.secret("password", "CanaryOttersWhistle4711");
    let mistyped = marks.secret("wrong password", "CanaryOttersWhisper4711");
    let carol = server.stranger();
    let csrf = marks.secret("hidden field of a form", carol.csrf().await);
    let fields = [("csrf", &*csrf), ("email", &*email), ("name", "Carol"), ("password", &*password)];
    carol.post("/Identity/Account/Register", &fields).await.assert_status(303);
    keep_cookies(&carol, "registration", marks);
    carol.sign_in(&email, &mistyped).await.assert_status(422);
    carol.sign_in(&email, &password).await.assert_status(303);
    keep_cookies(&carol, "sign-in", marks);
    carol
}

fn keep_cookies(person: &Person, when: &str, marks: &mut Marks) {
    for word in ["session", "browser"] {
        let cookie = person.cookie(word).unwrap();
        marks.secret(&format!("cookie {word} after {when}"), cookie.split_once('=').unwrap().1);
    }
}

/// A service and a personal access token, used well and badly.
async fn of_clients(carol: &Person, marks: &mut Marks) {
    let (id, secret) = carol.backend_service().await;
    let secret = marks.secret("client secret", secret);
    let fields = |grant: &'static str, secret: &str| {
        let pairs = [
            ("grant_type", grant),
            ("client_id", &*id),
            ("client_secret", secret),
            ("scope", "exepron.restapi"),
            ("username", "canary-person@example.com"),
            ("password", "CanaryOttersWhistle4711"),
        ];
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    for grant in ["client_credentials", "password"] {
        let tokens = send(carol, &fields(grant, &secret)).await.assert_status(200).json();
        keep_tokens(grant, &tokens, marks);
        carol.api("/odata/Projects", &text(&tokens["access_token"])).await;
    }
    let wrong = marks.secret("wrong client secret", "CanarySecretThatNobodyHas==");
    send(carol, &fields("client_credentials", &wrong)).await.assert_status(401);
    let url = carol.server.identity_url("/connect/token");
    let basic = carol.plain(Method::POST, &url).basic_auth(&id, Some(&wrong));
    Answer::read(basic.form(&[("grant_type", "client_credentials")])).await.assert_status(401);

    brought_along(carol, marks).await;
    let (_, token) = carol.personal_access_token().await;
    let token = marks.secret("personal access token", token);
    marks.secret("secret half of a personal access token", token.split_once(':').unwrap().1);
    carol.api("/odata/Projects?$top=1", &token).await.assert_status(200);
    carol.userinfo(&token).await.assert_status(401);
    of_webhooks(carol, &token, marks).await;
}

/// Clients with secrets of their own, written down and imported: one that works, and a weak one.
async fn brought_along(carol: &Person, marks: &mut Marks) {
    let chosen = marks.secret("secret that was brought along", "CanaryChosenByItsOwner-0123456789abcdef");
    let imported = marks.secret("secret that was imported", "CanaryImported42");
    let client = |id: &str, secret: &str| {
        json!({
            "clientId": id, "clientName": "Brought along", "clientType": "confidential",
            "grantTypes": ["client_credentials"], "scopes": ["exepron.restapi"], "clientSecrets": [{ "value": secret }],
        })
    };
    let post = async |path: &str, body: Value| {
        let request = carol.request(Method::POST, path).header("origin", carol.server.issuer());
        carol.send(request.json(&body)).await
    };
    post("/api/v1/clients", client("canary-written-down", &chosen)).await.assert_status(201);
    let report =
        post("/api/v1/clients/import", client("canary-imported", &imported)).await.assert_status(200);
    assert_eq!(report.json()["clients"][0]["warnings"][0]["code"], "weak", "{}", report.text);
    assert!(!report.text.contains(&imported), "{}", report.text);
    for (id, secret) in [("canary-written-down", &chosen), ("canary-imported", &imported)] {
        let fields = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
        let tokens = carol.token(&[fields[0], fields[1], fields[2], ("scope", "exepron.restapi")]).await;
        tokens.assert_status(200);
    }
}

/// A webhook whose message is signed and then finds no way.
async fn of_webhooks(carol: &Person, token: &str, marks: &mut Marks) {
    let write = async |set: &str, body: Value| {
        let url = carol.server.api_url(&format!("/odata/{set}"));
        Answer::read(carol.plain(Method::POST, &url).bearer_auth(token).json(&body))
            .await
            .assert_status(201)
            .json()
    };
    let url = "https://127.0.0.1:1/hook";
    let made = write("Webhooks", json!({ "url": url, "eventTypes": ["project.created"] })).await;
    let secret = text(&made["@Ccpm.secret"]);
    marks.secret("secret of a webhook", secret.strip_prefix("whsec_").unwrap());
    write("Projects", json!({ "projectName": "Canary", "status": 1 })).await;
    for _ in 0..500 {
        let sent = carol.api("/odata/WebhookDeliveries?$filter=attempt+eq+1&$count=true", token).await;
        if sent.assert_status(200).json()["@odata.count"] == 1 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("no message was signed");
}

async fn send(person: &Person, fields: &[(String, String)]) -> Answer {
    let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    person.token(&fields).await
}

fn keep_tokens(of: &str, tokens: &Value, marks: &mut Marks) {
    for name in ["access_token", "id_token", "refresh_token"] {
        if let Some(token) = tokens[name].as_str() {
            marks.secret(&format!("{name} of {of}"), token);
        }
    }
}

/// The code flow to its end, with a wrong verifier, a replayed code and a reused refresh token on the way.
async fn of_codes(carol: &Person, app: &str, marks: &mut Marks) {
    let state = marks.private("state", "canary-state-2718281828");
    let nonce = marks.private("nonce", "canary-nonce-3141592653");
    let more = format!("&nonce={nonce}&login_hint=canary-person@example.com");
    let address = authorize(app, CALLBACK, "openid email offline_access", &more).replace("xyz", &state);
    let consent = carol.get(&address).await.assert_status(303).location();
    marks.secret("id of a pending request", parameter(&consent, "request").unwrap());
    let back = carol.answer_consent(&consent, "allow").await.assert_status(303).location();
    let code = marks.secret("code", parameter(&back, "code").unwrap());

    let guess = marks.secret("wrong verifier", "canary-verifier-0123456789-0123456789-0123456789");
    let fields = [
        ("grant_type", "authorization_code"),
        ("code", &*code),
        ("redirect_uri", CALLBACK),
        ("client_id", app),
        ("code_verifier", &*guess),
    ];
    carol.token(&fields).await.assert_status(400);
    let first = carol.redeem(app, CALLBACK, &code).await.assert_status(200).json();
    keep_tokens("a code", &first, marks);
    carol.userinfo(&text(&first["access_token"])).await.assert_status(200);
    let second = carol.refresh(app, &text(&first["refresh_token"])).await.assert_status(200).json();
    keep_tokens("a refresh", &second, marks);
    carol.redeem(app, CALLBACK, &code).await.assert_status(400);
    carol.refresh(app, &text(&second["refresh_token"])).await.assert_status(400);
}

/// A device signs in, after a wrong code was typed.
async fn of_devices(carol: &Person, app: &str, marks: &mut Marks) {
    const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
    const PAGE: &str = "/Identity/Account/Device";
    let server = &carol.server;
    server.execute(&format!("UPDATE clients SET grant_types = '{GRANT}' WHERE client_id = '{app}'")).await;
    let ask = carol.plain(Method::POST, &server.identity_url("/connect/deviceauthorization"));
    let codes =
        Answer::read(ask.form(&[("client_id", app), ("scope", "openid")])).await.assert_status(200).json();
    let device_code = marks.secret("device code", text(&codes["device_code"]));
    let user_code = marks.secret("user code", text(&codes["user_code"]));
    let csrf = carol.csrf().await;
    let wrong = [("csrf", &*csrf), ("user_code", "BBBB-BBBB"), ("decision", "allow")];
    carol.post(PAGE, &wrong).await.assert_status(422);
    carol.get(&format!("{PAGE}?user_code={user_code}")).await.assert_status(200);
    let right = [("csrf", &*csrf), ("user_code", &*user_code), ("decision", "allow")];
    carol.post(PAGE, &right).await.assert_status(200);
    let poll = [("grant_type", GRANT), ("device_code", &*device_code), ("client_id", app)];
    keep_tokens("a device", &carol.token(&poll).await.assert_status(200).json(), marks);
}

/// What nobody issued, in every place where a secret can stand.
async fn of_mistakes(carol: &Person, app: &str, marks: &mut Marks) {
    let bogus = marks.secret("bogus token", "canary-token-nobody-has-ever-issued");
    carol.redeem(app, CALLBACK, &bogus).await.assert_status(400);
    carol.refresh(app, &bogus).await.assert_status(400);
    carol.userinfo(&bogus).await.assert_status(401);
    carol.api("/odata/Projects", &bogus).await.assert_status(401);
    carol.get(&format!("/connect/userinfo?access_token={bogus}")).await.assert_status(401);
    carol.get(&format!("/Identity/Account/Consent?request={bogus}")).await.assert_status(400);
    carol.get(&format!("/no/such/page/{bogus}?code={bogus}")).await.assert_status(404);
    for url in [carol.server.identity_url("/"), carol.server.api_url("/odata/Projects")] {
        let cookie = format!("latchkey_session_1={bogus}; canary={bogus}");
        Answer::read(carol.plain(Method::GET, &url).header("cookie", cookie)).await;
    }
}

async fn change_password(carol: &Person, marks: &mut Marks) {
    let new = marks.secret("new password", "CanaryLanternsDrift1618");
    let csrf = carol.csrf().await;
    let fields = [("csrf", &*csrf), ("current_password", "CanaryOttersWhistle4711"), ("new_password", &*new)];
    carol.post("/Identity/Account/Manage/Password", &fields).await.assert_status(303);
    keep_cookies(carol, "a change of password", marks);
    let csrf = carol.csrf().await;
    carol.post("/Identity/Account/Logout", &[("csrf", &*csrf)]).await;
}
