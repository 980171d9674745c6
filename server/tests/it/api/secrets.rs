//! `/api/v1/clients/{client_id}/secrets` and `/regenerate-secret`

use reqwest::Method;
use serde_json::{Value, json};

use super::{CALLBACK, call, get, post, problem, problems, service};
use crate::world::{Answer, PASSWORD, Person, VERIFIER, on_each_database, text};

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

// Shows R081.
#[tokio::test]
async fn what_was_got_with_a_secret_that_is_replaced_at_once_ends_with_it() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (service, first) = alice.backend_service().await;
        let own = [("grant_type", "client_credentials"), ("scope", "exepron.restapi")];
        let legacy = [("grant_type", "password"), ("username", "alice@example.com"), ("password", PASSWORD)];
        let before = [
            given(&alice, &service, &first, &own).await,
            given(&alice, &service, &first, &[&legacy[..], &[("scope", "exepron.restapi")]].concat()).await,
        ];
        for overlap in ["until_removed", "7d", "24h", "1h"] {
            let second = regenerated(&alice, &service, overlap).await;
            for token in &before {
                alice.api("/odata/Projects", token).await.assert_status(200);
            }
            assert!(is_active(&alice, &service, &second, &before[0]).await, "{overlap}");
        }
        let last = regenerated(&alice, &service, "now").await;
        for token in &before {
            let refused = alice.api("/odata/Projects", token).await.assert_status(401);
            assert!(refused.header("www-authenticate").contains("invalid_token"));
            assert!(!is_active(&alice, &service, &last, token).await);
        }
        let after = given(&alice, &service, &last, &own).await;
        alice.api("/odata/Projects", &after).await.assert_status(200);
        assert!(is_active(&alice, &service, &last, &after).await, "in the same second");
    })
    .await;
}

// Shows R081.
#[tokio::test]
async fn people_sign_in_again_where_the_secret_is_replaced_at_once() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let portal = json!({
            "clientName": "My portal", "clientType": "confidential", "redirectUris": [CALLBACK],
            "grantTypes": ["authorization_code", "refresh_token"], "scopes": ["openid", "exepron.restapi"],
        });
        let made = post(&alice, "/api/v1/clients", portal).await.assert_status(201).json();
        let (id, first) = (text(&made["client"]["clientId"]), text(&made["issued"]["clientSecret"]));
        let code = alice.code(&id, CALLBACK, "openid exepron.restapi").await;
        let redeem = [
            ("grant_type", "authorization_code"),
            ("code", &code),
            ("redirect_uri", CALLBACK),
            ("code_verifier", VERIFIER),
        ];
        let tokens = answer(&alice, &id, &first, &redeem).await.assert_status(200).json();
        let (access, refresh) = (text(&tokens["access_token"]), text(&tokens["refresh_token"]));
        let unused = alice.code(&id, CALLBACK, "openid exepron.restapi").await;

        let second = regenerated(&alice, &id, "1h").await;
        let renew = |token| [("grant_type", "refresh_token"), ("refresh_token", token)];
        let renewed = answer(&alice, &id, &second, &renew(&refresh)).await.assert_status(200).json();
        alice.api("/odata/Projects", &access).await.assert_status(200);

        let third = regenerated(&alice, &id, "now").await;
        for token in [&access, &text(&renewed["access_token"])] {
            alice.api("/odata/Projects", token).await.assert_status(401);
        }
        let refused = answer(&alice, &id, &third, &renew(&refresh)).await;
        assert_eq!(refused.assert_status(400).error(), "invalid_grant");
        let redeem = [redeem[0], ("code", &unused), redeem[2], redeem[3]];
        assert_eq!(answer(&alice, &id, &third, &redeem).await.assert_status(400).error(), "invalid_grant");
        alice.code(&id, CALLBACK, "openid exepron.restapi").await;
    })
    .await;
}

async fn regenerated(person: &Person, id: &str, overlap: &str) -> String {
    let path = format!("/api/v1/clients/{id}/regenerate-secret");
    let done = post(person, &path, json!({ "overlap": overlap })).await.assert_status(200);
    text(&done.json()["issued"]["clientSecret"])
}

/// What the token endpoint says to a client that shows this secret.
async fn answer(person: &Person, id: &str, secret: &str, fields: &[(&str, &str)]) -> Answer {
    person.token(&[fields, &[("client_id", id), ("client_secret", secret)]].concat()).await
}

async fn given(person: &Person, id: &str, secret: &str, fields: &[(&str, &str)]) -> String {
    text(&answer(person, id, secret, fields).await.assert_status(200).json()["access_token"])
}

async fn is_active(person: &Person, id: &str, secret: &str, token: &str) -> bool {
    let url = person.server.identity_url("/connect/introspect");
    let form = [("client_id", id), ("client_secret", secret), ("token", token)];
    let said = person.send(person.plain(Method::POST, &url).form(&form)).await.assert_status(200);
    said.json()["active"].as_bool().unwrap()
}
