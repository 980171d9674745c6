//! `/connect/authorize`: who has to sign in, and when (OpenID Connect Core §3.1.2.1).

use super::CALLBACK;
use crate::world::{Answer, Person, authorize, claims, on_each_database, parameter, text};

/// An ID token of an app for a person.
async fn id_token(person: &Person, app: &str) -> String {
    let code = person.code(app, CALLBACK, "openid").await;
    text(&person.redeem(app, CALLBACK, &code).await.assert_status(200).json()["id_token"])
}

/// When the person behind a code last typed their password.
async fn auth_time(person: &Person, app: &str, answer: &str) -> i64 {
    let code = parameter(answer, "code").unwrap_or_else(|| panic!("no code in {answer}"));
    let tokens = person.redeem(app, CALLBACK, &code).await.assert_status(200).json();
    claims(&text(&tokens["id_token"]))["auth_time"].as_i64().unwrap()
}

// Shows A14, oidcc-prompt-none-not-logged-in, OpenID Connect Core §3.1.2.6.
#[tokio::test]
async fn prompt_none_shows_no_page() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let silent = async |person: &Person| {
            let location = person
                .get(&authorize(&app, CALLBACK, "openid", "&prompt=none"))
                .await
                .assert_status(303)
                .location();
            parameter(&location, "error")
        };
        assert_eq!(silent(&server.stranger()).await.as_deref(), Some("login_required"));
        assert_eq!(silent(&alice).await.as_deref(), Some("consent_required"));
        alice.code(&app, CALLBACK, "openid").await;
        assert_eq!(silent(&alice).await, None);
    })
    .await;
}

// Shows A14, A15, oidcc-prompt-login, OpenID Connect Core §3.1.2.1.
#[tokio::test]
async fn prompt_login_and_max_age_ask_for_the_password_again() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        let ask = async |more: &str| alice.get(&authorize(&app, CALLBACK, "openid", more)).await.location();
        assert!(ask("&max_age=60").await.starts_with(CALLBACK));
        server.wait(61);
        assert!(ask("").await.starts_with(CALLBACK));
        assert!(ask("&max_age=60").await.starts_with("/Identity/Account/Login"));
        assert_eq!(
            parameter(&ask("&max_age=60&prompt=none").await, "error").as_deref(),
            Some("login_required")
        );
        let login = ask("&prompt=login").await;
        let on = alice.sign_in_at(&login, "alice@example.com").await;
        assert!(alice.get(&on).await.assert_status(303).location().starts_with(CALLBACK));
    })
    .await;
}

// Shows A14, A15, oidcc-prompt-login, oidcc-max-age-1, oidcc-max-age-10000.
#[tokio::test]
async fn after_a_new_password_auth_time_is_newer() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        let ask = async |more: &str| alice.get(&authorize(&app, CALLBACK, "openid", more)).await.location();
        let first = auth_time(&alice, &app, &ask("&max_age=10000").await).await;
        for more in ["&prompt=login", "&max_age=0", "&prompt=select_account", "&max_age=5"] {
            server.wait(10);
            let login = ask(more).await;
            assert!(login.starts_with("/Identity/Account/Login"), "{more}: {login}");
            let on = alice.sign_in_at(&login, "alice@example.com").await;
            let answer = alice.get(&on).await.assert_status(303).location();
            assert!(auth_time(&alice, &app, &answer).await >= first + 10, "{more}");
        }
    })
    .await;
}

// Shows A14, oidcc-prompt-none-logged-in.
#[tokio::test]
async fn prompt_none_gives_a_code_for_the_same_sign_in() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let first = claims(&id_token(&alice, &app).await);
        server.wait(100);
        let answer = alice.get(&authorize(&app, CALLBACK, "openid", "&prompt=none")).await.location();
        let code = parameter(&answer, "code").unwrap();
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let second = claims(&text(&tokens["id_token"]));
        for same in ["sub", "sid", "auth_time"] {
            assert_eq!(first[same], second[same], "{same}");
        }
    })
    .await;
}

// Shows oidcc-display-page, oidcc-display-popup, oidcc-ui-locales, oidcc-claims-locales,
// oidcc-ensure-request-with-unknown-parameter-succeeds.
#[tokio::test]
async fn what_changes_nothing_is_understood_and_left() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        for more in
            ["&display=page", "&display=popup", "&ui_locales=se%20de", "&claims_locales=se", "&extra=foobar"]
        {
            let answer = alice.get(&authorize(&app, CALLBACK, "openid", more)).await.assert_status(303);
            assert!(parameter(&answer.location(), "code").is_some(), "{more}");
        }
    })
    .await;
}

// Shows A15.
#[tokio::test]
async fn max_age_0_with_prompt_none_always_asks_for_a_sign_in() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        let answer =
            alice.get(&authorize(&app, CALLBACK, "openid", "&prompt=none&max_age=0")).await.location();
        assert_eq!(parameter(&answer, "error").as_deref(), Some("login_required"));
    })
    .await;
}

