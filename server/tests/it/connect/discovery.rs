//! `/.well-known/openid-configuration` and its keys.

use reqwest::Method;
use reqwest::header::IF_NONE_MATCH;
use serde_json::Value;

use crate::world::{Answer, on_each_database};

// Shows D1, D2, RFC 8414 §3, OpenID Connect Discovery §4, oidcc-discovery-endpoint-verification.
#[tokio::test]
async fn discovery_names_only_addresses_that_answer() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        let document = stranger.get("/.well-known/openid-configuration").await.assert_status(200);
        assert_eq!(document.header("access-control-allow-origin"), "*");
        assert_eq!(document.json(), stranger.get("/.well-known/oauth-authorization-server").await.json());
        let document = document.json();
        assert_eq!(document["issuer"], server.issuer());
        for (name, value) in document.as_object().unwrap() {
            if let Some(address) =
                value.as_str().filter(|_| name.ends_with("_endpoint") || name == "jwks_uri")
            {
                let answer = Answer::read(stranger.plain(Method::GET, address)).await;
                assert_ne!(answer.status, 404, "{name}");
            }
        }
    })
    .await;
}

// Shows J1.
#[tokio::test]
async fn the_keys_are_public_and_there_is_one_for_each_algorithm() {
    on_each_database(async |server| {
        let keys =
            server.stranger().get("/.well-known/openid-configuration/jwks").await.assert_status(200).json();
        let keys = keys["keys"].as_array().unwrap();
        let mut algorithms: Vec<&str> = keys.iter().map(|key| key["alg"].as_str().unwrap()).collect();
        algorithms.sort_unstable();
        assert_eq!(algorithms, ["ES256", "RS256"]);
        for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
            assert!(keys.iter().all(|key: &Value| key.get(private).is_none()), "{private}");
        }
    })
    .await;
}

// Shows D4.
#[tokio::test]
async fn both_documents_are_kept_for_five_minutes_and_sent_again_only_when_they_changed() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        for path in ["/.well-known/openid-configuration", "/.well-known/openid-configuration/jwks"] {
            let first = stranger.get(path).await.assert_status(200);
            assert_eq!(first.header("cache-control"), "public, max-age=300", "{path}");
            let tag = first.header("etag").to_owned();
            assert!(tag.starts_with('"') && tag.ends_with('"'), "{tag} is not a strong tag");
            for (known, status) in [(&*tag, 304), ("\"another\", *", 304), ("\"another\"", 200)] {
                let asked =
                    stranger.plain(Method::GET, &server.identity_url(path)).header(IF_NONE_MATCH, known);
                let again = Answer::read(asked).await.assert_status(status);
                assert_eq!(again.header("etag"), tag);
                assert_eq!(again.header("cache-control"), "public, max-age=300");
                assert_eq!(again.header("access-control-allow-origin"), "*");
                assert_eq!(again.text.is_empty(), status == 304);
            }
        }
    })
    .await;
}

// Shows J2.
#[tokio::test]
async fn when_keys_change_the_key_set_has_both_and_tokens_of_both_are_good() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (client, secret) = alice.backend_service().await;
        let token = async || {
            let fields = [
                ("grant_type", "client_credentials"),
                ("client_id", &*client),
                ("client_secret", &*secret),
                ("scope", "exepron.restapi"),
            ];
            let answer = alice.token(&fields).await.assert_status(200).json();
            crate::world::text(&answer["access_token"])
        };
        let jwks = "/.well-known/openid-configuration/jwks";
        let (before, old) = (alice.get(jwks).await, token().await);
        let keys = &server.identity().keys;
        identity::keys::by_hand::rotate(keys).await.unwrap();
        let announced = alice.get(jwks).await;
        assert_ne!(announced.header("etag"), before.header("etag"));
        assert_eq!(announced.json()["keys"].as_array().unwrap().len(), 4);
        server.wait(600);
        keys.tend().await.unwrap();
        let new = token().await;
        assert_ne!(old.split('.').next(), new.split('.').next(), "another key signs");
        for token in [old, new] {
            alice.api("/odata/Projects", &token).await.assert_status(200);
        }
    })
    .await;
}
