//! Bodies that no function takes: each is refused in the same words, and changes nothing.

use reqwest::Method;
use serde_json::{Value, json};

use super::who::{functions, with_secret};
use crate::world::{Answer, Person, TestServer, on_each_database};

/// The most that is read of a body.
const LIMIT: usize = 256 * 1024;

async fn post(person: &Person, name: &str, body: impl Into<reqwest::Body>) -> Answer {
    let request = person.request(Method::POST, &format!("/api/console/{name}"));
    let request = request.header("origin", person.server.issuer()).header("content-type", "application/json");
    // What asks for a page gets JSON all the same.
    person.send(request.header("accept", "text/html").body(body)).await
}

#[track_caller]
fn assert_refused(answer: &Answer, status: u16, code: &str, message: &str, what: &str) {
    assert_eq!(answer.status, status, "{what}: {}", answer.text);
    let id = answer.header("x-request-id");
    assert_eq!(id.len(), 32, "{what}");
    assert_eq!(answer.json(), json!({ "code": code, "message": message, "requestId": id }), "{what}");
    assert_eq!(answer.header("content-type"), "application/json", "{what}");
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
}

#[track_caller]
fn assert_unreadable(answer: &Answer, what: &str) {
    let words = "The server can't read this request. Nothing was changed. Reload the page and try again.";
    assert_refused(answer, 400, "bad_request", words, what);
}

/// What is no JSON of an object, whatever a function takes.
fn unreadable() -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> =
        ["", "{", "[]", "null", "7", "{} {}", "clientId=app_1&version=1", "{\"clientId\":\"\\ud800\"}"]
            .map(|body| body.as_bytes().to_vec())
            .into();
    bodies.push(b"{\"clientId\":\"\xff\xfe\"}".to_vec());
    bodies.push(format!("{}{}", "{\"a\":".repeat(5000), "}".repeat(5000)).into_bytes());
    bodies
}

/// The arguments of a function, with one of them after the other as something else, and with one more.
fn of_other_types(arguments: &Value) -> Vec<Value> {
    let members = arguments.as_object().unwrap();
    let mut all: Vec<Value> = members
        .keys()
        .map(|name| {
            let mut other = arguments.clone();
            other[name] = json!({ "canary": 1 });
            other
        })
        .collect();
    let mut more = arguments.clone();
    more["accountId"] = json!(2);
    all.push(more);
    all
}

/// A body of so many bytes.
fn padded(arguments: &Value, bytes: usize) -> String {
    let mut body = arguments.to_string();
    body.push_str(&" ".repeat(bytes - body.len()));
    body
}

/// The walk of a test, after which the database is what it was before.
async fn without_a_trace(server: &TestServer, walk: impl AsyncFnOnce(Person, Vec<(&'static str, Value)>)) {
    let alice = server.alice().await;
    let (id, secret) = with_secret(&alice).await;
    let before = server.dump().await;
    walk(alice, functions(&id, &secret)).await;
    assert_eq!(server.dump().await, before, "nothing was written");
}

// Shows M5, M11.
#[tokio::test]
async fn a_body_that_can_not_be_read_is_refused_by_every_function_in_the_same_words() {
    on_each_database(async |server| {
        without_a_trace(&server, async |alice, functions| {
            for (name, _) in functions {
                for body in unreadable() {
                    let what = format!("{name} {:.60}", String::from_utf8_lossy(&body));
                    assert_unreadable(&post(&alice, name, body).await, &what);
                }
            }
        })
        .await;
    })
    .await;
}

// Shows M5, M7.
#[tokio::test]
async fn arguments_of_another_type_and_one_too_many_are_refused_by_every_function() {
    on_each_database(async |server| {
        without_a_trace(&server, async |alice, functions| {
            for (name, arguments) in functions {
                for body in of_other_types(&arguments) {
                    let answer = post(&alice, name, body.to_string()).await;
                    assert_unreadable(&answer, &format!("{name} {body}"));
                }
            }
        })
        .await;
    })
    .await;
}

// Shows M4.
#[tokio::test]
async fn a_body_beyond_256_kib_is_refused_by_every_function_and_one_of_256_is_read() {
    on_each_database(async |server| {
        without_a_trace(&server, async |alice, functions| {
            let words = "The request is larger than the 256 KiB that are read here.";
            for (name, arguments) in functions {
                let refused = post(&alice, name, padded(&arguments, LIMIT + 1)).await;
                assert_refused(&refused, 413, "too_large", words, name);
            }
            post(&alice, "clients/list", padded(&json!({}), LIMIT)).await.assert_status(200);
        })
        .await;
    })
    .await;
}
