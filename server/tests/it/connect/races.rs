//! "Once", with real concurrency.

use std::collections::BTreeMap;

use crate::world::{Answer, Person, on_each_database, text};

const CALLBACK: &str = "https://app.example.com/callback";

// Shows TC2.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_who_redeem_one_code_one_succeeds() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for _ in 0..10 {
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

// Shows R3.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_use_one_refresh_token_one_succeeds() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid offline_access").await;
        let mut tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        for round in 0..10 {
            let answers = refresh_at_once(&alice, &app, &text(&tokens["refresh_token"])).await;
            let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status == 200);
            assert_eq!((won.len(), lost.len()), (1, 19), "round {round}");
            assert!(lost.iter().all(|answer| answer.error() == "invalid_grant"), "round {round}");
            // The next round goes on with what the winner got: nobody was revoked.
            tokens = won[0].json();
            alice.userinfo(&text(&tokens["access_token"])).await.assert_status(200);
        }
        assert!(alice.server.events("refresh.reused").await.is_empty());
    })
    .await;
}

// Shows R4.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_lost_the_same_answer_one_gets_another() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid offline_access").await;
        let mut tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        for round in 0..3 {
            let token = text(&tokens["refresh_token"]);
            let lost = alice.refresh(&app, &token).await.assert_status(200).json();
            server.wait(2);
            let answers = refresh_at_once(&alice, &app, &token).await;
            let won: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
            assert_eq!(won.len(), 1, "round {round}");
            tokens = won[0].json();
            alice.userinfo(&text(&lost["access_token"])).await.assert_status(401);
            alice.userinfo(&text(&tokens["access_token"])).await.assert_status(200);
        }
    })
    .await;
}

async fn refresh_at_once(person: &Person, app: &str, token: &str) -> Vec<Answer> {
    let tries: Vec<_> = (0..20)
        .map(|_| {
            let (person, app, token) = (person.clone(), app.to_owned(), token.to_owned());
            tokio::spawn(async move { person.refresh(&app, &token).await })
        })
        .collect();
    let mut answers = Vec::new();
    for attempt in tries {
        answers.push(attempt.await.unwrap());
    }
    answers
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
