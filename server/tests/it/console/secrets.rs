//! `/api/console/secrets`: how secrets come, are looked at, and go.

use serde_json::{Value, json};

use crate::world::{Person, on_each_database, text};

/// A use of a secret from an address, by a program of this name.
async fn use_from(person: &Person, address: &str, agent: &str, id: &str, secret: &str) {
    let form = [
        ("grant_type", "client_credentials"),
        ("scope", "exepron.restapi"),
        ("client_id", id),
        ("client_secret", secret),
    ];
    let request = person.plain(reqwest::Method::POST, &person.server.identity_url("/connect/token"));
    let request = request.header("x-forwarded-for", address).header("user-agent", agent).form(&form);
    person.send(request).await.assert_status(200);
    // One after the other, so that the last one is the last one.
    person.server.identity().recorder.flush().await;
}

async fn list(person: &Person, id: &str) -> Vec<Value> {
    let answer = person.call("secrets/list", &json!({ "clientId": id })).await.assert_status(200).json();
    assert_eq!(answer["limit"], 5);
    answer["secrets"].as_array().unwrap().clone()
}

async fn add(person: &Person, id: &str, label: Value) -> crate::world::Answer {
    person.call("secrets/add", &json!({ "clientId": id, "label": label })).await
}

fn removal(id: &str, secret: &Value, force: bool) -> Value {
    json!({ "clientId": id, "secretId": secret["secret"]["id"], "force": force })
}

// Shows R078, R079, R086.
#[tokio::test]
async fn a_secret_tells_how_often_it_was_used_and_from_where() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let unused = &list(&alice, &id).await[0];
        assert_eq!(unused["evidence"], json!({ "recent": { "uses": 0, "addresses": 0 } }));

        for address in ["192.0.2.1", "192.0.2.1", "2001:db8::7"] {
            use_from(&alice, address, "night-import/1.0", &id, &secret).await;
        }
        let used = &list(&alice, &id).await[0]["evidence"];
        assert_eq!(used["recent"], json!({ "uses": 3, "addresses": 2 }));
        // `Last used` moves once a minute, so it tells of the first of these.
        assert_eq!(used["lastUse"]["address"], "192.0.2.1");
        assert_eq!(used["lastUse"]["agent"], "night-import/1.0");

        server.wait(60);
        use_from(&alice, "2001:db8::7", "", &id, &secret).await;
        let used = &list(&alice, &id).await[0]["evidence"];
        assert_eq!(
            (&used["recent"]["uses"], &used["lastUse"]["address"]),
            (&json!(4), &json!("2001:db8::7"))
        );

        server.wait(25 * 3600);
        let alice = server.alice().await;
        let rested = &list(&alice, &id).await[0]["evidence"];
        assert_eq!(rested["recent"], json!({ "uses": 0, "addresses": 0 }));
        assert_eq!(rested["lastUse"]["address"], "2001:db8::7", "the last use is remembered");
    })
    .await;
}

#[tokio::test]
async fn a_personal_access_token_tells_where_it_is_used_at_the_api() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        let request = alice.plain(reqwest::Method::GET, &server.api_url("/odata/Projects"));
        let request = request.bearer_auth(&token).header("x-forwarded-for", "198.51.100.9");
        alice.send(request.header("user-agent", "Excel")).await.assert_status(200);
        server.identity().recorder.flush().await;
        let used = &list(&alice, &id).await[0]["evidence"];
        assert_eq!(used["recent"], json!({ "uses": 1, "addresses": 1 }));
        assert_eq!(
            (&used["lastUse"]["address"], &used["lastUse"]["agent"]),
            (&json!("198.51.100.9"), &json!("Excel"))
        );
    })
    .await;
}

// Shows R078, R079.
#[tokio::test]
async fn a_secret_in_use_is_kept_with_the_evidence_unless_it_is_forced_out() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        use_from(&alice, "192.0.2.1", "night-import/1.0", &id, &secret).await;
        let known = &list(&alice, &id).await[0];
        let refused =
            alice.call("secrets/remove", &removal(&id, known, false)).await.assert_status(409).json();
        assert_eq!(refused["code"], "conflict");
        assert_eq!(refused["message"], "This secret is in use: 1 use from 1 address in the last 24 hours.");
        assert_eq!(refused["recentUses"]["recent"], json!({ "uses": 1, "addresses": 1 }));
        assert_eq!(refused["recentUses"]["lastUse"]["address"], "192.0.2.1");
        assert_eq!(list(&alice, &id).await.len(), 1);

        alice.call("secrets/remove", &removal(&id, known, true)).await.assert_status(200);
        assert_eq!(list(&alice, &id).await.len(), 0);
        let again = alice.call("secrets/remove", &removal(&id, known, true)).await.assert_status(404).json();
        assert_eq!(again["message"], "There is no such secret.");
    })
    .await;
}

