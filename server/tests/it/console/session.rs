//! `/api/console/session/confirm`: the password once more, before what is hard to undo.

use serde_json::{Value, json};

use crate::world::{PASSWORD, Person, on_each_database};

/// What needs a fresh password, with arguments that change something.
async fn sensitive(alice: &Person, id: &str) -> Vec<(&'static str, Value)> {
    let listed = alice.call("secrets/list", &json!({ "clientId": id })).await.assert_status(200).json();
    let secret = &listed["secrets"][0]["secret"]["id"];
    vec![
        ("secrets/add", json!({ "clientId": id, "label": {} })),
        ("secrets/regenerate", json!({ "clientId": id, "overlap": "24h" })),
        ("secrets/remove", json!({ "clientId": id, "secretId": secret, "force": false })),
        ("clients/delete", json!({ "clientId": id, "confirmation": "Data Sync" })),
    ]
}

async fn confirm(person: &Person, password: &str) -> crate::world::Answer {
    person.call("session/confirm", &json!({ "password": password })).await
}

// Shows M10.
#[tokio::test]
async fn what_is_hard_to_undo_asks_for_the_password_after_ten_minutes() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        server.wait(601);
        let before = alice.call("clients/find", &json!({ "clientId": id })).await.json();
        for (function, arguments) in sensitive(&alice, &id).await {
            let refused = alice.call(function, &arguments).await.assert_status(403).json();
            assert_eq!(refused["code"], "reauthentication_required", "{function}");
        }
        let after = alice.call("clients/find", &json!({ "clientId": id })).await.json();
        assert_eq!(before["clientSecrets"], after["clientSecrets"], "nothing was changed");
        alice.backend_service().await;
        alice.call("clients/deactivate", &json!({ "clientId": id })).await.assert_status(200);
        alice.call("clients/activate", &json!({ "clientId": id })).await.assert_status(200);

        confirm(&alice, PASSWORD).await.assert_status(200);
        for (function, arguments) in sensitive(&alice, &id).await {
            alice.call(function, &arguments).await.assert_status(200);
        }
    })
    .await;
}

#[tokio::test]
async fn within_ten_minutes_nobody_is_asked() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        // A little less, because the clock goes on by itself.
        server.wait(590);
        for (function, arguments) in sensitive(&alice, &id).await {
            alice.call(function, &arguments).await.assert_status(200);
        }
    })
    .await;
}

// Shows L3.
#[tokio::test]
async fn a_confirmed_session_goes_on_under_another_cookie() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let old = alice.cookie("session").unwrap();
        let sid = alice.visit().await.person.unwrap().sid;
        server.wait(601);
        let answer = confirm(&alice, PASSWORD).await.assert_status(200);
        assert!(!answer.text.contains("latchkey"), "the cookie is in no body: {}", answer.text);
        assert_ne!(alice.cookie("session").unwrap(), old);
        let person = alice.visit().await.person.unwrap();
        assert_eq!(person.sid, sid);
        assert!(server.identity().clock.now() - person.authenticated_at < chrono::TimeDelta::seconds(60));
        let stolen =
            alice.plain(reqwest::Method::GET, &server.identity_url("/Identity/Account/Manage/ApiClients"));
        let stolen = server.stranger().send(stolen.header("cookie", old)).await;
        stolen.assert_status(303);
        server.stranger().call("session/confirm", &json!({ "password": PASSWORD })).await.assert_status(401);
        assert_eq!(server.events("session.confirmed").await, [Some(1)]);
    })
    .await;
}

// Shows L6.
#[tokio::test]
async fn a_wrong_password_counts_with_those_of_sign_in() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let wrong = confirm(&alice, "wrong horse").await.assert_status(422).json();
        assert_eq!(
            (&wrong["problems"][0]["field"], &wrong["problems"][0]["code"]),
            (&json!("password"), &json!("wrong"))
        );
        let mut last = confirm(&alice, "wrong horse").await;
        for _ in 0..5 {
            last = confirm(&alice, "wrong horse").await;
        }
        let refused = last.assert_status(429).json();
        assert_eq!(refused["code"], "too_many_attempts");
        assert!(refused["retryAfter"].as_u64().unwrap() >= 1);
        // The same browser at the sign-in page has to wait as well, also with the right password.
        alice.sign_in("alice@example.com", PASSWORD).await.assert_status(429);
    })
    .await;
}

#[tokio::test]
async fn a_password_is_taken_from_pages_of_ours_only() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let path = "/api/console/session/confirm";
        let crossed = alice.request(reqwest::Method::POST, path).header("origin", "https://evil.example");
        alice.send(crossed.json(&json!({ "password": PASSWORD }))).await.assert_status(403);
        let more = json!({ "password": PASSWORD, "user": 2 });
        alice.call("session/confirm", &more).await.assert_status(400);
        alice.call("session/confirm", &json!({ "password": "x".repeat(5000) })).await.assert_status(422);
    })
    .await;
}
