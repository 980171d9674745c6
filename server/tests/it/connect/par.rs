//! `POST /connect/par` (RFC 9126)

use reqwest::Method;
use serde_json::json;

use crate::world::{Answer, CHALLENGE, Person, authorize, on_each_database, parameter, text};

const CALLBACK: &str = "https://app.example.com/callback";

/// The request of an app, with its own client id.
fn request<'a>(app: &'a str, scope: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("client_id", app),
        ("response_type", "code"),
        ("redirect_uri", CALLBACK),
        ("scope", scope),
        ("state", "xyz"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
}

async fn push(person: &Person, fields: &[(&str, &str)]) -> Answer {
    let url = person.server.identity_url("/connect/par");
    Answer::read(person.plain(Method::POST, &url).form(fields)).await
}

/// Pushes a request and gives the address to go to.
async fn pushed(person: &Person, app: &str, more: &[(&str, &str)]) -> String {
    let mut fields = request(app, "openid");
    fields.extend(more);
    let answer = push(person, &fields).await.assert_status(201).json();
    let query = oauth::form::Form::encode([
        ("client_id", app),
        ("request_uri", answer["request_uri"].as_str().unwrap()),
    ]);
    format!("/connect/authorize?{query}")
}

// Shows X-PAR, RFC 9126 §2.2, RFC 9126 §4.
#[tokio::test]
async fn a_pushed_request_works_once_and_nothing_beside_it_counts() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let answer = push(&alice, &request(&app, "openid")).await.assert_status(201);
        assert_eq!(answer.header("cache-control"), "no-store");
        let body = answer.json();
        assert_eq!((body["expires_in"].as_i64(), body.as_object().unwrap().len()), (Some(90), 2));
        let uri = text(&body["request_uri"]);
        let name = uri.strip_prefix("urn:ietf:params:oauth:request_uri:").unwrap();
        assert!(name.len() >= 43, "256 bits: {name}");
        let beside =
            "&scope=admin&scope=email&state=s2&redirect_uri=https://evil.example&response_type=token";
        let address = format!("/connect/authorize?client_id={app}&request_uri={uri}{beside}");
        let begun = alice.get(&address).await.assert_status(303).location();
        let allowed = alice.answer_consent(&begun, "allow").await.assert_status(303).location();
        assert!(allowed.starts_with(&format!("{CALLBACK}?code=")), "{allowed}");
        assert_eq!(parameter(&allowed, "state").as_deref(), Some("xyz"));
        let code = parameter(&allowed, "code").unwrap();
        assert_eq!(alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json()["scope"], "openid");
        let again = alice.get(&address).await.assert_status(400);
        assert!(again.text.contains("invalid_request_uri") && !again.headers.contains_key("location"));
    })
    .await;
}

// Shows X-PAR, A10, RFC 9126 §4.
#[tokio::test]
async fn every_way_through_the_endpoint_uses_it_up() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let silent = pushed(&alice, &app, &[("prompt", "none")]).await;
        let refused = alice.get(&silent).await.assert_status(303).location();
        assert_eq!(parameter(&refused, "error").as_deref(), Some("consent_required"));
        alice.get(&silent).await.assert_status(400);
        alice.code(&app, CALLBACK, "openid").await;
        for more in [[("prompt", "none")], [("max_age", "60")], [("response_mode", "form_post")]] {
            let address = pushed(&alice, &app, &more).await;
            let first = alice.get(&address).await;
            assert!([200, 303].contains(&first.status), "{more:?}");
            alice.get(&address).await.assert_status(400);
        }
        let stranger = server.stranger();
        let address = pushed(&alice, &app, &[]).await;
        let login = stranger.get(&address).await.assert_status(303).location();
        assert!(login.starts_with("/Identity/Account/Login"));
        alice.get(&address).await.assert_status(400);
    })
    .await;
}

// Shows X-PAR, RFC 9126 §4.
#[tokio::test]
async fn it_belongs_to_its_client_and_lasts_ninety_seconds() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (app, other) = (alice.app(CALLBACK).await, alice.app(CALLBACK).await);
        let address = pushed(&alice, &app, &[]).await;
        let foreign = alice.get(&address.replace(&app, &other)).await.assert_status(400);
        assert!(foreign.text.contains("invalid_request_uri"));
        alice.get(&address.replace(&format!("client_id={app}&"), "")).await.assert_status(400);
        server.wait(85);
        alice.get(&address).await.assert_status(303);
        let late = pushed(&alice, &app, &[]).await;
        server.wait(91);
        let page = alice.get(&late).await.assert_status(400);
        assert!(page.text.contains("This link works only once"), "{}", page.text);
    })
    .await;
}

// Shows X-PAR, RFC 9126 §2.1.
#[tokio::test]
async fn a_confidential_client_proves_who_it_is() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (web, secret) = alice.web_server_application(CALLBACK).await;
        let fields = request(&web, "openid");
        assert_eq!(push(&alice, &fields).await.assert_status(401).error(), "invalid_client");
        let with = |secret: &'static str| [fields.clone(), vec![("client_secret", secret)]].concat();
        assert_eq!(push(&alice, &with("wrong")).await.assert_status(401).error(), "invalid_client");
        let by_form = [fields.clone(), vec![("client_secret", &*secret)]].concat();
        push(&alice, &by_form).await.assert_status(201);
        let url = server.identity_url("/connect/par");
        let by_basic = alice.plain(Method::POST, &url).basic_auth(&web, Some(&secret));
        let answer = Answer::read(by_basic.form(&fields[1..])).await.assert_status(201).json();
        let wrong = alice.plain(Method::POST, &url).basic_auth(&web, Some("wrong"));
        let refused = Answer::read(wrong.form(&fields[1..])).await.assert_status(401);
        assert!(refused.header("www-authenticate").starts_with("Basic"));
        let both = alice.plain(Method::POST, &url).basic_auth(&web, Some(&secret)).form(&by_form);
        assert_eq!(Answer::read(both).await.assert_status(400).error(), "invalid_request");
        let address =
            format!("/connect/authorize?client_id={web}&request_uri={}", text(&answer["request_uri"]));
        assert!(alice.get(&address).await.location().starts_with("/Identity/Account/Consent"));
    })
    .await;
}

