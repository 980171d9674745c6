//! Who may call the functions of the console: every one that is declared, and no other.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, PASSWORD, Person, on_each_database};

const FORM: &str = "application/x-www-form-urlencoded";

/// Every function with arguments that it would take, about a client and one of its secrets.
pub(super) fn functions(id: &str, secret: &Value) -> Vec<(&'static str, Value)> {
    let new = json!({ "client": { "template": "backend_service", "clientName": "Crafted" } });
    let all = vec![
        ("clients/list", json!({})),
        ("clients/create", new),
        ("session/who", json!({})),
        ("session/confirm", json!({ "password": PASSWORD })),
        ("clients/find", json!({ "clientId": id })),
        ("clients/activity", json!({ "clientId": id })),
        ("clients/first-call", json!({ "clientId": id })),
        ("clients/change", json!({ "clientId": id, "version": 1, "change": { "clientName": "Crafted" } })),
        ("clients/activate", json!({ "clientId": id })),
        ("clients/deactivate", json!({ "clientId": id })),
        ("clients/revoke", json!({ "clientId": id })),
        ("clients/delete", json!({ "clientId": id, "confirmation": "Data Sync" })),
        ("secrets/list", json!({ "clientId": id })),
        ("secrets/add", json!({ "clientId": id, "label": {} })),
        ("secrets/regenerate", json!({ "clientId": id, "overlap": "now" })),
        ("secrets/remove", json!({ "clientId": id, "secretId": secret, "force": true })),
    ];
    let declared: BTreeSet<String> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let known: BTreeSet<String> = all.iter().map(|(name, _)| format!("/api/console/{name}")).collect();
    assert_eq!(declared, known, "this walk knows every function");
    all
}

/// Alice's service and the number of its secret.
pub(super) async fn with_secret(alice: &Person) -> (String, Value) {
    let (id, _) = alice.backend_service().await;
    let listed = alice.call("secrets/list", &json!({ "clientId": id })).await.assert_status(200).json();
    (id, listed["secrets"][0]["secret"]["id"].clone())
}

// Shows M1, M2, M3, M4.
#[tokio::test]
async fn every_function_is_closed_to_strangers_other_sites_and_other_types() {
    on_each_database(async |server| {
        let (alice, stranger) = (server.alice().await, server.stranger());
        let (id, secret) = with_secret(&alice).await;
        let before = server.dump().await;
        for (name, arguments) in functions(&id, &secret) {
            let refused = stranger.call(name, &arguments).await.assert_status(401).json();
            assert_eq!(refused["code"], "not_signed_in", "{name}");
            let path = format!("/api/console/{name}");
            let request = || alice.request(Method::POST, &path);
            for (header, value) in
                [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("x-nothing", "")]
            {
                alice.send(request().header(header, value).json(&arguments)).await.assert_status(403);
            }
            for kind in ["text/plain", FORM, "multipart/form-data; boundary=x"] {
                let typed = request().header("origin", server.issuer()).header("content-type", kind);
                alice.send(typed.body(arguments.to_string())).await.assert_status(415);
            }
            alice.send(alice.request(Method::GET, &path)).await.assert_status(405);
        }
        assert_eq!(server.dump().await, before, "nothing was made, changed or deleted");
    })
    .await;
}

// Shows R096, M1.
#[tokio::test]
async fn somebody_elses_client_looks_like_one_that_does_not_exist_to_every_function() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (id, secret) = with_secret(&alice).await;
        let before = server.dump().await;
        let nobodys = functions("service_000000000000", &secret);
        let mut about_nothing = Vec::new();
        for ((name, arguments), (_, other)) in functions(&id, &secret).into_iter().zip(nobodys) {
            if arguments == other {
                about_nothing.push(name);
                continue;
            }
            let theirs: Answer = bob.call(name, &arguments).await.assert_status(404);
            let none = bob.call(name, &other).await.assert_status(404);
            assert_eq!(theirs.text, none.text, "{name}");
        }
        // A new function belongs here only if it names nothing that could be somebody else's.
        assert_eq!(about_nothing, ["clients/list", "clients/create", "session/who", "session/confirm"]);
        assert_eq!(server.dump().await, before, "nothing was changed");
    })
    .await;
}
