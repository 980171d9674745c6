//! `/api/v1/clients/{client_id}/secrets` and `/regenerate-secret`

use reqwest::Method;
use serde_json::{Value, json};

use super::{CALLBACK, call, get, post, problem, problems, service};
use crate::world::{Person, on_each_database, text};

/// A service of the person: its address, its id, and its secret.
async fn made(person: &Person) -> (String, String, String) {
    let made = post(person, "/api/v1/clients", service("Sync")).await.assert_status(201).json();
    let id = text(&made["client"]["clientId"]);
    (format!("/api/v1/clients/{id}"), id, text(&made["issued"]["clientSecret"]))
}

async fn signs_in(person: &Person, id: &str, secret: &str) -> bool {
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", id),
        ("client_secret", secret),
        ("scope", "api1"),
    ];
    person.token(&fields).await.status == 200
}

// Shows R078, R080, R081, R082, R086.
#[tokio::test]
async fn a_secret_is_added_beside_the_old_one_and_shown_once() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let (path, id, first) = made(&bob).await;
        let label = json!({ "description": "green", "expiration": "2199-12-31" });
        let added = post(&bob, &format!("{path}/secrets"), label).await.assert_status(201).json();
        assert_eq!(added["secret"]["description"], "green");
        assert_eq!(added["secret"]["expiration"], "2200-01-01T00:00:00Z");
        let second = text(&added["issued"]["clientSecret"]);
        assert!(signs_in(&bob, &id, &first).await && signs_in(&bob, &id, &second).await);
        let shown = get(&bob, &path).await;
        assert!(!shown.text.contains(&second) && shown.json()["clientSecrets"][1]["description"] == "green");
        let refused = post(&bob, &format!("{path}/secrets"), json!({ "expiration": "soon" })).await;
        assert_eq!(problems(&refused.assert_status(422)), [("expiration".into(), "date".into())]);
        let refused = post(&bob, &format!("{path}/secrets"), json!({ "value": "mine" })).await;
        assert_eq!(problems(&refused.assert_status(422)), [("value".into(), "unknown".into())]);
    })
    .await;
}

#[tokio::test]
async fn the_sixth_secret_that_works_is_refused() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let (path, ..) = made(&bob).await;
        for _ in 0..4 {
            call(&bob, Method::POST, &format!("{path}/secrets"), None).await.assert_status(201);
        }
        let refused = call(&bob, Method::POST, &format!("{path}/secrets"), None).await.assert_status(409);
        assert_eq!(problem(&refused)["code"], "conflict");
        let app = bob.app(CALLBACK).await;
        call(&bob, Method::POST, &format!("/api/v1/clients/{app}/secrets"), None).await.assert_status(409);
    })
    .await;
}

#[tokio::test]
async fn a_regenerated_secret_leaves_the_old_one_the_overlap_that_was_asked_for() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let (path, id, first) = made(&bob).await;
        let regenerate = async |bob: &Person, body: Value| {
            let done = post(bob, &format!("{path}/regenerate-secret"), body).await.assert_status(200);
            text(&done.json()["issued"]["clientSecret"])
        };
        let second = regenerate(&bob, json!({ "overlap": "1h" })).await;
        assert!(signs_in(&bob, &id, &first).await && signs_in(&bob, &id, &second).await);
        server.wait(3601);
        assert!(!signs_in(&bob, &id, &first).await && signs_in(&bob, &id, &second).await);
        let late = post(&bob, &format!("{path}/regenerate-secret"), json!({})).await.assert_status(403);
        assert_eq!(problem(&late)["code"], "reauthentication_required");
        let bob = server.bob().await;
        let third = regenerate(&bob, json!({ "overlap": "now" })).await;
        assert!(!signs_in(&bob, &id, &second).await && signs_in(&bob, &id, &third).await);
        for body in [json!({ "overlap": "forever" }), json!({ "overlap": 1 }), json!({ "over": "now" })] {
            post(&bob, &format!("{path}/regenerate-secret"), body).await.assert_status(422);
        }
    })
    .await;
}

