//! `/connect/authorize`: where the answer may go (RFC 9700 §2.1, RFC 8252 §7.3).

use serde_json::json;

use super::CALLBACK;
use crate::world::{authorize, on_each_database, text};

// Shows A2, A3, RFC 6749 §3.1.2.4, oidcc-ensure-registered-redirect-uri, R106, R107, R008.
#[tokio::test]
async fn an_unknown_client_and_an_unregistered_address_are_never_redirected() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let wrong = [
            ("app_unknown", CALLBACK, "invalid_client"),
            (&*app, "https://app.example.com/callback/", "invalid_redirect_uri"),
            (&*app, "https://app.example.com/Callback", "invalid_redirect_uri"),
            (&*app, "http://app.example.com/callback", "invalid_redirect_uri"),
            (&*app, "https://app.example.com/callback?x=1", "invalid_redirect_uri"),
            (&*app, "https://evil.example/callback", "invalid_redirect_uri"),
        ];
        for (client, uri, code) in wrong {
            let page = alice.get(&authorize(client, uri, "openid", "")).await.assert_status(400);
            assert!(!page.headers.contains_key("location") && page.text.contains(code), "{uri}");
            let request = alice.request(reqwest::Method::GET, &authorize(client, uri, "openid", ""));
            let json = alice.send(request.header("accept", "application/json")).await.assert_status(400);
            assert_eq!(json.error(), code);
        }
        let missing = alice.get(&format!("/connect/authorize?client_id={app}&response_type=code")).await;
        missing.assert_status(400);
    })
    .await;
}

// Shows A4, RFC 8252 §7.3.
#[tokio::test]
async fn a_native_app_may_come_back_on_any_port_of_the_loopback_address() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app("http://127.0.0.1/callback").await;
        let uri = "http://127.0.0.1:51234/callback";
        let code = alice.code(&app, uri, "openid").await;
        alice.redeem(&app, uri, &code).await.assert_status(200);
    })
    .await;
}

/// What looks like the registered address, to somebody.
const LOOKALIKES: [&str; 30] = [
    "https://app.example.com/callback/",
    "https://app.example.com/Callback",
    "https://app.example.com/callbac",
    "https://app.example.com/callback2",
    "https://app.example.com/callback?",
    "https://app.example.com/callback?x=1",
    "https://app.example.com/callback#",
    "https://app.example.com/callback#f",
    "https://app.example.com/callback;x",
    "https://app.example.com//callback",
    "https://app.example.com/./callback",
    "https://app.example.com/x/../callback",
    "https://app.example.com/%2e%2e/callback",
    "https://app.example.com/..;/callback",
    "https://app.example.com/%63allback",
    "https://app.example.com/%2563allback",
    "https://app.example.com\\callback",
    "https://app.example.com/callback%00",
    "https://app.example.com/callback\t",
    " https://app.example.com/callback",
    "HTTPS://app.example.com/callback",
    "https://APP.example.com/callback",
    "http://app.example.com/callback",
    "https://app.example.com:443/callback",
    "https://app.example.com:8443/callback",
    "https://app.example.com./callback",
    "https://user@app.example.com/callback",
    "https://app.example.com@evil.example/callback",
    "https://app.example.com.evil.example/callback",
    "https://\u{430}pp.example.com/callback",
];

// Shows A3, RFC 6749 §3.1.2.3, RFC 9700 §2.1, oidcc-ensure-registered-redirect-uri, R056, R057, R107.
#[tokio::test]
async fn what_only_looks_like_the_registered_address_gets_a_page_and_no_redirect() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for uri in LOOKALIKES {
            let page = alice.get(&authorize(&app, uri, "openid", "")).await.assert_status(400);
            assert!(!page.headers.contains_key("location"), "{uri}");
            assert!(page.text.contains("invalid_redirect_uri"), "{uri}");
        }
        let answer = alice.get(&authorize(&app, CALLBACK, "openid", "")).await.assert_status(303);
        assert!(answer.location().starts_with("/Identity/Account/Consent"));
    })
    .await;
}

// Shows R060.
#[tokio::test]
async fn one_client_brings_people_back_to_production_staging_and_development() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let uris = [
            "https://app.example.com/callback",
            "https://staging.example.com/callback",
            "http://localhost:3000/callback",
            "com.example.app://callback",
        ];
        let new = json!({ "template": "web_mobile_app", "clientName": "Everywhere", "redirectUris": uris });
        let app = text(&alice.create(new).await["client"]["clientId"]);
        for uri in uris {
            let code = alice.code(&app, uri, "openid").await;
            alice.redeem(&app, uri, &code).await.assert_status(200);
        }
        let crossed = alice.code(&app, uris[0], "openid").await;
        let refused = alice.redeem(&app, uris[1], &crossed).await.assert_status(400);
        assert_eq!(refused.error(), "invalid_grant", "a code goes with the address that it was sent to");
        let mixed = authorize(&app, "https://staging.example.com:3000/callback", "openid", "");
        alice.get(&mixed).await.assert_status(400);
    })
    .await;
}