// Shows A15.
#[tokio::test]
async fn a_sign_in_that_is_given_up_changes_nothing() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        let before = alice.cookie("session");
        let login = alice.get(&authorize(&app, CALLBACK, "openid", "&prompt=login")).await.location();
        alice.get(&login).await.assert_status(200);
        assert_eq!(alice.cookie("session"), before);
        let answer = alice.get(&authorize(&app, CALLBACK, "openid", "&prompt=none")).await.location();
        assert!(parameter(&answer, "code").is_some(), "{answer}");
        // And the request still waits for a password, whoever goes on without one.
        let on = login.replace("/Login", "/Consent");
        assert!(alice.get(&on).await.assert_status(303).location().starts_with("/Identity/Account/Login"));
    })
    .await;
}

// Shows oidcc-login-hint, oidcc-ui-locales, oidcc-display-popup.
#[tokio::test]
async fn the_sign_in_page_says_why_it_is_shown() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let page = async |person: &Person, more: &str| {
            let login = person.get(&authorize(&app, CALLBACK, "openid", more)).await.location();
            person.get(&login).await.assert_status(200).text
        };
        assert!(page(&alice, "&prompt=login").await.contains("Sign in once more"));
        assert!(page(&alice, "&prompt=select_account").await.contains("the account that you want to use"));
        let sub = "&claims=%7B%22id_token%22:%7B%22sub%22:%7B%22value%22:%22102%22%7D%7D%7D";
        assert!(page(&alice, sub).await.contains("expects another account"));
        let hint = "&login_hint=carol%22%3E@example.com&ui_locales=de%20fr&display=popup";
        let hinted = page(&server.stranger(), hint).await;
        assert!(hinted.contains("value=\"carol&quot;&gt;@example.com\""));
    })
    .await;
}

// Shows A15, oidcc-id-token-hint, OpenID Connect Core §3.1.2.1.
#[tokio::test]
async fn an_id_token_says_who_is_expected() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = alice.app(CALLBACK).await;
        let hint = format!("&id_token_hint={}", id_token(&alice, &app).await);
        bob.code(&app, CALLBACK, "openid").await;
        // An ID token is good for five minutes; as a hint it's good for longer.
        server.wait(3600);
        let ask = async |person: &Person, more: &str| {
            person.get(&authorize(&app, CALLBACK, "openid", &format!("{hint}{more}"))).await.location()
        };
        assert!(parameter(&ask(&alice, "&prompt=none").await, "code").is_some());
        assert!(parameter(&ask(&alice, "").await, "code").is_some());
        assert_eq!(parameter(&ask(&bob, "&prompt=none").await, "error").as_deref(), Some("login_required"));
        let login = ask(&bob, "").await;
        assert!(login.starts_with("/Identity/Account/Login"), "{login}");
        let on = bob.sign_in_at(&login, "alice@example.com").await;
        assert!(parameter(&bob.get(&on).await.location(), "code").is_some());
    })
    .await;
}

// Shows A15.
#[tokio::test]
async fn whoever_signs_in_instead_of_the_person_expected_gets_no_code() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let hint = format!("&id_token_hint={}", id_token(&alice, &app).await);
        let person = server.stranger();
        let login = person.get(&authorize(&app, CALLBACK, "openid", &hint)).await.location();
        let on = person.sign_in_at(&login, "bob@example.com").await;
        let answer = person.get(&on).await.assert_status(303).location();
        assert_eq!(parameter(&answer, "error").as_deref(), Some("login_required"));
        assert_eq!(parameter(&answer, "code"), None);
    })
    .await;
}

// Shows A15.
#[tokio::test]
async fn a_hint_that_is_no_id_token_of_this_client_is_refused() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (app, other) = (alice.app(CALLBACK).await, alice.app(CALLBACK).await);
        let code = alice.code(&app, CALLBACK, "openid").await;
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let (own, access) = (text(&tokens["id_token"]), text(&tokens["access_token"]));
        let foreign = id_token(&alice, &other).await;
        let forged = format!("{}A", own.rsplit_once('.').unwrap().0.to_owned() + ".AAAA");
        for (hint, error) in [
            (own.as_str(), None),
            (&foreign, Some("invalid_request")),
            (&access, Some("invalid_request")),
            (&forged, Some("invalid_request")),
            ("x", Some("invalid_request")),
        ] {
            let more = format!("&id_token_hint={hint}");
            let answer = alice.get(&authorize(&app, CALLBACK, "openid", &more)).await.location();
            assert_eq!(parameter(&answer, "error").as_deref(), error, "{hint}");
        }
    })
    .await;
}

// Shows C6, R065.
#[tokio::test]
async fn silent_renewal_is_a_redirect_and_our_pages_stay_out_of_frames() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        let framed = async |more: &str| {
            let address = authorize(&app, CALLBACK, "openid", more);
            let request = alice.request(reqwest::Method::GET, &address).header("sec-fetch-dest", "iframe");
            alice.send(request).await
        };
        let silent: Answer = framed("&prompt=none").await.assert_status(303);
        assert!(silent.location().starts_with(CALLBACK));
        let login = framed("&prompt=login").await.assert_status(303).location();
        for page in [alice.get(&login).await, framed("&prompt=none").await] {
            assert!(page.header("content-security-policy").contains("frame-ancestors 'none'"));
            assert_eq!(page.header("x-frame-options"), "DENY");
        }
    })
    .await;
}
