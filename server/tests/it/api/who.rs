//! Who may manage clients.

use reqwest::Method;
use serde_json::{Value, json};

use super::{CALLBACK, call, call_with, get, problem, token_of_client};
use crate::world::{Answer, Person, ProofKey, TestServer, bound, on_each_database, text};

const EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";

/// Every operation as the document lists it, aimed at a client and one of its secrets, with a body that would be taken.
async fn operations(server: &TestServer, client: &str, secret: &str) -> Vec<(Method, String, Option<Value>)> {
    let document = server.stranger().get("/api/v1/openapi.json").await.assert_status(200).json();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let path = path.replace("{client_id}", client).replace("{secret_id}", secret);
        // What is named by something else than a client is as unknown under a client's id as under any other.
        let path = path.replace("{id}", client);
        assert!(!path.contains('{'), "nothing is known for {path}");
        for (method, operation) in methods.as_object().unwrap() {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let body = operation.get("requestBody").map(|_| body(&text(&operation["operationId"])));
            all.push((method, path.clone(), body));
        }
    }
    assert!(all.len() >= 21, "{} operations", all.len());
    all
}

fn body(operation: &str) -> Value {
    match operation {
        "createClient" | "importClients" => json!({
            "clientName": "Crafted", "clientType": "confidential", "grantTypes": ["client_credentials"],
        }),
        "changeClient" => json!({ "clientName": "Crafted" }),
        "addSecret" => json!({ "description": "crafted" }),
        "regenerateSecret" => json!({ "overlap": "now" }),
        other => panic!("no body is known for {other}"),
    }
}

/// Alice with a client; its id and the number of its secret.
async fn with_client(alice: &Person) -> (String, String) {
    let (id, _) = alice.backend_service().await;
    let client = get(alice, &format!("/api/v1/clients/{id}")).await.assert_status(200).json();
    (id, client["clientSecrets"][0]["id"].to_string())
}

/// All that Alice has, to see whether anything was changed.
async fn all(alice: &Person) -> Value {
    get(alice, "/api/v1/clients").await.assert_status(200).json()
}

// Shows M1, M3.
#[tokio::test]
async fn every_operation_is_closed_to_strangers_and_to_pages_of_other_sites() {
    on_each_database(async |server| {
        let (alice, stranger) = (server.alice().await, server.stranger());
        let (id, secret) = with_client(&alice).await;
        let before = all(&alice).await;
        for (method, path, body) in operations(&server, &id, &secret).await {
            let refused = call(&stranger, method.clone(), &path, body.as_ref()).await.assert_status(401);
            assert_eq!(problem(&refused)["code"], "not_signed_in", "{method} {path}");
            assert!(refused.header("www-authenticate").starts_with("Bearer"));
            if method == Method::GET {
                continue;
            }
            for (name, value) in
                [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site"), ("x-nothing", "")]
            {
                let crossed = alice.request(method.clone(), &path).header(name, value);
                let crossed = if let Some(body) = &body { crossed.json(body) } else { crossed };
                let refused = alice.send(crossed).await.assert_status(403);
                assert_eq!(problem(&refused)["code"], "cross_site", "{method} {path} {name}");
            }
        }
        assert_eq!(all(&alice).await, before, "nothing was changed");
    })
    .await;
}

// Shows R096, M1.
#[tokio::test]
async fn a_strangers_client_looks_like_one_that_does_not_exist_to_every_operation() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (id, secret) = with_client(&alice).await;
        let before = all(&alice).await;
        let theirs = operations(&server, &id, &secret).await;
        let nobodys = operations(&server, "service_000000000000", &secret).await;
        let impossible = operations(&server, "%27%20OR%201%3D1", &secret).await;
        let admin = token_of_client(&bob, "admin").await;
        for ((one, other), third) in theirs.into_iter().zip(nobodys).zip(impossible) {
            let (method, path, body) = one;
            if !path.contains(&id) {
                continue;
            }
            let refused = call(&bob, method.clone(), &path, body.as_ref()).await.assert_status(404);
            let none = call(&bob, method.clone(), &other.1, body.as_ref()).await.assert_status(404);
            let never = call(&bob, method.clone(), &third.1, body.as_ref()).await.assert_status(404);
            assert_eq!(problem(&refused), problem(&none), "{method} {path}");
            assert_eq!(problem(&refused), problem(&never), "{method} {path}");
            call_with(&bob, &admin, method, &path, body.as_ref()).await.assert_status(404);
        }
        assert_eq!(all(&alice).await, before, "nothing was changed");
    })
    .await;
}

// Shows P6.
#[tokio::test]
async fn neither_a_personal_access_token_nor_what_it_was_exchanged_for_opens_any_operation() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = with_client(&alice).await;
        let (of_token, token) = alice.personal_access_token().await;
        let more = format!("UPDATE clients SET scopes = 'admin api1' WHERE client_id = '{of_token}'");
        server.execute(&more).await;
        let fields =
            [("grant_type", EXCHANGE), ("subject_token", &*token), ("subject_token_type", ACCESS_TOKEN)];
        let exchanged = alice.token(&fields).await.assert_status(200).json();
        assert_eq!(exchanged["scope"], "admin api1");
        let before = all(&alice).await;
        for (method, path, body) in operations(&server, &id, &secret).await {
            for token in
                [&token, &text(&exchanged["access_token"]), "exepron_pat_abc123def456:dGVzdHNlY3JldA=="]
            {
                let refused = call_with(&alice, token, method.clone(), &path, body.as_ref()).await;
                assert_eq!(problem(&refused.assert_status(403))["code"], "personal_access_token", "{path}");
            }
        }
        assert_eq!(all(&alice).await["active"], before["active"], "nothing was changed");
    })
    .await;
}

