//! `/connect/register` (RFC 7591) and `/connect/register/{client_id}` (RFC 7592)

mod manage;
mod room;

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Person, TestServer, on_each_database, text};

const TOKEN: &str = "an-initial-access-token-of-32-characters";
const CALLBACK: &str = "https://app.example.com/callback";
const DEVICE: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// Runs a test on servers on which clients may register themselves.
async fn on_each_open_server<F>(test: impl Fn(TestServer) -> F)
where
    F: Future<Output = ()>,
{
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        let flags = [
            ("registration.enabled", "true"),
            ("registration.initial_access_token", TOKEN),
            ("registration.allowed_scopes", "exepron.restapi"),
            ("registration.limit", "4"),
        ];
        test(TestServer::start_with(database, true, &flags).await).await;
    }
}

async fn call(person: &Person, method: Method, url: &str, token: &str, body: Option<&Value>) -> Answer {
    let request = person.plain(method, url);
    let request = if token.is_empty() { request } else { request.bearer_auth(token) };
    Answer::read(if let Some(body) = body { request.json(body) } else { request }).await
}

async fn register(person: &Person, metadata: &Value) -> Answer {
    let url = person.server.identity_url("/connect/register");
    call(person, Method::POST, &url, TOKEN, Some(metadata)).await
}

/// The address and the token of what was registered.
fn key(information: &Value) -> (String, String) {
    (text(&information["registration_client_uri"]), text(&information["registration_access_token"]))
}

fn web_app() -> Value {
    json!({
        "client_name": "Data Viewer",
        "redirect_uris": [CALLBACK],
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "token_endpoint_auth_method": "none",
        "post_logout_redirect_uris": ["https://app.example.com/bye"],
        "backchannel_logout_uri": "https://app.example.com/ended",
        "scope": "openid profile offline_access exepron.restapi",
        "logo_uri": "https://app.example.com/logo.png",
    })
}

#[track_caller]
fn refused(answer: Answer, code: &str, member: &str) {
    let answer = answer.assert_status(400);
    assert_eq!(answer.error(), code, "{}", answer.text);
    let words = text(&answer.json()["error_description"]);
    assert!(words.starts_with(member), "{words}");
    assert!(
        words.bytes().all(|byte| (0x20..0x7f).contains(&byte) && byte != b'"' && byte != b'\\'),
        "{words}"
    );
}

// Shows X-DCR.
#[tokio::test]
async fn while_registration_is_off_its_addresses_do_not_exist() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        for (method, path) in [
            (Method::POST, "/connect/register"),
            (Method::GET, "/connect/register/app_000000000000"),
            (Method::PUT, "/connect/register/app_000000000000"),
            (Method::DELETE, "/connect/register/app_000000000000"),
        ] {
            let answer = call(&stranger, method, &server.identity_url(path), TOKEN, Some(&web_app())).await;
            assert_eq!(answer.status, 404, "{path}");
        }
        let document = stranger.get("/.well-known/openid-configuration").await.json();
        assert!(document.get("registration_endpoint").is_none(), "{document}");
    })
    .await;
}

