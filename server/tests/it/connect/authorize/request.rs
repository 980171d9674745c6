//! `/connect/authorize`: how a request is read, and what every answer carries.

use std::time::Duration;

use tokio::net::TcpListener;
use tokio::time::timeout;

use super::CALLBACK;
use crate::world::{Answer, CHALLENGE, authorize, on_each_database, parameter};

// Shows A7, A8, A11, A16, RFC 6749 §3.1.1, RFC 6749 §4.1.2.1, RFC 9700 §2.1.1, oidcc-response-type-missing,
// oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported, RFC 9700 §2.1.2,
// R026, R072, R108.
#[tokio::test]
async fn mistakes_of_a_known_client_go_back_to_it() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let base = format!("/connect/authorize?client_id={app}&redirect_uri={CALLBACK}&state=xyz");
        let pkce = format!("&code_challenge={CHALLENGE}&code_challenge_method=S256");
        for (more, code) in [
            (format!("&response_type=token&scope=openid{pkce}"), "unsupported_response_type"),
            (format!("&scope=openid{pkce}"), "invalid_request"),
            ("&response_type=code&scope=openid".to_owned(), "invalid_request"),
            (format!("&response_type=code&scope=openid&code_challenge={CHALLENGE}"), "invalid_request"),
            (
                format!(
                    "&response_type=code&scope=openid&code_challenge={CHALLENGE}&code_challenge_method=plain"
                ),
                "invalid_request",
            ),
            (format!("&response_type=code&scope=openid&scope=admin{pkce}"), "invalid_request"),
            (format!("&response_type=code&scope=admin{pkce}"), "invalid_scope"),
            (format!("&response_type=code&scope=opneid{pkce}"), "invalid_scope"),
            (format!("&response_type=code{pkce}"), "invalid_scope"),
            (format!("&response_type=code&scope=openid&request=x{pkce}"), "request_not_supported"),
            (format!("&response_type=code&scope=openid&request_uri=x{pkce}"), "request_uri_not_supported"),
        ] {
            let location = alice.get(&format!("{base}{more}")).await.assert_status(303).location();
            assert!(location.starts_with(&format!("{CALLBACK}?")), "{more}");
            assert_eq!(parameter(&location, "error").as_deref(), Some(code), "{more}");
            assert_eq!(parameter(&location, "state").as_deref(), Some("xyz"), "{more}");
            assert_eq!(parameter(&location, "iss").as_deref(), Some(server.issuer()), "{more}");
        }
    })
    .await;
}

// Shows A1, A18.
#[tokio::test]
async fn the_same_request_may_come_as_a_form_of_another_site() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let address = authorize(&app, CALLBACK, "openid", "");
        let body = address.split_once('?').unwrap().1.to_owned();
        let request = alice.plain(reqwest::Method::POST, &server.identity_url("/connect/authorize"));
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://app.example.com");
        let answer = crate::world::Answer::read(request.body(body)).await.assert_status(303);
        assert_eq!(answer.location(), address);
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    })
    .await;
}

// Shows A1, oidcc-ensure-post-request-succeeds, RFC 6749 §3.1.
#[tokio::test]
async fn a_posted_request_ends_in_a_code() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        let address = authorize(&app, CALLBACK, "openid", "");
        let request = alice.request(reqwest::Method::POST, "/connect/authorize");
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let query = address.split_once('?').unwrap().1.to_owned();
        let posted = alice.send(request.body(query)).await.assert_status(303);
        let answer = alice.get(&posted.location()).await.assert_status(303).location();
        let code = parameter(&answer, "code").unwrap();
        alice.redeem(&app, CALLBACK, &code).await.assert_status(200);
    })
    .await;
}

/// A kibibyte with everything that some program has mangled before.
fn difficult_state() -> String {
    let mut state = String::from("\"><script>alert(1)</script>&amp;'%41+\\/=? \u{e9}\u{2713}\u{1f600}");
    while state.len() < 1024 {
        state.push('~');
    }
    state
}

