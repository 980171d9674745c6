//! How long a session lasts.

use super::{CALLBACK, DAY, HOUR, MANAGE, session_cookie, sign_in_once_more};
use crate::world::{PASSWORD, authorize, on_each_database};

// Shows L4.
#[tokio::test]
async fn a_session_ends_when_nobody_used_it_for_eight_hours() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        server.wait(8 * HOUR - 60);
        alice.get(MANAGE).await.assert_status(200);
        let bob = server.bob().await;
        server.wait(8 * HOUR + 1);
        bob.get(MANAGE).await.assert_status(303);
    })
    .await;
}

// Shows L4.
#[tokio::test]
async fn a_session_ends_twelve_hours_after_the_password_however_much_it_is_used() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        for wait in [6 * HOUR, 5 * HOUR, HOUR - 60] {
            server.wait(wait);
            alice.get(MANAGE).await.assert_status(200);
        }
        server.wait(61);
        alice.get(MANAGE).await.assert_status(303);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_begins_the_twelve_hours_anew() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        for _ in 0..2 {
            server.wait(7 * HOUR);
            sign_in_once_more(&alice, "alice@example.com").await;
        }
        server.wait(7 * HOUR);
        alice.get(MANAGE).await.assert_status(200);
    })
    .await;
}

// Shows L4.
#[tokio::test]
async fn who_stays_signed_in_does_so_for_thirty_days() {
    on_each_database(async |server| {
        let person = server.stranger();
        let csrf = person.csrf().await;
        let fields = [
            ("csrf", &*csrf),
            ("email", "alice@example.com"),
            ("password", PASSWORD),
            ("keep_signed_in", "true"),
        ];
        let kept = person.post("/Identity/Account/Login", &fields).await.assert_status(303);
        assert!(session_cookie(&kept).contains("Max-Age=2592000"));
        server.wait(30 * DAY - 60);
        person.get(MANAGE).await.assert_status(200);
        server.wait(61);
        person.get(MANAGE).await.assert_status(303);
    })
    .await;
}

#[tokio::test]
async fn a_sign_in_for_a_client_with_persistent_sso_outlives_the_browser() {
    on_each_database(async |server| {
        let app = server.alice().await.app(CALLBACK).await;
        let sign_in = async |scope: &str| {
            let person = server.stranger();
            let login = person.get(&authorize(&app, CALLBACK, scope, "")).await.assert_status(303).location();
            let page = person.get(&login).await.assert_status(200);
            let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
            let fields = [
                ("csrf", &*csrf),
                ("request", &*request),
                ("email", "bob@example.com"),
                ("password", PASSWORD),
            ];
            let answer = person.post("/Identity/Account/Login", &fields).await.assert_status(303);
            session_cookie(&answer).contains("Max-Age=2592000")
        };
        assert!(!sign_in("openid").await);
        server.execute(&format!("UPDATE clients SET persistent_sso = true WHERE client_id = '{app}'")).await;
        assert!(sign_in("openid").await);
        assert!(!sign_in("profile").await, "who doesn't ask who it is gets no lasting session");
    })
    .await;
}
