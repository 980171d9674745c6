//! Who may manage clients.

use reqwest::Method;
use serde_json::{Value, json};

use super::{CALLBACK, call, call_with, get, problem, token_of_client};
use crate::world::{Answer, Person, ProofKey, TestServer, bound, on_each_database, text};

const EXCHANGE: &str = "urn:ietf:params:oauth:grant-type:token-exchange";
const ACCESS_TOKEN: &str = "urn:ietf:params:oauth:token-type:access_token";

/// What operations are aimed at: something of each kind that an address can name.
struct Targets {
    client: String,
    secret: String,
    grant: String,
    session: String,
}

impl Targets {
    /// What nobody has.
    fn nobodys(id: &str) -> Self {
        Self { client: id.into(), secret: "1".into(), grant: id.into(), session: id.into() }
    }

    /// An address of the document with these in the places of its parameters.
    fn aim(&self, path: &str) -> String {
        let of_resource = match path.split('/').nth(3).unwrap() {
            "grants" => &self.grant,
            "sessions" => &self.session,
            _ => "{id}",
        };
        let aimed = path.replace("{client_id}", &self.client).replace("{secret_id}", &self.secret);
        let aimed = aimed.replace("{id}", of_resource);
        assert!(!aimed.contains('{'), "nothing is known for {path}");
        aimed
    }
}

/// Every operation as the document lists it, which the router holds to (`doors.rs`), aimed at something, with a body that
/// would be taken.
async fn operations(server: &TestServer, targets: &Targets) -> Vec<(Method, String, Option<Value>)> {
    let document = server.stranger().get("/api/v1/openapi.json").await.assert_status(200).json();
    let mut all = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let body = operation.get("requestBody").map(|_| body(&text(&operation["operationId"])));
            all.push((method, targets.aim(path), body));
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

/// What Alice has: a client with its secret, an app that she has let in, another session.
async fn targets(alice: &Person) -> Targets {
    let (client, _) = alice.backend_service().await;
    let found = get(alice, &format!("/api/v1/clients/{client}")).await.assert_status(200).json();
    let app = alice.server.bob().await.app(CALLBACK).await;
    let code = alice.code(&app, CALLBACK, "openid").await;
    alice.redeem(&app, CALLBACK, &code).await.assert_status(200);
    let listed = async |what: &str| get(alice, &format!("/api/v1/{what}")).await.assert_status(200).json();
    let grants = listed("grants").await;
    alice.server.alice().await;
    let sessions = listed("sessions").await;
    let other = sessions["sessions"].as_array().unwrap().iter().find(|one| one["current"] == false).unwrap();
    Targets {
        secret: found["clientSecrets"][0]["id"].to_string(),
        grant: text(&grants["grants"][0]["id"]),
        session: text(&other["id"]),
        client,
    }
}

/// All that Alice has, to see whether anything was changed.
async fn all(alice: &Person) -> Value {
    let mut all = json!({});
    for what in ["clients", "grants", "sessions"] {
        all[what] = get(alice, &format!("/api/v1/{what}")).await.assert_status(200).json();
    }
    all
}

// Shows M1, M3.
#[tokio::test]
async fn every_operation_is_closed_to_strangers_and_to_pages_of_other_sites() {
    on_each_database(async |server| {
        let (alice, stranger) = (server.alice().await, server.stranger());
        let targets = targets(&alice).await;
        let before = server.dump().await;
        for (method, path, body) in operations(&server, &targets).await {
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
        assert_eq!(server.dump().await, before, "nothing was changed");
    })
    .await;
}

// Shows R096, M1.
#[tokio::test]
async fn what_is_a_strangers_looks_like_what_does_not_exist_to_every_operation() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let targets = targets(&alice).await;
        let admin = token_of_client(&bob, "admin").await;
        let before = all(&alice).await;
        let theirs = operations(&server, &targets).await;
        let nobodys = operations(&server, &Targets::nobodys("service_000000000000")).await;
        let impossible = operations(&server, &Targets::nobodys("%27%20OR%201%3D1")).await;
        let mut about_nothing = Vec::new();
        for ((one, other), third) in theirs.into_iter().zip(nobodys).zip(impossible) {
            let (method, path, body) = one;
            if path == other.1 {
                about_nothing.push(format!("{method} {path}"));
                continue;
            }
            let refused = call(&bob, method.clone(), &path, body.as_ref()).await.assert_status(404);
            for never in [&path, &other.1, &third.1] {
                let by_page = call(&bob, method.clone(), never, body.as_ref()).await.assert_status(404);
                assert_eq!(problem(&refused), problem(&by_page), "{method} {never}");
                let by_program = call_with(&bob, &admin, method.clone(), never, body.as_ref()).await;
                assert_eq!(problem(&refused), problem(&by_program), "{method} {never}");
            }
        }
        // A new operation belongs here only if it names nothing that could be somebody else's.
        let own = [
            "GET /api/v1/clients",
            "POST /api/v1/clients",
            "GET /api/v1/clients/export",
            "POST /api/v1/clients/import",
            "GET /api/v1/events",
            "GET /api/v1/grants",
            "DELETE /api/v1/sessions",
            "GET /api/v1/sessions",
        ];
        about_nothing.sort_by_key(|line| {
            line.split_once(' ').map(|(method, path)| (path.to_owned(), method.to_owned()))
        });
        assert_eq!(about_nothing, own);
        assert_eq!(all(&alice).await, before, "nothing was changed");
    })
    .await;
}

// Shows P6.
#[tokio::test]
async fn neither_a_personal_access_token_nor_what_it_was_exchanged_for_opens_any_operation() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let targets = targets(&alice).await;
        let (of_token, token) = alice.personal_access_token().await;
        let more = format!("UPDATE clients SET scopes = 'admin api1' WHERE client_id = '{of_token}'");
        server.execute(&more).await;
        let fields =
            [("grant_type", EXCHANGE), ("subject_token", &*token), ("subject_token_type", ACCESS_TOKEN)];
        let exchanged = alice.token(&fields).await.assert_status(200).json();
        assert_eq!(exchanged["scope"], "admin api1");
        let before = all(&alice).await;
        for (method, path, body) in operations(&server, &targets).await {
            for token in
                [&token, &text(&exchanged["access_token"]), "exepron_pat_abc123def456:dGVzdHNlY3JldA=="]
            {
                let refused = call_with(&alice, token, method.clone(), &path, body.as_ref()).await;
                assert_eq!(problem(&refused.assert_status(403))["code"], "personal_access_token", "{path}");
            }
        }
        assert_eq!(
            all(&alice).await["clients"]["active"],
            before["clients"]["active"],
            "nothing was changed"
        );
    })
    .await;
}

#[tokio::test]
async fn a_token_without_the_scope_admin_opens_no_operation() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let targets = targets(&alice).await;
        let token = token_of_client(&alice, "api1").await;
        for (method, path, body) in operations(&server, &targets).await {
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