// Shows R077, R078, R080.
#[tokio::test]
async fn a_secret_is_added_with_a_label_and_an_end() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let today = server.identity().clock.now().date_naive();
        let label = json!({ "description": "blue", "expiration": today.to_string() });
        let added = add(&alice, &id, label).await.assert_status(200);
        assert_eq!(added.header("cache-control"), "no-store");
        let added = added.json();
        assert!(text(&added["issued"]["clientSecret"]).ends_with("=="));
        let end = today.succ_opt().unwrap().and_hms_opt(0, 0, 0).unwrap().and_utc();
        assert_eq!(added["secret"]["expiration"], json!(end), "the day lasts to its end");
        let listed = list(&alice, &id).await;
        assert_eq!(listed[1]["secret"]["description"], "blue");
        assert!(!listed[1].to_string().contains(&text(&added["issued"]["clientSecret"])));

        let yesterday = today.pred_opt().unwrap().to_string();
        for (label, field, code) in [
            (json!({ "expiration": yesterday }), "expiration", "past"),
            (json!({ "expiration": "soon" }), "expiration", "date"),
            (json!({ "description": "x".repeat(201) }), "description", "length"),
        ] {
            let refused = add(&alice, &id, label).await.assert_status(422).json();
            assert_eq!(
                (&refused["problems"][0]["field"], &refused["problems"][0]["code"]),
                (&json!(field), &json!(code))
            );
        }
    })
    .await;
}

// Shows R081, R082.
#[tokio::test]
async fn a_regenerated_secret_leaves_the_old_one_retiring() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let new = alice.call("secrets/regenerate", &json!({ "clientId": id, "overlap": "24h" })).await;
        let new = new.assert_status(200).json();
        let listed = list(&alice, &id).await;
        assert!(listed[0]["supersededAt"].is_string() && listed[0]["secret"]["expiration"].is_string());
        assert!(listed[1].get("supersededAt").is_none(), "the new one stands");
        assert_eq!(listed[1]["secret"]["id"], new["secret"]["id"]);
        let bad = json!({ "clientId": id, "overlap": "2h" });
        alice.call("secrets/regenerate", &bad).await.assert_status(400);
    })
    .await;
}

#[tokio::test]
async fn the_sixth_secret_is_refused_in_words() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        for _ in 0..4 {
            add(&alice, &id, json!({})).await.assert_status(200);
        }
        let refused = add(&alice, &id, json!({})).await.assert_status(409).json();
        assert_eq!(
            refused["message"],
            "This client has 5 secrets that work, the most it may have. Remove one first."
        );
        assert!(refused.get("recentUses").is_none());
    })
    .await;
}

#[tokio::test]
async fn a_secret_of_another_client_is_none_of_this_one() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let secret = list(&alice, &id).await[0]["secret"]["id"].clone();
        let (other, _) = alice.backend_service().await;
        let foreign = json!({ "clientId": other, "secretId": secret, "force": true });
        alice.call("secrets/remove", &foreign).await.assert_status(404);
        assert_eq!(list(&alice, &id).await.len(), 1, "nothing was removed");
    })
    .await;
}

// Shows R085.
#[tokio::test]
async fn an_owner_is_reminded_fourteen_and_three_days_before_a_secret_ends() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        alice.personal_access_token().await;
        let remind = async || identity::clients::remind(server.identity()).await.unwrap();
        let day = 24 * 3600;
        assert_eq!(remind().await, 0, "it lasts thirty days");
        server.wait(16 * day - 60);
        assert_eq!(remind().await, 0);
        server.wait(120);
        assert_eq!((remind().await, remind().await), (1, 0), "fourteen days before, once");
        server.wait(11 * day);
        assert_eq!((remind().await, remind().await), (1, 0), "three days before, once");
        assert_eq!(server.events("client.secret.expiring").await, [Some(1), Some(1)]);
    })
    .await;
}