// Shows RFC 7591 §3, S4.
#[tokio::test]
async fn a_registered_app_signs_people_in() {
    on_each_open_server(async |server| {
        let stranger = server.stranger();
        let document = stranger.get("/.well-known/openid-configuration").await.json();
        assert_eq!(document["registration_endpoint"], server.identity_url("/connect/register"));

        let answer = register(&stranger, &web_app()).await.assert_status(201);
        assert_eq!(answer.header("cache-control"), "no-store");
        let information = answer.json();
        for (name, value) in [
            ("client_name", json!("Data Viewer")),
            ("redirect_uris", json!([CALLBACK])),
            ("grant_types", json!(["authorization_code", "refresh_token"])),
            ("response_types", json!(["code"])),
            ("token_endpoint_auth_method", json!("none")),
            ("post_logout_redirect_uris", json!(["https://app.example.com/bye"])),
            ("backchannel_logout_uri", json!("https://app.example.com/ended")),
            ("scope", json!("exepron.restapi offline_access openid profile")),
            ("id_token_signed_response_alg", json!("RS256")),
        ] {
            assert_eq!(information[name], value, "{name}");
        }
        for absent in ["client_secret", "client_secret_expires_at", "logo_uri", "jwks"] {
            assert!(information.get(absent).is_none(), "{absent}: {information}");
        }
        let id = text(&information["client_id"]);
        let bob = server.bob().await;
        let code = bob.code(&id, CALLBACK, "openid offline_access").await;
        let tokens = bob.redeem(&id, CALLBACK, &code).await.assert_status(200).json();
        bob.refresh(&id, &text(&tokens["refresh_token"])).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn a_confidential_client_gets_a_secret_and_is_held_to_pkce() {
    on_each_open_server(async |server| {
        let bob = server.bob().await;
        let information =
            register(&bob, &json!({ "redirect_uris": [CALLBACK] })).await.assert_status(201).json();
        assert_eq!(information["token_endpoint_auth_method"], "client_secret_basic");
        assert_eq!(information["grant_types"], json!(["authorization_code"]));
        assert_eq!(information["scope"], "email openid profile");
        assert_eq!(information["client_secret_expires_at"], 0);
        let (id, secret) = (text(&information["client_id"]), text(&information["client_secret"]));
        let query = format!("client_id={id}&redirect_uri={CALLBACK}&response_type=code&scope=openid");
        let without_pkce = bob.get(&format!("/connect/authorize?{query}")).await.location();
        assert!(without_pkce.contains("error=invalid_request"), "{without_pkce}");

        let code = bob.code(&id, CALLBACK, "openid").await;
        bob.redeem(&id, CALLBACK, &code).await.assert_status(401);
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", &*code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", crate::world::VERIFIER),
        ];
        let request = bob.plain(Method::POST, &server.identity_url("/connect/token"));
        Answer::read(request.basic_auth(&id, Some(secret)).form(&fields)).await.assert_status(200);
    })
    .await;
}

// Shows X-DCR, RFC 7591 §3.
#[tokio::test]
async fn only_the_initial_access_token_opens_registration() {
    on_each_open_server(async |server| {
        let stranger = server.stranger();
        let url = server.identity_url("/connect/register");
        let answer = call(&stranger, Method::POST, &url, "", Some(&web_app())).await.assert_status(401);
        assert_eq!(answer.header("www-authenticate"), "Bearer realm=\"latchkey\"");
        for wrong in [&TOKEN[1..], &format!("{TOKEN}x"), "exepron_pat_abc123def456:secret"] {
            let answer =
                call(&stranger, Method::POST, &url, wrong, Some(&web_app())).await.assert_status(401);
            assert!(answer.header("www-authenticate").contains("error=\"invalid_token\""), "{wrong}");
        }
        let (_, personal) = server.alice().await.personal_access_token().await;
        call(&stranger, Method::POST, &url, &personal, Some(&web_app())).await.assert_status(401);
    })
    .await;
}

// Shows X-DCR.
#[tokio::test]
async fn what_a_registered_client_may_not_be_is_refused_by_name() {
    on_each_open_server(async |server| {
        let stranger = server.stranger();
        let with = |name: &str, value: Value| {
            let mut metadata = web_app();
            metadata[name] = value;
            metadata
        };
        for (name, value) in [
            ("grant_types", json!(["authorization_code", "password"])),
            ("grant_types", json!(["authorization_code", "client_credentials"])),
            ("grant_types", json!(["implicit"])),
            ("response_types", json!(["code", "token"])),
            ("scope", json!("openid admin")),
            ("scope", json!("openid role")),
            ("jwks_uri", json!("http://127.0.0.1:1/jwks")),
            ("jwks", json!({ "keys": [] })),
            ("token_endpoint_auth_method", json!("client_secret_jwt")),
            ("subject_type", json!("pairwise")),
            ("client_name", json!("ab")),
            ("client_name", json!(7)),
            ("id_token_signed_response_alg", json!("none")),
            ("post_logout_redirect_uris", json!(["javascript:alert(1)"])),
            ("backchannel_logout_uri", json!("http://app.example.com/ended")),
        ] {
            refused(register(&stranger, &with(name, value)).await, "invalid_client_metadata", name);
        }
        for uri in [
            "http://app.example.com/cb",
            "https://app.example.com/#x",
            "https://*.example.com/",
            "/cb",
            "\u{e9}",
        ] {
            let answer = register(&stranger, &with("redirect_uris", json!([uri]))).await;
            refused(answer, "invalid_redirect_uri", "redirect_uris");
        }
        refused(
            register(&stranger, &with("redirect_uris", json!([]))).await,
            "invalid_redirect_uri",
            "redirect_uris",
        );
        refused(register(&stranger, &json!([1])).await, "invalid_client_metadata", "the body");
        let url = server.identity_url("/connect/register");
        for (content_type, body) in
            [("application/json", "{"), ("text/plain", "{}"), ("application/json", "\u{0}")]
        {
            let request =
                stranger.plain(Method::POST, &url).bearer_auth(TOKEN).header("content-type", content_type);
            refused(Answer::read(request.body(body)).await, "invalid_client_metadata", "the body");
        }
    })
    .await;
}

#[tokio::test]
async fn a_television_registers_itself_and_signs_somebody_in() {
    on_each_open_server(async |server| {
        let alice = server.alice().await;
        let television = json!({
            "client_name": "Living Room TV", "token_endpoint_auth_method": "none", "grant_types": [DEVICE],
        });
        let information = register(&alice, &television).await.assert_status(201).json();
        assert_eq!((&information["response_types"], &information["redirect_uris"]), (&json!([]), &json!([])));
        let id = text(&information["client_id"]);
        let begin = alice
            .plain(Method::POST, &server.identity_url("/connect/deviceauthorization"))
            .form(&[("client_id", &*id), ("scope", "openid")]);
        let codes = Answer::read(begin).await.assert_status(200).json();
        let (csrf, user_code) = (alice.csrf().await, text(&codes["user_code"]));
        let yes = [("csrf", &*csrf), ("user_code", &*user_code), ("decision", "allow")];
        alice.post("/Identity/Account/Device", &yes).await.assert_status(200);
        let device_code = text(&codes["device_code"]);
        alice
            .token(&[("grant_type", DEVICE), ("client_id", &*id), ("device_code", &*device_code)])
            .await
            .assert_status(200);
    })
    .await;
}
