//! `/Identity/Account/Consent`

use serde_json::json;

use crate::world::{authorize, on_each_database, parameter, text};

const CALLBACK: &str = "https://app.example.com/callback";

// Shows C3, A14.
#[tokio::test]
async fn consent_is_remembered_and_a_new_scope_asks_again() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid profile").await;
        let again = async |scope: &str, more: &str| {
            alice.get(&authorize(&app, CALLBACK, scope, more)).await.location()
        };
        assert!(again("openid", "").await.starts_with(CALLBACK));
        assert!(again("openid profile email", "").await.starts_with("/Identity/Account/Consent"));
        assert!(again("openid", "&prompt=consent").await.starts_with("/Identity/Account/Consent"));
    })
    .await;
}

// Shows C3, RFC 8252 §8.6.
#[tokio::test]
async fn an_app_behind_a_scheme_of_its_own_is_asked_for_each_time() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let uri = "com.example.app://oauth/callback";
        let app = alice.app(uri).await;
        for _ in 0..2 {
            let begun = alice.get(&authorize(&app, uri, "openid", "")).await.assert_status(303).location();
            assert!(begun.starts_with("/Identity/Account/Consent"));
            let page = alice.get(&begun).await;
            assert!(page.header("content-security-policy").contains("form-action 'self' com.example.app:;"));
            assert!(
                alice
                    .answer_consent(&begun, "allow")
                    .await
                    .location()
                    .starts_with("com.example.app://oauth/callback?code=")
            );
        }
    })
    .await;
}

// Shows C1, A10, A12, R112.
#[tokio::test]
async fn who_says_no_comes_back_with_access_denied() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let begun = alice.get(&authorize(&app, CALLBACK, "openid", "")).await.assert_status(303).location();
        let denied = alice.answer_consent(&begun, "deny").await.assert_status(303).location();
        assert_eq!(parameter(&denied, "error").as_deref(), Some("access_denied"));
        assert_eq!(parameter(&denied, "state").as_deref(), Some("xyz"));
        alice.get(&begun).await.assert_status(400);
    })
    .await;
}

// Shows C1, C4, R111.
#[tokio::test]
async fn the_page_says_who_asks_for_what_where_the_answer_goes_and_for_how_long() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = alice.app(CALLBACK).await;
        let page = async |scope: &str| {
            let begun = bob.get(&authorize(&app, CALLBACK, scope, "")).await.location();
            bob.get(&begun).await.assert_status(200).text
        };
        let short = page("openid profile").await;
        for words in [
            "My app wants to access your account",
            "Made by Alice Adams. It runs in your browser or on your device.",
            "app.example.com",
            "Know which account you signed in with",
            "See your name and user name",
            "Act for you for 1 hour",
            "bob@example.com",
        ] {
            assert!(short.contains(words), "{words}: {short}");
        }
        let long = page("openid exepron.restapi offline_access").await;
        for words in ["Read and change projects, tasks and resources", "Stay signed in for 30 days"] {
            assert!(long.contains(words), "{words}: {long}");
        }
        let (web, _) = alice.web_server_application("https://portal.example.com/cb").await;
        let begun = bob.get(&authorize(&web, "https://portal.example.com/cb", "openid", "")).await.location();
        let web = bob.get(&begun).await.assert_status(200).text;
        // It has the grant refresh_token, so it stays signed in without asking for offline_access.
        for words in ["It runs on a server of its own.", "Stay signed in for 30 days"] {
            assert!(web.contains(words), "{words}: {web}");
        }
    })
    .await;
}

// Shows C3.
#[tokio::test]
async fn a_new_scope_is_marked_among_those_allowed_before() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let first = alice.get(&authorize(&app, CALLBACK, "openid profile", "")).await.location();
        assert!(!alice.get(&first).await.text.contains(">New<"), "at first all is new");
        alice.answer_consent(&first, "allow").await.assert_status(303);
        let more = alice.get(&authorize(&app, CALLBACK, "openid profile email", "")).await.location();
        assert_eq!(alice.get(&more).await.text.matches(">New<").count(), 1);
    })
    .await;
}

// Shows R052, R070.
#[tokio::test]
async fn a_refresh_token_comes_with_the_scope_and_the_clients_setting_and_not_without() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        for (allowed, scope, comes) in [
            (true, "openid offline_access", true),
            (true, "openid", false),
            (false, "openid offline_access", false),
            (false, "openid", false),
        ] {
            let app = alice.app(CALLBACK).await;
            let change =
                json!({ "clientId": app, "version": 1, "change": { "allowOfflineAccess": allowed } });
            let changed = alice.call("clients/change", &change).await.assert_status(200).json();
            assert_eq!(changed["allowOfflineAccess"], allowed);
            let code = alice.code(&app, CALLBACK, scope).await;
            let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
            let given = tokens.get("refresh_token");
            assert_eq!(given.is_some(), comes, "{allowed} {scope}: {tokens}");
            if let Some(token) = given {
                alice.refresh(&app, &text(token)).await.assert_status(200);
            }
            alice.call("clients/deactivate", &json!({ "clientId": app })).await.assert_status(200);
        }
    })
    .await;
}