// Shows A4, RFC 8252 §7.3, R064.
#[tokio::test]
async fn localhost_takes_any_port_where_it_was_registered_without_one_or_with_port() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        for (registered, received, good) in [
            ("http://localhost/cb", "http://localhost:51234/cb", true),
            ("http://localhost:PORT/cb", "http://localhost:51234/cb", true),
            ("http://127.0.0.1:PORT/cb", "http://127.0.0.1:51234/cb", true),
            ("http://[::1]:PORT/cb", "http://[::1]:51234/cb", true),
            ("http://localhost:3000/cb", "http://localhost:3000/cb", true),
            ("http://localhost:3000/cb", "http://localhost:3001/cb", false),
            ("http://localhost:PORT/cb", "http://localhost:51234/other", false),
            ("http://localhost:PORT/cb", "https://localhost:51234/cb", false),
            ("http://localhost:PORT/cb", "http://127.0.0.1:51234/cb", false),
        ] {
            let app = alice.app(registered).await;
            let answer = alice.get(&authorize(&app, received, "openid", "")).await;
            assert_eq!(answer.status, if good { 303 } else { 400 }, "{registered} {received}");
            if good {
                let code = alice.code(&app, received, "openid").await;
                alice.redeem(&app, received, &code).await.assert_status(200);
            }
            alice.call("clients/deactivate", &json!({ "clientId": app })).await.assert_status(200);
        }
    })
    .await;
}

// Shows A4, RFC 8252 §7.3, R064.
#[tokio::test]
async fn on_a_loopback_address_the_port_is_free_and_nothing_else() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        for (registered, others) in [
            (
                "http://127.0.0.1/cb",
                [
                    ("http://127.0.0.1:51234/cb", true),
                    ("http://127.0.0.1:65535/cb", true),
                    ("http://127.0.0.1:65536/cb", false),
                    ("http://127.0.0.1:443a/cb", false),
                    ("https://127.0.0.1:1/cb", false),
                    ("http://127.0.0.2:1/cb", false),
                    ("http://127.0.0.1.evil.com/cb", false),
                    ("http://127.0.0.1:1/cb2", false),
                    ("http://127.0.0.1:1/cb#x", false),
                    ("http://localhost:1/cb", false),
                ],
            ),
            (
                "http://[::1]/cb",
                [
                    ("http://[::1]:51234/cb", true),
                    ("http://[::1]:1/cb", true),
                    ("http://[::1]:0/cb", false),
                    ("http://[::1]:/cb", false),
                    ("https://[::1]:1/cb", false),
                    ("http://[::2]:1/cb", false),
                    ("http://[::1]:1/", false),
                    ("http://[::1]:1/cb?x", false),
                    ("http://[0:0:0:0:0:0:0:1]:1/cb", false),
                    ("http://127.0.0.1:1/cb", false),
                ],
            ),
        ] {
            let app = alice.app(registered).await;
            for (uri, good) in others {
                let answer = alice.get(&authorize(&app, uri, "openid", "")).await;
                assert_eq!(answer.status, if good { 303 } else { 400 }, "{uri}");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_host_in_other_letters_is_answered_in_ascii() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let uri = "https://b\u{fc}cher.example/zur\u{fc}ck";
        let app = alice.app(uri).await;
        let begun = alice.get(&authorize(&app, uri, "openid", "")).await.assert_status(303).location();
        let answer = alice.answer_consent(&begun, "allow").await.assert_status(303).location();
        assert!(answer.starts_with("https://xn--bcher-kva.example/zur%C3%BCck?code="), "{answer}");
    })
    .await;
}

// Shows A2, R106.
#[tokio::test]
async fn a_client_that_is_switched_off_is_no_client() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let begun = alice.get(&authorize(&app, CALLBACK, "openid", "")).await.location();
        alice.call("clients/deactivate", &json!({ "clientId": app })).await.assert_status(200);
        for address in [authorize(&app, CALLBACK, "openid", ""), begun] {
            let page = alice.get(&address).await.assert_status(400);
            assert!(page.text.contains("invalid_client") && !page.headers.contains_key("location"));
        }
    })
    .await;
}
