//! `/connect/token`: a personal access token for a JWT (RFC 8693).

use serde_json::json;

use crate::world::{Answer, Person, claims, on_each_database, text};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";
const JWT: &str = "urn:ietf:params:oauth:token-type:jwt";

/// Exchanges a token; further parameters go behind.
async fn exchange(person: &Person, token: &str, more: &[(&str, &str)]) -> Answer {
    let own = [("grant_type", GRANT), ("subject_token", token), ("subject_token_type", ACCESS_TOKEN)];
    person.token(&[&own[..], more].concat()).await
}

// Shows RFC 8693 §2.1, RFC 8693 §2.2.
#[tokio::test]
async fn a_personal_access_token_becomes_a_jwt_for_an_hour() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        for (requested, issued) in
            [(None, ACCESS_TOKEN), (Some(ACCESS_TOKEN), ACCESS_TOKEN), (Some(JWT), JWT)]
        {
            let more: Vec<_> =
                requested.map(|requested| ("requested_token_type", requested)).into_iter().collect();
            let answer = exchange(&alice, &token, &more).await.assert_status(200);
            assert_eq!(answer.header("cache-control"), "no-store");
            let tokens = answer.json();
            assert_eq!(tokens["issued_token_type"], issued);
            assert_eq!((&tokens["token_type"], &tokens["expires_in"]), (&json!("Bearer"), &json!(3600)));
            assert_eq!(tokens["scope"], "exepron.restapi exepron.restapi:extended");
            assert!(tokens.get("refresh_token").is_none() && tokens.get("id_token").is_none());
            let jwt = text(&tokens["access_token"]);
            let claims = claims(&jwt);
            assert_eq!((&claims["sub"], &claims["client_id"]), (&json!("101"), &json!(id)));
            assert_eq!((&claims["account_id"], &claims["aud"]), (&json!(1), &json!(server.api_url(""))));
            alice.api("/odata/Projects?$top=1", &jwt).await.assert_status(200);
        }
    })
    .await;
}

// Shows P5, RFC 8693 §2.1.
#[tokio::test]
async fn the_jwt_has_no_more_scopes_than_the_token() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        let narrow =
            exchange(&alice, &token, &[("scope", "exepron.restapi")]).await.assert_status(200).json();
        assert_eq!(narrow["scope"], "exepron.restapi");
        for scope in ["admin", "exepron.restapi openid", "exepron.restapi api1", "nonsense"] {
            let refused = exchange(&alice, &token, &[("scope", scope)]).await.assert_status(400);
            assert_eq!(refused.error(), "invalid_scope", "{scope}");
        }
    })
    .await;
}

// Shows RFC 8693 §2.2.
#[tokio::test]
async fn the_jwt_never_outlives_the_token() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        server.wait(30 * 86_400 - 600);
        let tokens = exchange(&alice, &token, &[]).await.assert_status(200).json();
        let left = tokens["expires_in"].as_u64().unwrap();
        assert!((580..=600).contains(&left), "{left}");
        let jwt = text(&tokens["access_token"]);
        alice.api("/odata/Projects?$top=1", &jwt).await.assert_status(200);
        server.wait(601);
        alice.api("/odata/Projects?$top=1", &jwt).await.assert_status(401);
        assert_eq!(exchange(&alice, &token, &[]).await.assert_status(400).error(), "invalid_request");
    })
    .await;
}

// Shows P4.
#[tokio::test]
async fn what_ends_the_token_ends_the_jwt() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        let made = async || text(&exchange(&alice, &token, &[]).await.assert_status(200).json()["access_token"]);
        let jwt = made().await;
        alice.call("clients/deactivate", &json!({ "clientId": id })).await.assert_status(200);
        alice.api("/odata/Projects?$top=1", &jwt).await.assert_status(401);
        assert_eq!(exchange(&alice, &token, &[]).await.assert_status(400).error(), "invalid_request");

        alice.call("clients/activate", &json!({ "clientId": id })).await.assert_status(200);
        alice.api("/odata/Projects?$top=1", &jwt).await.assert_status(200);
        let removed = "UPDATE client_secrets SET removed_at = 1 WHERE client_id = (SELECT id FROM clients WHERE client_id = ";
        server.execute(&format!("{removed}'{id}')")).await;
        alice.api("/odata/Projects?$top=1", &jwt).await.assert_status(401);
    })
    .await;
}

// Shows T8.
#[tokio::test]
async fn the_addresses_of_the_token_hold_for_the_exchange_and_for_the_jwt() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        let jwt = text(&exchange(&alice, &token, &[]).await.assert_status(200).json()["access_token"]);
        let elsewhere = "UPDATE clients SET allowed_ip_addresses = '203.0.113.0/24' WHERE client_id = ";
        server.execute(&format!("{elsewhere}'{id}'")).await;
        alice.api("/odata/Projects?$top=1", &jwt).await.assert_status(401);
        assert_eq!(exchange(&alice, &token, &[]).await.assert_status(400).error(), "invalid_request");
    })
    .await;
}

// Shows RFC 8693 §2.2.
#[tokio::test]
async fn only_a_good_personal_access_token_can_be_exchanged() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        let jwt = text(&exchange(&alice, &token, &[]).await.assert_status(200).json()["access_token"]);
        let wrong = format!("exepron_pat_{id}:{}", "x".repeat(46));
        let unknown = token.replace(&id, "000000000000");
        let mut bodies = Vec::new();
        for subject in [&jwt, &wrong, &unknown, "nonsense"] {
            let refused = exchange(&alice, subject, &[]).await.assert_status(400);
            assert_eq!(refused.error(), "invalid_request");
            bodies.push(refused.text);
        }
        bodies.dedup();
        assert_eq!(bodies.len(), 1, "one body for every reason");
        for more in [
            ("requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token"),
            ("actor_token", token.as_str()),
            ("subject_token", token.as_str()),
        ] {
            assert_eq!(exchange(&alice, &token, &[more]).await.assert_status(400).error(), "invalid_request");
        }
        let elsewhere = exchange(&alice, &token, &[("audience", "https://evil.example")]).await;
        assert_eq!(elsewhere.assert_status(400).error(), "invalid_target");
    })
    .await;
}

// Shows RFC 8693 §2.1.
#[tokio::test]
async fn nobody_but_the_token_itself_may_exchange_it() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        let secret = token.split_once(':').unwrap().1.to_owned();
        exchange(&alice, &token, &[("client_id", &id)]).await.assert_status(200);
        exchange(&alice, &token, &[("client_id", &id), ("client_secret", &secret)]).await.assert_status(200);
        let wrong = exchange(&alice, &token, &[("client_id", &id), ("client_secret", "wrong")]).await;
        assert_eq!(wrong.assert_status(401).error(), "invalid_client");
        let (service, own) = alice.backend_service().await;
        let other = exchange(&alice, &token, &[("client_id", &service), ("client_secret", &own)]).await;
        assert_eq!(other.assert_status(400).error(), "unauthorized_client");
        let unknown = exchange(&alice, &token, &[("client_id", "service_unknown")]).await;
        assert_eq!(unknown.assert_status(401).error(), "invalid_client");
    })
    .await;
}