#[tokio::test]
async fn a_token_without_the_scope_admin_opens_no_operation() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = with_client(&alice).await;
        let token = token_of_client(&alice, "api1").await;
        for (method, path, body) in operations(&server, &id, &secret).await {
            let refused = call_with(&alice, &token, method, &path, body.as_ref()).await.assert_status(403);
            assert_eq!(problem(&refused)["code"], "insufficient_scope", "{path}");
            let challenge = refused.header("www-authenticate");
            assert!(challenge.contains("error=\"insufficient_scope\", scope=\"admin\""), "{challenge}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_with_the_scope_admin_acts_for_its_clients_owner_or_for_its_person() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (theirs, _) = bob.backend_service().await;
        let of_owner = token_of_client(&alice, "admin").await;
        let app = bob.app(CALLBACK).await;
        server
            .execute(&format!("UPDATE clients SET scopes = 'openid admin' WHERE client_id = '{app}'"))
            .await;
        // Alice signs in at an app of Bob's: it manages her clients, and none of his.
        let code = alice.code(&app, CALLBACK, "openid admin").await;
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let of_person = text(&tokens["access_token"]);
        for token in [&of_owner, &of_person] {
            let listed = call_with(&alice, token, Method::GET, "/api/v1/clients", None).await;
            let listed = listed.assert_status(200).json();
            assert!(
                listed["clients"].as_array().unwrap().iter().any(|one| one["clientName"] == "Automation")
            );
            let path = format!("/api/v1/clients/{theirs}");
            call_with(&alice, token, Method::GET, &path, None).await.assert_status(404);
            let new = json!({ "template": "backend_service", "clientName": "Made by a program" });
            let made = call_with(&alice, token, Method::POST, "/api/v1/clients", Some(&new)).await;
            let id = text(&made.assert_status(201).json()["client"]["clientId"]);
            get(&alice, &format!("/api/v1/clients/{id}")).await.assert_status(200);
        }
    })
    .await;
}

#[tokio::test]
async fn a_bad_token_is_not_made_good_by_a_cookie() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        for header in ["Bearer nonsense", "Bearer ", "Basic YTpi", "Nonsense x", "DPoP nonsense"] {
            let request = alice.request(Method::GET, "/api/v1/clients").header("authorization", header);
            let refused = alice.send(request).await.assert_status(401);
            assert_eq!(problem(&refused)["code"], "invalid_token", "{header}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_switched_off_opens_nothing_any_more() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let token = token_of_client(&bob, "admin").await;
        let list = async || call_with(&bob, &token, Method::GET, "/api/v1/clients", None).await;
        list().await.assert_status(200);
        let elsewhere = "UPDATE clients SET allowed_ip_addresses = '192.0.2.1' WHERE name = 'Automation'";
        server.execute(elsewhere).await;
        list().await.assert_status(401);
        server.execute("UPDATE clients SET allowed_ip_addresses = '' WHERE name = 'Automation'").await;
        list().await.assert_status(200);
        server.execute("UPDATE users SET disabled_at = 1 WHERE email = 'bob@example.com'").await;
        list().await.assert_status(401);
        server.execute("UPDATE users SET disabled_at = NULL WHERE email = 'bob@example.com'").await;
        server.execute("UPDATE clients SET status = 'inactive' WHERE name = 'Automation'").await;
        list().await.assert_status(401);
    })
    .await;
}

// Shows RFC 9449 §7.1.
#[tokio::test]
async fn a_token_that_is_bound_to_a_key_needs_its_proof() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = json!({
            "clientName": "Bound automation", "clientType": "confidential", "grantTypes": ["client_credentials"],
            "scopes": ["admin"],
        });
        let (id, secret) = alice.define(client).await;
        let key = ProofKey::new(&server);
        let fields = [("grant_type", "client_credentials"), ("client_id", &*id), ("client_secret", &*secret), ("scope", "admin")];
        let token = text(&key.token(&alice, &fields).await.assert_status(200).json()["access_token"]);
        let address = server.identity_url("/api/v1/clients");
        key.get(&alice, &address, &token).await.assert_status(200);
        Answer::read(bound(&alice, &address, &token)).await.assert_status(401);
        call_with(&alice, &token, Method::GET, "/api/v1/clients", None).await.assert_status(401);
        let elsewhere = key.for_resource(&server.identity_url("/connect/userinfo"), &token);
        let refused = Answer::read(bound(&alice, &address, &token).header("dpop", elsewhere)).await.assert_status(401);
        assert_eq!(problem(&refused)["code"], "invalid_dpop_proof");
    })
    .await;
}
