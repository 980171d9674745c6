//! How sessions begin, go on and end (security rules L2 to L4, L10, L13).

mod ends;

use reqwest::Method;
use serde_json::Value;

use crate::world::{
    Answer, PASSWORD, Person, TestServer, authorize, claims, on_each_database, parameter, text,
};

const NEW: &str = "a long and unusual passphrase";
const CALLBACK: &str = "https://app.example.com/callback";
const MANAGE: &str = "/Identity/Account/Manage";
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// Asks with a cookie that somebody kept: 200 for a session, 303 for none.
async fn status_with(person: &Person, cookie: &str) -> u16 {
    let url = person.server.identity_url(MANAGE);
    Answer::read(person.plain(Method::GET, &url).header("cookie", cookie)).await.status
}

/// The header that sets the session's cookie.
fn session_cookie(answer: &Answer) -> String {
    let mut cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    cookies.rfind(|cookie| cookie.contains("latchkey_session")).unwrap().to_owned()
}

async fn sign_in_once_more(person: &Person, email: &str) {
    let csrf = person.csrf().await;
    let fields = [("csrf", &*csrf), ("email", email), ("password", PASSWORD), ("return_to", "/")];
    person.post("/Identity/Account/Login", &fields).await.assert_status(303);
}

async fn change_password(person: &Person, new: &str, everywhere: bool) -> Answer {
    let csrf = person.csrf().await;
    let mut fields = vec![("csrf", &*csrf), ("current_password", PASSWORD), ("new_password", new)];
    if everywhere {
        fields.push(("everywhere", "true"));
    }
    person.post("/Identity/Account/Manage/Password", &fields).await
}

async fn tokens(person: &Person, app: &str, scope: &str) -> Value {
    let code = person.code(app, CALLBACK, scope).await;
    person.redeem(app, CALLBACK, &code).await.assert_status(200).json()
}

// Shows L2, O3.
#[tokio::test]
async fn over_https_the_cookie_is_bound_to_this_host_and_taken_away_with_the_same_attributes() {
    for database in testkit::databases().await {
        eprintln!("on {}", database.name);
        let server = TestServer::start_with(database, true, &[("public_url", "https://localhost")]).await;
        let person = server.stranger();
        let begun = person.sign_in("alice@example.com", PASSWORD).await.assert_status(303);
        let csrf = person.csrf().await;
        let ended = person.post("/Identity/Account/Logout", &[("csrf", &csrf)]).await.assert_status(200);
        for (answer, empty) in [(begun, false), (ended, true)] {
            let cookie = session_cookie(&answer);
            let value = cookie.strip_prefix("__Host-latchkey_session=").unwrap().split(';').next().unwrap();
            // 256 bits in base64url.
            assert_eq!(value.len(), if empty { 0 } else { 43 }, "{cookie}");
            for attribute in ["; HttpOnly", "; SameSite=Lax", "; Secure", "; Path=/"] {
                assert!(cookie.contains(attribute), "{attribute}: {cookie}");
            }
            assert!(!cookie.contains("Domain"), "{cookie}");
            assert_eq!(cookie.contains("Max-Age=0"), empty, "{cookie}");
        }
    }
}

// Shows L3.
#[tokio::test]
async fn the_cookie_is_new_at_each_sign_in_and_the_old_one_is_dead_at_once() {
    on_each_database(async |server| {
        let person = server.alice().await;
        let first = person.cookie("session").unwrap();
        sign_in_once_more(&person, "alice@example.com").await;
        let second = person.cookie("session").unwrap();
        assert_ne!(first, second);
        assert_eq!((status_with(&person, &first).await, status_with(&person, &second).await), (303, 200));
        sign_in_once_more(&person, "bob@example.com").await;
        assert_eq!(status_with(&person, &second).await, 303, "somebody else's session ends");
        let third = person.cookie("session").unwrap();
        let csrf = person.csrf().await;
        person.post("/Identity/Account/Logout", &[("csrf", &csrf)]).await.assert_status(200);
        assert_eq!(status_with(&person, &third).await, 303);
        assert_eq!(person.cookie("session"), None);
    })
    .await;
}

#[tokio::test]
async fn clients_know_a_session_again_after_its_person_signed_in_once_more() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let sid = async || {
            let tokens = tokens(&alice, &app, "openid").await;
            claims(&text(&tokens["id_token"]))["sid"].clone()
        };
        let before = sid().await;
        sign_in_once_more(&alice, "alice@example.com").await;
        assert_eq!(before, sid().await);
        let elsewhere = server.alice().await;
        let other = tokens(&elsewhere, &app, "openid").await;
        assert_ne!(before, claims(&text(&other["id_token"]))["sid"]);
    })
    .await;
}