// Shows C4, A14, OpenID Connect Core §11.
#[tokio::test]
async fn offline_access_is_asked_for_once_and_again_with_prompt_consent() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let ask = async |scope: &str, more: &str| {
            alice.get(&authorize(&app, CALLBACK, scope, more)).await.assert_status(303).location()
        };
        alice.code(&app, CALLBACK, "openid").await;
        let silent = ask("openid offline_access", "&prompt=none").await;
        assert_eq!(parameter(&silent, "error").as_deref(), Some("consent_required"));
        alice.code(&app, CALLBACK, "openid offline_access").await;
        assert!(parameter(&ask("openid offline_access", "").await, "code").is_some());
        assert!(
            ask("openid offline_access", "&prompt=consent").await.starts_with("/Identity/Account/Consent")
        );
    })
    .await;
}

// Shows C3, RFC 8252 §8.6.
#[tokio::test]
async fn a_confidential_client_on_a_loopback_address_proves_itself_and_is_remembered() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let uri = "http://localhost:5000/signin-oidc";
        let (web, _) = alice.web_server_application(uri).await;
        let app = alice.app(uri).await;
        for (client, remembered) in [(&web, true), (&app, false)] {
            alice.code(client, uri, "openid").await;
            let again = alice.get(&authorize(client, uri, "openid", "")).await.location();
            assert_eq!(again.starts_with(uri), remembered, "{again}");
        }
    })
    .await;
}

// Shows C2, A10.
#[tokio::test]
async fn an_answer_counts_once_and_only_from_the_person_who_was_asked() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let begun = alice.get(&authorize(&app, CALLBACK, "openid", "")).await.location();
        let page = alice.get(&begun).await.assert_status(200);
        let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
        let say = async |person: &str, decision: &str| {
            let fields =
                [("csrf", &*csrf), ("request", &*request), ("person", person), ("decision", decision)];
            alice.post("/Identity/Account/Consent", &fields).await
        };
        assert_eq!(page.hidden("person"), "101");
        // In another tab of the same browser Bob signs in. Alice's page is still open.
        alice.sign_in("bob@example.com", crate::world::PASSWORD).await.assert_status(303);
        let asked_anew = say("101", "allow").await.assert_status(200);
        assert!(asked_anew.text.contains("bob@example.com"), "{}", asked_anew.text);
        assert_eq!(asked_anew.hidden("person"), "102");
        say("102", "maybe").await.assert_status(400);
        let answer = say("102", "allow").await.assert_status(303).location();
        assert!(parameter(&answer, "code").is_some());
        let again = say("102", "allow").await.assert_status(400);
        assert!(again.text.contains("This page has expired") && !again.headers.contains_key("location"));
    })
    .await;
}

// Shows A9, C2.
#[tokio::test]
async fn nothing_in_a_page_or_an_address_changes_the_request() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let begun = alice.get(&authorize(&app, CALLBACK, "openid", "")).await.location();
        let more = "&scope=openid%20email&redirect_uri=https://evil.example&response_type=token&state=s2";
        let page = alice.get(&format!("{begun}{more}")).await.assert_status(200);
        assert!(
            !page.text.contains("e-mail address") && !page.text.contains("evil.example"),
            "{}",
            page.text
        );
        let (csrf, request, person) = (page.hidden("csrf"), page.hidden("request"), page.hidden("person"));
        let fields = [
            ("csrf", &*csrf),
            ("request", &*request),
            ("person", &*person),
            ("decision", "allow"),
            ("scope", "openid email"),
            ("redirect_uri", "https://evil.example"),
            ("response_mode", "form_post"),
        ];
        let answer = alice.post("/Identity/Account/Consent", &fields).await.assert_status(303).location();
        assert!(answer.starts_with(&format!("{CALLBACK}?code=")), "{answer}");
        assert_eq!(parameter(&answer, "state").as_deref(), Some("xyz"));
        let code = parameter(&answer, "code").unwrap();
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        assert_eq!(tokens["scope"], "openid");
    })
    .await;
}

// Shows A10.
#[tokio::test]
async fn a_request_waits_for_half_an_hour() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let begun = alice.get(&authorize(&app, CALLBACK, "openid", "")).await.location();
        server.wait(30 * 60 - 5);
        alice.get(&begun).await.assert_status(200);
        server.wait(6);
        let gone = alice.get(&begun).await.assert_status(400);
        assert!(gone.text.contains("This page has expired"), "{}", gone.text);
    })
    .await;
}