// Shows A12, RFC 9207 §2.
#[tokio::test]
async fn state_comes_back_byte_for_byte_with_a_code_and_with_an_error() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        let state = difficult_state();
        assert_eq!(state.len(), 1024);
        for (scope, answer) in [("openid", "code"), ("admin", "error")] {
            let address = authorize(&app, CALLBACK, scope, "");
            let sent = oauth::form::Form::encode([("state", state.as_str())]);
            let location =
                alice.get(&address.replace("state=xyz", &sent)).await.assert_status(303).location();
            assert!(parameter(&location, answer).is_some(), "{location}");
            assert_eq!(parameter(&location, "state").as_deref(), Some(state.as_str()));
            assert_eq!(parameter(&location, "iss").as_deref(), Some(server.issuer()));
            let without = alice.get(&address.replace("&state=xyz", "")).await.assert_status(303).location();
            assert!(!without.contains("state="), "{without}");
            assert_eq!(parameter(&without, "iss").as_deref(), Some(server.issuer()));
        }
    })
    .await;
}

// Shows A5, RFC 6749 §3.1.
#[tokio::test]
async fn a_parameter_that_is_sent_twice_is_refused() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let address =
            authorize(&app, CALLBACK, "openid", "&prompt=none&nonce=n&max_age=1&response_mode=query");
        let query = address.split_once('?').unwrap().1;
        for pair in query.split('&') {
            let answer = alice.get(&format!("{address}&{pair}")).await;
            let name = pair.split_once('=').unwrap().0;
            if ["client_id", "redirect_uri"].contains(&name) {
                let page = answer.assert_status(400);
                assert!(
                    !page.headers.contains_key("location") && page.text.contains("invalid_request"),
                    "{name}"
                );
            } else {
                let location = answer.assert_status(303).location();
                assert_eq!(parameter(&location, "error").as_deref(), Some("invalid_request"), "{name}");
                let state = (name != "state").then_some("xyz");
                assert_eq!(parameter(&location, "state").as_deref(), state, "{name}");
            }
        }
    })
    .await;
}

// Shows A17, A18, RFC 9700 §4.12.
#[tokio::test]
async fn every_answer_is_303_kept_nowhere_and_open_to_no_script() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let consent = authorize(&app, CALLBACK, "openid", "");
        let begun = alice.get(&consent).await.location();
        let answers = [
            alice.answer_consent(&begun, "allow").await,
            ask(&alice, &consent).await,
            ask(&alice, &authorize(&app, CALLBACK, "openid", "&prompt=login")).await,
            ask(&alice, &authorize(&app, CALLBACK, "admin", "")).await,
        ];
        for answer in answers {
            let answer = answer.assert_status(303);
            assert_eq!(answer.header("cache-control"), "no-store");
            assert_eq!(answer.header("referrer-policy"), "no-referrer");
            assert!(!answer.headers.contains_key("access-control-allow-origin"));
        }
        let page = ask(&alice, &authorize("app_unknown", CALLBACK, "openid", "")).await.assert_status(400);
        assert_eq!(
            (page.header("cache-control"), page.header("referrer-policy")),
            ("no-store", "no-referrer")
        );
        assert!(!page.headers.contains_key("access-control-allow-origin"));
    })
    .await;
}

/// As a script of another origin would ask.
async fn ask(person: &crate::world::Person, address: &str) -> Answer {
    let request = person.request(reqwest::Method::GET, address);
    person.send(request.header("origin", "https://evil.example")).await
}

