//! A device that asks whether its person has decided (RFC 8628 §3.5).

use std::collections::BTreeMap;

use super::{begin, poll, refused, television, type_in};
use crate::world::{Person, on_each_database, text};

// Shows X-Device.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_polls_at_once_one_gets_tokens() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        for _ in 0..3 {
            let (device_code, user_code) = begin(&alice, &client, "openid offline_access").await;
            type_in(&alice, &user_code, "allow").await.assert_status(200);
            let outcomes = twenty_polls(&alice, &client, &device_code).await;
            let expected = [("invalid_grant".to_owned(), 19), ("tokens".to_owned(), 1)];
            assert_eq!(outcomes, BTreeMap::from(expected));
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_early_polls_at_once_all_but_one_are_told_to_slow_down() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, _) = begin(&alice, &client, "openid").await;
        let outcomes = twenty_polls(&alice, &client, &device_code).await;
        let expected = [("authorization_pending".to_owned(), 1), ("slow_down".to_owned(), 19)];
        assert_eq!(outcomes, BTreeMap::from(expected));
        // 5 seconds and 19 times 5 more.
        server.wait(97);
        refused(poll(&alice, &client, &device_code).await, "slow_down");
        server.wait(104);
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
    })
    .await;
}

async fn twenty_polls(person: &Person, client: &str, device_code: &str) -> BTreeMap<String, usize> {
    let polls: Vec<_> = (0..20)
        .map(|_| {
            let (person, client, code) = (person.clone(), client.to_owned(), device_code.to_owned());
            tokio::spawn(async move { poll(&person, &client, &code).await })
        })
        .collect();
    let mut outcomes = BTreeMap::new();
    for answer in polls {
        let answer = answer.await.unwrap();
        let outcome = if answer.status == 200 { "tokens".to_owned() } else { answer.error() };
        *outcomes.entry(outcome).or_default() += 1;
    }
    outcomes
}

// Shows X-Device, RFC 8628 §3.5.
#[tokio::test]
async fn each_early_poll_adds_five_seconds() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, _) = begin(&alice, &client, "openid").await;
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
        server.wait(5);
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
        refused(poll(&alice, &client, &device_code).await, "slow_down");
        server.wait(6);
        refused(poll(&alice, &client, &device_code).await, "slow_down");
        server.wait(14);
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
    })
    .await;
}

#[tokio::test]
async fn an_allowed_device_gets_its_tokens_also_when_it_asks_early() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, user_code) = begin(&alice, &client, "openid").await;
        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
        type_in(&alice, &user_code, "allow").await.assert_status(200);
        poll(&alice, &client, &device_code).await.assert_status(200);
    })
    .await;
}

// Shows X-Device, TC8.
#[tokio::test]
async fn a_device_code_works_once_and_a_replay_ends_what_it_gave() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (device_code, user_code) = begin(&alice, &client, "openid").await;
        type_in(&alice, &user_code, "allow").await.assert_status(200);
        let tokens = poll(&alice, &client, &device_code).await.assert_status(200).json();
        assert!(tokens.get("refresh_token").is_none(), "nobody asked for offline_access");
        let access_token = text(&tokens["access_token"]);
        alice.userinfo(&access_token).await.assert_status(200);
        refused(poll(&alice, &client, &device_code).await, "invalid_grant");
        alice.userinfo(&access_token).await.assert_status(401);
    })
    .await;
}

#[tokio::test]
async fn foreign_and_unknown_codes_look_the_same() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (client, other) = (television(&alice).await, television(&alice).await);
        let (device_code, user_code) = begin(&alice, &client, "openid").await;
        type_in(&alice, &user_code, "allow").await.assert_status(200);
        let foreign = poll(&alice, &other, &device_code).await.assert_status(400);
        let unknown = poll(&alice, &other, "no such code").await.assert_status(400);
        assert_eq!((foreign.error(), &foreign.text), ("invalid_grant".to_owned(), &unknown.text));
        poll(&alice, &client, &device_code).await.assert_status(200);
        refused(poll(&alice, &client, &user_code).await, "invalid_grant");
    })
    .await;
}
