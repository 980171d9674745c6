//! `private_key_jwt`: a client that signs instead of sending a secret (RFC 7523).

use serde_json::{Value, json};

use crate::world::{Answer, Person, Signer, TestServer, at_once, on_each_database};

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

async fn client(alice: &Person, signer: &Signer) -> String {
    let (id, secret) = alice
        .define(json!({
            "clientName": "Data Sync", "clientType": "confidential", "grantTypes": ["client_credentials"],
            "scopes": ["exepron.restapi"], "jwks": { "keys": [signer.jwk()] },
        }))
        .await;
    assert_eq!(secret, "", "keys are enough: no secret was made");
    id
}

fn claims(server: &TestServer, id: &str, jti: &str) -> Value {
    let now = server.identity().clock.now().timestamp();
    json!({ "iss": id, "sub": id, "aud": server.issuer(), "exp": now + 60, "iat": now, "jti": jti })
}

async fn ask(person: &Person, assertion: &str) -> Answer {
    person
        .token(&[
            ("grant_type", "client_credentials"),
            ("scope", "exepron.restapi"),
            ("client_assertion_type", TYPE),
            ("client_assertion", assertion),
        ])
        .await
}

// Shows X-JWT-client-auth, RFC 7523 §3.
#[tokio::test]
async fn a_client_proves_itself_by_its_key_once_for_each_jti() {
    on_each_database(|server: TestServer| async move {
        let (alice, signer) = (server.alice().await, Signer::new());
        let id = client(&alice, &signer).await;
        let header = json!({ "alg": "ES256" });
        let assertion = signer.sign(&header, &claims(&server, &id, "one"));
        ask(&alice, &assertion).await.assert_status(200);
        let replayed = ask(&alice, &assertion).await.assert_status(401);
        assert_eq!(replayed.error(), "invalid_client");

        let at_endpoint = json!([format!("{}/connect/token", server.issuer()), "https://other.example"]);
        let mut second = claims(&server, &id, "two");
        second["aud"] = at_endpoint;
        ask(&alice, &signer.sign(&header, &second)).await.assert_status(200);
    })
    .await;
}

// Shows X-JWT-client-auth.
#[tokio::test]
async fn of_twenty_uses_of_an_assertion_at_once_one_is_good() {
    on_each_database(|server: TestServer| async move {
        let (alice, signer) = (server.alice().await, Signer::new());
        let id = client(&alice, &signer).await;
        let assertion = signer.sign(&json!({ "alg": "ES256" }), &claims(&server, &id, "race"));
        let answers = at_once([(); 20].map(|()| {
            let (alice, assertion) = (alice.clone(), assertion.clone());
            async move { ask(&alice, &assertion).await }
        }))
        .await;
        assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    })
    .await;
}

// Shows X-JWT-client-auth, RFC 7523 §3.
#[tokio::test]
async fn an_assertion_of_another_key_person_server_or_time_is_refused() {
    on_each_database(|server: TestServer| async move {
        let (alice, signer) = (server.alice().await, Signer::new());
        let id = client(&alice, &signer).await;
        let other = client(&alice, &Signer::new()).await;
        let now = server.identity().clock.now().timestamp();
        let header = json!({ "alg": "ES256" });
        let good = |jti: &str| claims(&server, &id, jti);
        let changed = |jti: &str, name: &str, value: Value| {
            let mut claims = good(jti);
            claims[name] = value;
            signer.sign(&header, &claims)
        };
        let wrong = [
            Signer::new().sign(&header, &good("a")),
            changed("b", "aud", json!("https://other.example")),
            changed("c", "iss", json!(other)),
            changed("d", "sub", json!(other)),
            changed("e", "exp", json!(now - 1)),
            changed("f", "exp", json!(now + 500)),
            changed("g", "iat", json!(now + 300)),
            changed("h", "jti", json!("")),
            changed("i", "jti", Value::Null),
            signer.sign(&json!({ "alg": "none" }), &good("j")),
            signer.sign(&json!({ "alg": "HS256" }), &good("k")),
            "garbage".to_owned(),
        ];
        for assertion in wrong {
            let refused = ask(&alice, &assertion).await.assert_status(401);
            assert_eq!(refused.error(), "invalid_client", "{assertion}");
        }
        ask(&alice, &signer.sign(&header, &good("z"))).await.assert_status(200);
    })
    .await;
}

// Shows T4, X-JWT-client-auth.
#[tokio::test]
async fn an_assertion_beside_another_credential_is_no_request() {
    on_each_database(|server: TestServer| async move {
        let (alice, signer) = (server.alice().await, Signer::new());
        let id = client(&alice, &signer).await;
        let assertion = signer.sign(&json!({ "alg": "ES256" }), &claims(&server, &id, "x"));
        for (name, value) in [("client_secret", "secret"), ("client_id", "another-client")] {
            let answer = alice
                .token(&[
                    ("grant_type", "client_credentials"),
                    ("client_assertion_type", TYPE),
                    ("client_assertion", &assertion),
                    (name, value),
                ])
                .await
                .assert_status(400);
            assert_eq!(answer.error(), "invalid_request", "{name}");
        }
    })
    .await;
}
