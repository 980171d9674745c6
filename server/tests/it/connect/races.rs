//! "Once", with real concurrency.

use std::collections::BTreeMap;

use crate::world::{Answer, on_each_database, text};

const CALLBACK: &str = "https://app.example.com/callback";

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_who_redeem_one_code_one_succeeds() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for _ in 0..3 {
            let code = alice.code(&app, CALLBACK, "openid").await;
            let tries = (0..50).map(|_| {
                let (alice, app, code) = (alice.clone(), app.clone(), code.clone());
                tokio::spawn(async move { alice.redeem(&app, CALLBACK, &code).await })
            });
            assert_one_winner(outcomes(tries.collect()).await, 49);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_use_one_refresh_token_one_succeeds() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for _ in 0..3 {
            let code = alice.code(&app, CALLBACK, "openid offline_access").await;
            let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
            let token = text(&tokens["refresh_token"]);
            let tries = (0..20).map(|_| {
                let (alice, app, token) = (alice.clone(), app.clone(), token.clone());
                tokio::spawn(async move { alice.refresh(&app, &token).await })
            });
            assert_one_winner(outcomes(tries.collect()).await, 19);
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twelve_clients_made_at_once_as_many_succeed_as_there_is_room_for() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        for _ in 0..8 {
            bob.backend_service().await;
        }
        let new =
            serde_json::json!({ "client": { "template": "backend_service", "clientName": "One of twelve" } });
        let tries = (0..12).map(|_| {
            let (bob, new) = (bob.clone(), new.clone());
            tokio::spawn(async move { bob.call("clients/create", &new).await })
        });
        let outcomes = outcomes(tries.collect()).await;
        assert_eq!(outcomes, BTreeMap::from([(200, 2), (409, 10)]));
        assert_eq!(bob.call("clients/list", &serde_json::json!({})).await.json()["active"], 10);
    })
    .await;
}

async fn outcomes(tries: Vec<tokio::task::JoinHandle<Answer>>) -> BTreeMap<u16, usize> {
    let mut outcomes = BTreeMap::new();
    for attempt in tries {
        *outcomes.entry(attempt.await.unwrap().status).or_default() += 1;
    }
    outcomes
}

#[track_caller]
fn assert_one_winner(outcomes: BTreeMap<u16, usize>, losers: usize) {
    assert_eq!(outcomes, BTreeMap::from([(200, 1), (400, losers)]));
}
