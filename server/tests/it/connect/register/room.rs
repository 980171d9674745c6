//! Whose registered clients are, and how many there may be.

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::{Value, json};

use super::{call, key, on_each_open_server, register, web_app};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_nine_registrations_at_once_as_many_succeed_as_there_is_room_for() {
    on_each_open_server(async |server| {
        let stranger = server.stranger();
        let tries: Vec<_> = (0..9)
            .map(|_| {
                let stranger = stranger.clone();
                tokio::spawn(async move { register(&stranger, &web_app()).await })
            })
            .collect();
        let mut outcomes = BTreeMap::new();
        let mut last = Value::Null;
        for attempt in tries {
            let answer = attempt.await.unwrap();
            if answer.status == 201 {
                last = answer.json();
            }
            *outcomes.entry(answer.status).or_default() += 1;
        }
        assert_eq!(outcomes, BTreeMap::from([(201, 4), (403, 5)]));
        let (url, token) = key(&last);
        call(&stranger, Method::DELETE, &url, &token, None).await.assert_status(204);
        register(&stranger, &web_app()).await.assert_status(201);
    })
    .await;
}

#[tokio::test]
async fn registered_clients_are_the_administrators_and_do_not_count_for_the_ten() {
    on_each_open_server(async |server| {
        let alice = server.alice().await;
        let before = alice.call("clients/list", &json!({})).await.json();
        let registered = register(&server.stranger(), &web_app()).await.assert_status(201).json();
        let after = alice.call("clients/list", &json!({})).await.json();
        assert_eq!(after["active"], before["active"]);
        let ids: Vec<&Value> =
            after["clients"].as_array().unwrap().iter().map(|one| &one["clientId"]).collect();
        assert!(ids.contains(&&registered["client_id"]), "{ids:?}");

        let free = before["limit"].as_u64().unwrap() - before["active"].as_u64().unwrap();
        for _ in 0..free {
            alice.backend_service().await;
        }
        let id = json!({ "clientId": registered["client_id"] });
        alice.call("clients/deactivate", &id).await.assert_status(200);
        alice.call("clients/activate", &id).await.assert_status(200);
        let new = json!({ "client": { "template": "backend_service", "clientName": "One too many" } });
        alice.call("clients/create", &new).await.assert_status(409);
        register(&server.stranger(), &web_app()).await.assert_status(201);
    })
    .await;
}
