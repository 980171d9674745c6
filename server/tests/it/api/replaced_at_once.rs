//! `/api/v1/clients/{client_id}/regenerate-secret` with `"overlap": "now"`: what was got with the secret ends with it.

use reqwest::Method;
use serde_json::json;

use super::{CALLBACK, post};
use crate::world::{Answer, PASSWORD, Person, VERIFIER, on_each_database, text};

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