// Shows L3, L10.
#[tokio::test]
async fn a_new_password_needs_the_old_one_and_ends_all_other_sessions() {
    on_each_database(async |server| {
        let (alice, elsewhere) = (server.alice().await, server.alice().await);
        let before = alice.cookie("session").unwrap();
        let csrf = alice.csrf().await;
        let fields = [("csrf", &*csrf), ("current_password", "wrong password"), ("new_password", NEW)];
        let refused = alice.post("/Identity/Account/Manage/Password", &fields).await.assert_status(422);
        assert!(refused.text.contains("not your current password"));
        let refused = change_password(&alice, "short", false).await.assert_status(422);
        assert!(refused.text.contains("Use 8 characters"));
        change_password(&alice, NEW, false).await.assert_status(303);
        alice.get(MANAGE).await.assert_status(200);
        assert_eq!(status_with(&alice, &before).await, 303, "the cookie of before is dead");
        elsewhere.get(MANAGE).await.assert_status(303);
        server.stranger().sign_in("alice@example.com", PASSWORD).await.assert_status(422);
        server.stranger().sign_in("alice@example.com", NEW).await.assert_status(303);
    })
    .await;
}

// Shows L10.
#[tokio::test]
async fn a_new_password_ends_what_other_sessions_gave_and_everywhere_means_everything() {
    on_each_database(async |server| {
        for everywhere in [false, true] {
            let (alice, elsewhere) = (server.bob().await, server.bob().await);
            let app = alice.app(CALLBACK).await;
            let here = tokens(&alice, &app, "openid").await;
            let there = tokens(&elsewhere, &app, "openid").await;
            let offline = tokens(&elsewhere, &app, "openid offline_access").await;
            change_password(&alice, if everywhere { NEW } else { PASSWORD }, everywhere)
                .await
                .assert_status(303);
            let refresh = text(&offline["refresh_token"]);
            let seen = (
                alice.userinfo(&text(&here["access_token"])).await.status,
                alice.userinfo(&text(&there["access_token"])).await.status,
                alice.refresh(&app, &refresh).await.status,
            );
            assert_eq!(seen, if everywhere { (401, 401, 400) } else { (200, 401, 200) }, "{everywhere}");
        }
    })
    .await;
}

// Shows L13, R7.
#[tokio::test]
async fn who_is_disabled_or_deleted_is_out_at_once() {
    on_each_database(async |server| {
        for (email, statement) in [
            ("bob@example.com", "UPDATE users SET disabled_at = 1 WHERE id = 102"),
            ("alice@example.com", "DELETE FROM users WHERE id = 101"),
        ] {
            let person = server.signed_in(email).await;
            let app = person.app(CALLBACK).await;
            let given = tokens(&person, &app, "openid offline_access").await;
            let (access, refresh) = (text(&given["access_token"]), text(&given["refresh_token"]));
            person.userinfo(&access).await.assert_status(200);
            server.execute(statement).await;
            person.get(MANAGE).await.assert_status(303);
            person.userinfo(&access).await.assert_status(401);
            assert_ne!(person.refresh(&app, &refresh).await.status, 200);
            let silent = authorize(&app, CALLBACK, "openid", "&prompt=none");
            let refused = person.get(&silent).await;
            if refused.status == 303 {
                assert_eq!(parameter(&refused.location(), "error").as_deref(), Some("login_required"));
            } else {
                // The client went with its owner.
                refused.assert_status(400);
            }
            server.stranger().sign_in(email, PASSWORD).await.assert_status(422);
        }
    })
    .await;
}

// Shows O3.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_code_that_is_issued_while_its_person_signs_out_is_good_for_nothing() {
    on_each_database(async |server| {
        let app = server.alice().await.app(CALLBACK).await;
        server.alice().await.code(&app, CALLBACK, "openid").await;
        for _ in 0..10 {
            let alice = server.alice().await;
            let csrf = alice.csrf().await;
            let asking = {
                let (alice, address) = (alice.clone(), authorize(&app, CALLBACK, "openid", ""));
                tokio::spawn(async move { alice.get(&address).await })
            };
            let leaving = {
                let alice = alice.clone();
                tokio::spawn(async move { alice.post("/Identity/Account/Logout", &[("csrf", &csrf)]).await })
            };
            let (asked, left) = (asking.await.unwrap(), leaving.await.unwrap());
            left.assert_status(200);
            let code = Some(asked).filter(|asked| asked.status == 303);
            if let Some(code) = code.and_then(|asked| parameter(&asked.location(), "code")) {
                alice.redeem(&app, CALLBACK, &code).await.assert_status(400);
            }
        }
    })
    .await;
}

// Shows L13.
#[tokio::test]
async fn every_page_of_a_signed_in_person_offers_to_sign_out() {
    on_each_database(async |server: TestServer| {
        let alice = server.alice().await;
        for page in [MANAGE, "/Identity/Account/Manage/Password", "/Identity/Account/Manage/ApiClients"] {
            let shown = alice.get(page).await.assert_status(200);
            assert!(shown.text.contains(r#"action="/Identity/Account/Logout""#), "{page}");
        }
    })
    .await;
}
