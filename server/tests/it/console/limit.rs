//! Ten active clients an account, whatever they are made of.

use serde_json::json;

use crate::world::{Person, on_each_database, text};

// Shows R098, R099, M6.
#[tokio::test]
async fn the_eleventh_active_client_is_refused_with_three_remedies() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        for _ in 0..10 {
            bob.backend_service().await;
        }
        let new = json!({ "client": { "template": "backend_service", "clientName": "Eleventh" } });
        let refused = bob.call("clients/create", &new).await.assert_status(409).json();
        assert_eq!(refused["code"], "limit_reached");
        assert_eq!(
            refused["message"],
            "You have 10 active clients, the most an account may have. Deactivate a client you no longer use, delete one, or use one client for several jobs."
        );
        let listed = bob.call("clients/list", &json!({})).await.json();
        let first = text(&listed["clients"][0]["clientId"]);
        bob.call("clients/deactivate", &json!({ "clientId": first })).await.assert_status(200);
        bob.call("clients/create", &new).await.assert_status(200);
        let back = bob.call("clients/activate", &json!({ "clientId": first })).await.assert_status(409).json();
        assert_eq!(back["code"], "limit_reached");
    })
    .await;
}

// Shows R098, R100, M6.
#[tokio::test]
async fn personal_access_tokens_count_alone_and_among_others() {
    on_each_database(async |server| {
        let new = |template: &str| json!({ "client": { "template": template, "clientName": "One more" } });
        let refused = async |person: &Person, template: &str| {
            let answer = person.call("clients/create", &new(template)).await.assert_status(409).json();
            assert_eq!(answer["code"], "limit_reached", "{template}");
        };
        // Ten tokens, and nothing else fits.
        let bob = server.bob().await;
        for _ in 0..10 {
            bob.personal_access_token().await;
        }
        refused(&bob, "personal_access_token").await;
        refused(&bob, "backend_service").await;

        // Alice has one client of each template already; tokens and services fill what is left.
        let alice = server.alice().await;
        let before = alice.call("clients/list", &json!({})).await.json();
        assert_eq!((&before["active"], &before["limit"]), (&json!(4), &json!(10)));
        for _ in 0..3 {
            alice.personal_access_token().await;
            alice.backend_service().await;
        }
        refused(&alice, "personal_access_token").await;
        refused(&alice, "backend_service").await;
    })
    .await;
}
