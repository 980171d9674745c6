//! The management API, `/api/v1`.

mod answers;
mod clients;
mod document;
mod fuzz;
mod import;
mod lifecycle;
mod own;
mod replaced_at_once;
mod requested_scopes;
mod secrets;
mod who;

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Person, text};

const CALLBACK: &str = "https://app.example.com/callback";

/// A request of a signed-in person from a page of the server.
async fn call(person: &Person, method: Method, path: &str, body: Option<&Value>) -> Answer {
    let request = person.request(method, path).header("origin", person.server.issuer());
    let request = if let Some(body) = body { request.json(body) } else { request };
    person.send(request).await
}

async fn get(person: &Person, path: &str) -> Answer {
    call(person, Method::GET, path, None).await
}

async fn post(person: &Person, path: &str, body: Value) -> Answer {
    call(person, Method::POST, path, Some(&body)).await
}

/// A request of a program with an access token.
async fn call_with(person: &Person, token: &str, method: Method, path: &str, body: Option<&Value>) -> Answer {
    let request = person.plain(method, &person.server.identity_url(path)).bearer_auth(token);
    Answer::read(if let Some(body) = body { request.json(body) } else { request }).await
}

/// A token that a client of the person got for itself.
async fn token_of_client(person: &Person, scope: &str) -> String {
    let client = json!({
        "clientName": "Automation", "clientType": "confidential", "grantTypes": ["client_credentials"],
        "scopes": [scope],
    });
    let (id, secret) = person.define(client).await;
    let fields = [
        ("grant_type", "client_credentials"),
        ("client_id", &*id),
        ("client_secret", &*secret),
        ("scope", scope),
    ];
    text(&person.token(&fields).await.assert_status(200).json()["access_token"])
}

/// What a service is, written down whole.
fn service(name: &str) -> Value {
    json!({
        "clientName": name, "clientType": "confidential", "grantTypes": ["client_credentials"], "scopes": ["api1"],
    })
}

/// A refusal without what differs from one request to the next.
#[track_caller]
fn problem(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), "application/problem+json", "{}", answer.text);
    assert_eq!(answer.header("cache-control"), "no-store");
    let mut problem = answer.json();
    let id = problem.as_object_mut().unwrap().remove("requestId").unwrap();
    assert_eq!(text(&id), answer.header("x-request-id"));
    assert_eq!(problem["status"], answer.status);
    problem
}

/// Field and code of each problem.
#[track_caller]
fn problems(answer: &Answer) -> Vec<(String, String)> {
    let found = problem(answer)["problems"].as_array().cloned().unwrap_or_default();
    found.iter().map(|one| (text(&one["field"]), text(&one["code"]))).collect()
}