// Shows A16, OpenID Connect Core §6, oidcc-ensure-request-object-with-redirect-uri.
#[tokio::test]
async fn what_a_client_points_at_is_never_fetched() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let bait = format!("http://{}/request.jwt", listener.local_addr().unwrap());
        for (name, error) in [
            ("request_uri", "request_uri_not_supported"),
            ("request", "request_not_supported"),
            ("registration", "registration_not_supported"),
        ] {
            let more = format!("&{name}={bait}");
            let location =
                alice.get(&authorize(&app, CALLBACK, "openid", &more)).await.assert_status(303).location();
            assert_eq!(parameter(&location, "error").as_deref(), Some(error));
        }
        assert!(timeout(Duration::from_millis(200), listener.accept()).await.is_err(), "nobody came");
    })
    .await;
}

// Shows A20.
#[tokio::test]
async fn a_request_has_at_most_eight_kibibytes() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let address = authorize(&app, CALLBACK, "openid", "&x=");
        let rest = 8 * 1024 - address.split_once('?').unwrap().1.len();
        alice.get(&format!("{address}{}", "x".repeat(rest))).await.assert_status(303);
        let long = alice.get(&format!("{address}{}", "x".repeat(rest + 1))).await.assert_status(400);
        assert!(long.text.contains("invalid_request") && !long.headers.contains_key("location"));
    })
    .await;
}

// Shows A20.
#[tokio::test]
async fn what_is_no_text_gets_a_page() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let address = authorize(&app, CALLBACK, "openid", "");
        for more in ["&state2=%FF", "&nonce=%00", "&login_hint=%C3%28"] {
            let page = alice.get(&format!("{address}{more}")).await.assert_status(400);
            assert!(
                page.text.contains("invalid_request") && !page.headers.contains_key("location"),
                "{more}"
            );
        }
        for method in [reqwest::Method::PUT, reqwest::Method::DELETE, reqwest::Method::OPTIONS] {
            alice.send(alice.request(method, &address)).await.assert_status(405);
        }
    })
    .await;
}

// Shows TC4, TC5, RFC 9700 §4.8.2, oidcc-ensure-request-without-nonce-succeeds-for-code-flow,
// oidcc-server-client-secret-post.
#[tokio::test]
async fn a_confidential_client_without_pkce_needs_neither_challenge_nor_nonce() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (web, secret) = alice.web_server_application(CALLBACK).await;
        let plain = authorize(&web, CALLBACK, "openid", "");
        let plain = format!("{}&state=xyz", plain.split_once("&state=").unwrap().0);
        let location = alice.get(&plain).await.assert_status(303).location();
        assert_eq!(parameter(&location, "error").as_deref(), Some("invalid_request"), "required by default");
        server.execute(&format!("UPDATE clients SET require_pkce = false WHERE client_id = '{web}'")).await;
        let redeem = async |code: &str, verifier: &str| {
            let fields = [
                ("grant_type", "authorization_code"),
                ("client_id", &*web),
                ("client_secret", &*secret),
                ("redirect_uri", CALLBACK),
                ("code", code),
                ("code_verifier", verifier),
            ];
            alice.token(&fields).await
        };
        let code = async |address: &str| {
            let mut location = alice.get(address).await.assert_status(303).location();
            if location.starts_with('/') {
                location = alice.answer_consent(&location, "allow").await.location();
            }
            parameter(&location, "code").unwrap()
        };
        let tokens = redeem(&code(&plain).await, "").await.assert_status(200).json();
        let claims = crate::world::claims(&crate::world::text(&tokens["id_token"]));
        assert!(claims.get("nonce").is_none(), "none was sent");
        // What was begun without a challenge is not ended with a verifier, and the other way round.
        let downgraded = redeem(&code(&plain).await, crate::world::VERIFIER).await.assert_status(400);
        assert_eq!(downgraded.error(), "invalid_grant");
        let challenged = authorize(&web, CALLBACK, "openid", "");
        let stripped = redeem(&code(&challenged).await, "").await.assert_status(400);
        assert_eq!(stripped.error(), "invalid_grant");
        redeem(&code(&challenged).await, crate::world::VERIFIER).await.assert_status(200);
    })
    .await;
}