// Shows X-PAR, RFC 9126 §2.1.
#[tokio::test]
async fn mistakes_are_answered_at_once() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let nested = "urn:ietf:params:oauth:request_uri:x";
        for (name, value, error) in [
            ("redirect_uri", "https://app.example.com/callback/", "invalid_redirect_uri"),
            ("redirect_uri", "", "invalid_request"),
            ("scope", "admin", "invalid_scope"),
            ("scope", "", "invalid_scope"),
            ("response_type", "token", "unsupported_response_type"),
            ("response_type", "", "invalid_request"),
            ("code_challenge", "", "invalid_request"),
            ("code_challenge_method", "plain", "invalid_request"),
            ("request_uri", nested, "invalid_request"),
            ("request_uri", "https://client.example/r.jwt", "invalid_request"),
            ("request", "e30.e30.", "request_not_supported"),
            ("prompt", "none login", "invalid_request"),
            ("response_mode", "fragment", "invalid_request"),
            ("client_secret", "a public client has none", "invalid_client"),
        ] {
            let mut fields = request(&app, "openid");
            fields.retain(|(sent, _)| *sent != name);
            fields.push((name, value));
            let status = if error == "invalid_client" { 401 } else { 400 };
            let refused = push(&alice, &fields).await.assert_status(status);
            assert_eq!(refused.error(), error, "{name}={value}");
            assert_eq!(refused.header("cache-control"), "no-store");
            let twice = [request(&app, "openid"), vec![(name, "x"), (name, "y")]].concat();
            assert_eq!(push(&alice, &twice).await.assert_status(400).error(), "invalid_request", "{name}");
        }
        let service = alice.backend_service().await;
        let fields = [request(&service.0, "openid"), vec![("client_secret", &*service.1)]].concat();
        assert_eq!(push(&alice, &fields).await.assert_status(400).error(), "invalid_redirect_uri");
    })
    .await;
}

// Shows X-PAR, RFC 9126 §2.1.
#[tokio::test]
async fn it_takes_forms_by_post_of_at_most_64_kibibytes() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let url = server.identity_url("/connect/par");
        for method in [Method::GET, Method::PUT, Method::DELETE] {
            Answer::read(alice.plain(method, &url)).await.assert_status(405);
        }
        let as_json = alice.plain(Method::POST, &url).json(&json!({ "client_id": app }));
        assert_eq!(Answer::read(as_json).await.assert_status(400).error(), "invalid_request");
        let body = oauth::form::Form::encode(request(&app, "openid")) + "&x=";
        let send = async |length: usize| {
            let padded = format!("{body}{}", "x".repeat(length - body.len()));
            let request = alice.plain(Method::POST, &url).body(padded);
            Answer::read(request.header("content-type", "application/x-www-form-urlencoded")).await
        };
        send(64 * 1024).await.assert_status(201);
        send(64 * 1024 + 1).await.assert_status(413);
    })
    .await;
}

// Shows T12.
#[tokio::test]
async fn scripts_of_registered_origins_may_push() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let url = server.identity_url("/connect/par");
        for (origin, allowed) in [("https://app.example.com", true), ("https://evil.example", false)] {
            let pushed =
                alice.plain(Method::POST, &url).header("origin", origin).form(&request(&app, "openid"));
            let answer = Answer::read(pushed).await.assert_status(201);
            assert_eq!(answer.header("access-control-allow-origin") == origin, allowed, "{origin}");
            assert!(!answer.headers.contains_key("access-control-allow-credentials"));
        }
    })
    .await;
}

#[tokio::test]
async fn discovery_names_the_endpoint_and_nobody_has_to_use_it() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let document = alice.get("/.well-known/openid-configuration").await.json();
        assert_eq!(
            document["pushed_authorization_request_endpoint"],
            format!("{}/connect/par", server.issuer())
        );
        assert_eq!(document["require_pushed_authorization_requests"], false);
        let app = alice.app(CALLBACK).await;
        alice.get(&authorize(&app, CALLBACK, "openid", "")).await.assert_status(303);
    })
    .await;
}

// Shows X-PAR, RFC 9126 §4.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_browsers_that_bring_it_at_once_one_goes_on() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let address = pushed(&alice, &app, &[]).await;
        let tries = (0..10).map(|_| {
            let (person, address) = (server.stranger(), address.clone());
            tokio::spawn(async move { person.get(&address).await.status })
        });
        let tries: Vec<_> = tries.collect();
        let mut outcomes = Vec::new();
        for each in tries {
            outcomes.push(each.await.unwrap());
        }
        outcomes.sort_unstable();
        assert_eq!(outcomes, [303, 400, 400, 400, 400, 400, 400, 400, 400, 400]);
    })
    .await;
}
