//! What the answers of the management API tell beside their status.

use reqwest::Method;
use serde_json::{Value, json};

use super::{call, get, post, problem, problems, service};
use crate::world::{Person, on_each_database, text};

async fn made(person: &Person, client: Value) -> String {
    let made = post(person, "/api/v1/clients", client).await.assert_status(201).json();
    format!("/api/v1/clients/{}", text(&made["client"]["clientId"]))
}

#[tokio::test]
async fn what_a_client_can_be_without_is_taken_away_by_null() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let mut whole = service("Sync");
        whole["description"] = json!("Copies at night");
        whole["environment"] = json!("staging");
        whole["documentation"] = json!({ "purpose": "Copies" });
        let path = made(&bob, whole).await;
        for member in ["description", "documentation", "environment"] {
            let before = get(&bob, &path).await.json();
            assert!(before.get(member).is_some_and(|value| *value != ""), "{member}: {before}");
            let body = json!({ member: null });
            let after = call(&bob, Method::PATCH, &path, Some(&body)).await.assert_status(200).json();
            assert!(after.get(member).is_none_or(|value| *value == ""), "{member}: {after}");
        }
        for member in ["clientName", "grantTypes", "scopes", "roles", "requireRequestedScopes"] {
            let body = json!({ member: null });
            let refused = call(&bob, Method::PATCH, &path, Some(&body)).await.assert_status(422);
            assert_eq!(problems(&refused), [(member.to_owned(), "type".to_owned())]);
        }
    })
    .await;
}

// Shows R137.
#[tokio::test]
async fn a_role_that_the_server_does_not_have_is_refused_by_its_member() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let path = made(&bob, service("Sync")).await;
        let unknown = [("roles".to_owned(), "unknown".to_owned())];
        for (roles, status) in [(json!(["nope"]), 422), (json!(["Manager"]), 422), (json!(["manager"]), 200)]
        {
            let body = json!({ "roles": roles });
            let answer = call(&bob, Method::PATCH, &path, Some(&body)).await.assert_status(status);
            if status == 422 {
                assert_eq!(problems(&answer), unknown);
            }
        }
        let mut whole = service("Another");
        whole["roles"] = json!(["nope"]);
        assert_eq!(problems(&post(&bob, "/api/v1/clients", whole).await.assert_status(422)), unknown);
    })
    .await;
}

#[tokio::test]
async fn what_a_member_has_to_be_is_said_in_words_of_json() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let path = made(&bob, service("Sync")).await;
        for (body, said) in [
            (json!({ "clientName": 7 }), "This has to be a text."),
            (json!({ "requirePkce": "yes" }), "This has to be true or false."),
            (json!({ "accessTokenLifetime": -1 }), "This has to be a whole number that is not negative."),
            (json!({ "redirectUris": "x" }), "This has to be a list."),
            (json!({ "documentation": 7 }), "This has to be an object."),
            (json!({ "environment": "moon" }), "Known are development, staging, production."),
            (json!({ "idTokenSigningAlgorithm": "none" }), "Known are RS256, ES256."),
        ] {
            let refused = call(&bob, Method::PATCH, &path, Some(&body)).await.assert_status(422);
            assert_eq!(problem(&refused)["problems"][0]["message"], said, "{body}");
        }
        let crafted = json!({ "nonsense": 1 });
        let refused = call(&bob, Method::PATCH, &path, Some(&crafted)).await.assert_status(422);
        for word in ["`", "struct", "enum", "variant", "u64", "i64", "sequence", "map", "field"] {
            let said = text(&problem(&refused)["problems"][0]["message"]);
            assert!(!said.contains(word), "{word} in {said}");
        }
    })
    .await;
}

// Shows R099.
#[tokio::test]
async fn at_the_limit_the_answer_counts_and_names_who_could_make_room() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let mut clients = Vec::new();
        for number in 0..10 {
            let made = post(&bob, "/api/v1/clients", service(&format!("Client {number}"))).await;
            clients.push(made.assert_status(201).json());
        }
        // All but the last three have been used, the first one last of all.
        for made in clients[..7].iter().rev() {
            let (id, secret) = (text(&made["client"]["clientId"]), text(&made["issued"]["clientSecret"]));
            let fields = [
                ("grant_type", "client_credentials"),
                ("client_id", &*id),
                ("client_secret", &*secret),
                ("scope", "api1"),
            ];
            bob.token(&fields).await.assert_status(200);
        }
        server.identity().recorder.flush().await;
        let off = format!("/api/v1/clients/{}", text(&clients[9]["client"]["clientId"]));
        call(&bob, Method::POST, &format!("{off}/deactivate"), None).await.assert_status(200);
        post(&bob, "/api/v1/clients", service("Another")).await.assert_status(201);
        let template = json!({ "template": "backend_service", "clientName": "Eleventh" });
        for refused in [
            post(&bob, "/api/v1/clients", service("Eleventh")).await,
            post(&bob, "/api/v1/clients", template).await,
            call(&bob, Method::POST, &format!("{off}/activate"), None).await,
        ] {
            let problem = problem(&refused.assert_status(409));
            assert_eq!(problem["code"], "limit_reached");
            assert_eq!((&problem["active"], &problem["limit"]), (&json!(10), &json!(10)));
            let names: Vec<String> =
                problem["retirable"].as_array().unwrap().iter().map(|one| text(&one["clientName"])).collect();
            assert_eq!(names, ["Client 7", "Client 8", "Another"], "those that nobody has used");
            assert!(problem["retirable"][0]["clientId"].is_string());
        }
    })
    .await;
}

// Shows R037.
#[tokio::test]
async fn a_secret_that_could_be_guessed_is_warned_of_wherever_it_is_brought_in() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        for (secret, weak) in [("supersecret1234567", true), ("7f3d8c2a9b5e4f1d8a6c3e2f9d5b7a1c", false)] {
            let mut whole = service("Sync");
            whole["clientSecrets"] = json!([{ "value": secret }]);
            let made = post(&bob, "/api/v1/clients", whole.clone()).await.assert_status(201).json();
            let path = format!("/api/v1/clients/{}", text(&made["client"]["clientId"]));
            call(&bob, Method::DELETE, &path, None).await.assert_status(204);
            let report = post(&bob, "/api/v1/clients/import", whole).await.assert_status(200).json();
            let line = &report["clients"][0];
            let warned = |warnings: &Value| warnings[0]["code"] == "weak";
            assert_eq!((warned(&made["warnings"]), warned(&line["warnings"])), (weak, weak), "{secret}");
            let path = format!("/api/v1/clients/{}", text(&line["client"]["clientId"]));
            call(&bob, Method::DELETE, &path, None).await.assert_status(204);
        }
    })
    .await;
}
