//! `/.well-known/openid-configuration` and its keys.

use serde_json::Value;

use crate::world::on_each_database;

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
                let answer = crate::world::Answer::read(stranger.plain(reqwest::Method::GET, address)).await;
                assert_ne!(answer.status, 404, "{name}");
            }
        }
    })
    .await;
}

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
