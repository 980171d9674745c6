//! Two processes on one Postgres.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::journey::Alice;
use crate::process::{Place, Server};

/// Two servers under one public URL, and somebody who is signed in; `None` where there is no Postgres.
async fn two() -> Option<(Place, Server, Server, Alice)> {
    let place = Place::new(testkit::postgres().await?).await;
    let a = place.start().await;
    let b = place.start_another().await;
    let alice = Alice::sign_in(&place, a.identity).await;
    Some((place, a, b, alice))
}

// Shows TC2.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_of_a_hundred_codes_is_good_once_whichever_process_gets_it() {
    let Some((_place, a, b, mut alice)) = two().await else { return };
    for _ in 0..100 {
        let code = alice.code(a.identity).await;
        let (one, two, three, four) = tokio::join!(
            alice.redeem(a.identity, &code),
            alice.redeem(b.identity, &code),
            alice.redeem(b.identity, &code),
            alice.redeem(a.identity, &code),
        );
        let mut statuses = BTreeMap::new();
        for answer in [one, two, three, four] {
            *statuses.entry(answer.unwrap().status).or_insert(0) += 1;
        }
        assert_eq!(statuses, BTreeMap::from([(200, 1), (400, 3)]));
    }
}

// Shows TC6.
#[tokio::test(flavor = "multi_thread")]
async fn what_one_process_ends_the_other_refuses_at_the_next_request() {
    let Some((place, a, b, mut alice)) = two().await else { return };
    let new = json!({ "client": { "template": "backend_service", "clientName": "Nightly" } });
    let made: Value =
        serde_json::from_str(alice.call(a.identity, "clients/create", &new).await.text()).unwrap();
    let text = |pointer: &str| made.pointer(pointer).and_then(Value::as_str).unwrap().to_owned();
    let (client, secret) = (text("/client/clientId"), text("/issued/clientSecret"));
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", &*client),
        ("client_secret", &*secret),
        ("scope", "exepron.restapi"),
    ];
    let token = alice.token(b.identity, &fields).await.unwrap().member("access_token");
    assert_eq!(alice.api(&place, b.api, &token).await, 200);
    let off = alice.call(a.identity, "clients/deactivate", &json!({ "clientId": client })).await;
    assert_eq!(off.status, 200, "{}", off.text());
    assert_eq!(alice.api(&place, b.api, &token).await, 401);
    assert_eq!(alice.token(b.identity, &fields).await.unwrap().status, 401);

    // A code that comes twice ends what it gave.
    let code = alice.code(a.identity).await;
    let token = alice.redeem(a.identity, &code).await.unwrap().member("access_token");
    assert_eq!(alice.api(&place, b.api, &token).await, 200);
    assert_eq!(alice.redeem(a.identity, &code).await.unwrap().status, 400);
    assert_eq!(alice.api(&place, b.api, &token).await, 401);

    let code = alice.code(a.identity).await;
    let tokens = alice.redeem(a.identity, &code).await.unwrap();
    let (token, refresh_token) = (tokens.member("access_token"), tokens.member("refresh_token"));
    assert_eq!(alice.api(&place, b.api, &token).await, 200);
    assert_eq!(alice.revoke(a.identity, &refresh_token).await.status, 200);
    assert_eq!(alice.api(&place, b.api, &token).await, 401);
    assert_eq!(alice.refresh(b.identity, &refresh_token).await.unwrap().status, 400);
}

// Shows J2.
#[tokio::test(flavor = "multi_thread")]
async fn both_publish_the_same_keys_and_verify_what_the_other_signed() {
    let Some((place, a, b, mut alice)) = two().await else { return };
    let code = alice.code(a.identity).await;
    let token = alice.redeem(a.identity, &code).await.unwrap().member("access_token");
    assert_eq!(alice.api(&place, b.api, &token).await, 200);

    let jwks = "/.well-known/openid-configuration/jwks";
    let keys = alice.get(a.identity, jwks).await.text().matches("\"kid\"").count();
    assert!(place.run(&["keys", "rotate"]).status.success());
    let announced = Instant::now();
    loop {
        let (of_a, of_b) = (alice.get(a.identity, jwks).await, alice.get(b.identity, jwks).await);
        if of_a.text() == of_b.text() && of_a.text().matches("\"kid\"").count() == 2 * keys {
            break;
        }
        assert!(announced.elapsed() < Duration::from_secs(5), "{} {}", of_a.text(), of_b.text());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(alice.api(&place, b.api, &token).await, 200, "nothing breaks");

    // At once: both refuse what the old keys signed, and each takes what the other signs with the new ones.
    assert!(place.run(&["keys", "rotate", "--now"]).status.success());
    let replaced = Instant::now();
    while alice.api(&place, a.api, &token).await == 200 || alice.api(&place, b.api, &token).await == 200 {
        assert!(replaced.elapsed() < Duration::from_secs(5), "the old key is still good");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    for (signs, verifies) in [(&a, &b), (&b, &a)] {
        let code = alice.code(signs.identity).await;
        let token = alice.redeem(signs.identity, &code).await.unwrap().member("access_token");
        assert_eq!(alice.api(&place, verifies.api, &token).await, 200);
    }
}