// Shows R079.
#[tokio::test]
async fn a_secret_that_is_in_use_is_removed_only_by_force() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let (path, id, secret) = made(&bob).await;
        let number = get(&bob, &path).await.json()["clientSecrets"][0]["id"].to_string();
        let one = format!("{path}/secrets/{number}");
        let remove = async |path: String| call(&bob, Method::DELETE, &path, None).await;
        // A use of this very moment is not written yet, and counts all the same.
        assert!(signs_in(&bob, &id, &secret).await);
        let refused = problem(&remove(one.clone()).await.assert_status(409));
        assert_eq!(
            (&refused["code"], &refused["recentUses"]["recent"]["uses"]),
            (&json!("conflict"), &json!(1))
        );
        remove(format!("{one}?force=perhaps")).await.assert_status(422);
        remove(format!("{one}?sure=true")).await.assert_status(422);
        remove(format!("{path}/secrets/0")).await.assert_status(404);
        remove(format!("{path}/secrets/99999999999999999999")).await.assert_status(404);
        assert!(signs_in(&bob, &id, &secret).await);
        remove(format!("{one}?force=true")).await.assert_status(204);
        assert!(!signs_in(&bob, &id, &secret).await);
        remove(format!("{one}?force=true")).await.assert_status(404);
    })
    .await;
}

// Shows R079.
#[tokio::test]
async fn the_list_of_secrets_has_what_the_console_shows_and_no_value() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let (path, id, secret) = made(&bob).await;
        let label = json!({ "description": "green" });
        let added = post(&bob, &format!("{path}/secrets"), label).await.assert_status(201).json();
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &*id),
            ("client_secret", &*secret),
            ("scope", "api1"),
        ];
        let used = bob.plain(Method::POST, &server.identity_url("/connect/token")).form(&form);
        let used = used.header("x-forwarded-for", "192.0.2.1").header("user-agent", "night-import/1.0");
        bob.send(used).await.assert_status(200);
        server.identity().recorder.flush().await;
        let answer = get(&bob, &format!("{path}/secrets")).await.assert_status(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        for value in [&secret, &text(&added["issued"]["clientSecret"])] {
            assert!(!answer.text.contains(value.as_str()), "{}", answer.text);
        }
        let listed = answer.json();
        let (first, second) = (&listed["secrets"][0], &listed["secrets"][1]);
        assert_eq!((&first["verdict"], &second["verdict"]), (&json!("in_use"), &json!("not_used_yet")));
        assert_eq!(first["evidence"]["recent"], json!({ "uses": 1, "addresses": 1 }));
        let last = &first["evidence"]["lastUse"];
        assert_eq!((&last["address"], &last["agent"]), (&json!("192.0.2.1"), &json!("night-import/1.0")));
        assert_eq!(second["secret"]["description"], "green");
        assert!(second["evidence"].get("lastUse").is_none());
        // The same use case behind both doors.
        let console = bob.call("secrets/list", &json!({ "clientId": id })).await.assert_status(200).json();
        for (number, secret) in console["secrets"].as_array().unwrap().iter().enumerate() {
            let mut here = listed["secrets"][number].clone();
            here.as_object_mut().unwrap().remove("verdict").unwrap();
            assert_eq!(&here, secret);
        }
        assert_eq!(listed["limit"], console["limit"]);
        server.wait(25 * 3600);
        let bob = server.bob().await;
        let rested = get(&bob, &format!("{path}/secrets")).await.assert_status(200).json();
        for secret in rested["secrets"].as_array().unwrap() {
            assert_eq!(secret["verdict"], "safe_to_remove");
        }
        let (alone, ..) = made(&bob).await;
        let alone = get(&bob, &format!("{alone}/secrets")).await.assert_status(200).json();
        assert_eq!(alone["secrets"][0]["verdict"], "only_one");
    })
    .await;
}
