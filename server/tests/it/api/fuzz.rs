//! Over a thousand requests made out of the OpenAPI document, as a person and as a program: good ones, ones at the edges,
//! broken ones and torn ones. No answer is a 500, and each is one that the document names.

mod dice;
mod stock;
mod values;

use std::collections::BTreeMap;

use reqwest::Method;
use serde_json::Value;

use self::dice::Dice;
use self::stock::Stock;
use self::values::{Kind, Values, nasty};
use super::{get, token_of_client};
use crate::world::{Answer, Person, TestServer, on_each_database, text};

/// Requests of each kind for each operation.
const ROUNDS: usize = 8;

/// As many of the good ones, if it takes them.
const MOST_ROUNDS: usize = 100;

const KINDS: [Kind; 4] = [Kind::Good, Kind::Edge, Kind::Broken, Kind::Torn];

/// Entity tags as callers write them, rightly and not.
const TAGS: [&str; 8] =
    ["*", "\"1\"", "W/\"1\"", "\"1\", \"2\"", "\"-1\"", "\"9223372036854775808\"", "1", ""];

/// Who sends.
enum Caller {
    /// A page, with a session.
    Page,
    /// A client with the scope `admin`.
    Program { token: String },
}

/// A request.
struct Made {
    method: Method,
    address: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

impl Made {
    fn new(values: &mut Values, stock: &Stock, line: (&Method, &str), operation: &Value, kind: Kind) -> Self {
        let (method, path) = line;
        let mut made =
            Self { method: method.clone(), address: path.to_owned(), headers: Vec::new(), body: None };
        made.aim(values, stock, operation, kind);
        made.body = body(values, operation, kind);
        made
    }

    /// Puts something in the place of each parameter.
    fn aim(&mut self, values: &mut Values, stock: &Stock, operation: &Value, kind: Kind) {
        let (client, secret) = values.dice.pick(&stock.clients);
        let mut query = Vec::new();
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            let name = text(&parameter["name"]);
            let mut value = match values.value(&name, &parameter["schema"], kind) {
                Value::String(text) => text,
                Value::Null => String::new(),
                other => other.to_string(),
            };
            if kind == Kind::Broken {
                value = values.dice.pick(&nasty()).to_string().chars().take(300).collect();
            }
            match parameter["in"].as_str().unwrap() {
                "path" => {
                    let there = match &*name {
                        "client_id" => client.clone(),
                        "secret_id" => secret.clone(),
                        _ if self.address.contains("/grants/") => values.dice.pick(&stock.grants),
                        _ => values.dice.pick(&stock.sessions),
                    };
                    let aimed = if kind == Kind::Good || values.dice.often() { there } else { value };
                    self.address = self.address.replace(&format!("{{{name}}}"), &in_path(&aimed));
                }
                "header" if kind != Kind::Good => {
                    self.headers.push((name, values.dice.pick(&TAGS).to_owned()))
                }
                "query" if values.names(kind) => query.push((name, value)),
                _ => {}
            }
        }
        assert!(!self.address.contains('{'), "nothing is known for {}", self.address);
        let query = oauth::form::Form::encode(query.iter().map(|(name, value)| (&**name, &**value)));
        if !query.is_empty() {
            self.address = format!("{}?{query}", self.address);
        }
    }

    async fn send(&self, person: &Person, caller: &Caller) -> Answer {
        let request = match caller {
            Caller::Page => {
                person.request(self.method.clone(), &self.address).header("origin", person.server.issuer())
            }
            Caller::Program { token } => {
                let address = person.server.identity_url(&self.address);
                person.plain(self.method.clone(), &address).bearer_auth(token)
            }
        };
        let request = self.headers.iter().fold(request, |request, (name, value)| request.header(name, value));
        let json = |body: &String| {
            request.try_clone().unwrap().header("content-type", "application/json").body(body.clone())
        };
        let request = self.body.as_ref().map_or_else(|| request.try_clone().unwrap(), json);
        Answer::read(request).await
    }

    /// The answer is one of those that the document names, and tells nothing that is the server's own.
    #[track_caller]
    fn check(&self, answer: &Answer, operation: &Value) {
        let body: String = self.body.iter().flat_map(|body| body.chars().take(400)).collect();
        let what = format!("{} {} {:?} {body}", self.method, self.address, self.headers);
        assert!(answer.status < 500, "{what} breaks: {} {}", answer.status, answer.text);
        let documented = operation["responses"].get(answer.status.to_string()).is_some();
        assert!(documented, "{what} is answered with {}: {}", answer.status, answer.text);
        assert_eq!(answer.header("cache-control"), "no-store", "{what}");
        assert_eq!(answer.header("x-request-id").len(), 32, "{what}");
        let kind = answer.header("content-type");
        match answer.status {
            204 | 304 => assert!(answer.text.is_empty(), "{what}"),
            200..=299 => assert_eq!(kind, "application/json", "{what}"),
            _ => assert_eq!(kind, "application/problem+json", "{what}"),
        }
        let leaks = ["SELECT", "INSERT", "sqlx", "panicked", "/src/"];
        assert!(!leaks.iter().any(|leak| answer.text.contains(leak)), "{what}: {}", answer.text);
    }
}

/// A part of a path. An empty one would be another address.
fn in_path(value: &str) -> String {
    let encoded = oauth::form::Form::encode([("v", value)]).replace('+', "%20");
    let encoded = encoded.strip_prefix("v=").unwrap();
    if encoded.is_empty() { "x".to_owned() } else { encoded.to_owned() }
}

/// A body for an operation that reads one; for one that reads none something now and then, which it must not mind.
fn body(values: &mut Values, operation: &Value, kind: Kind) -> Option<String> {
    let Some(schema) = operation.pointer("/requestBody/content/application~1json/schema").cloned() else {
        return (kind == Kind::Broken).then(|| values.dice.pick(&nasty()).to_string());
    };
    let mut body = values.value("", &schema, kind);
    if kind == Kind::Broken {
        values.breaks(&mut body);
    }
    let text = body.to_string();
    let torn = text.chars().take(text.chars().count() / 2).chain(['{']).collect();
    Some(if kind == Kind::Torn { torn } else { text })
}

/// What became of the requests of an operation.
#[derive(Default, Debug)]
struct Tally {
    sent: usize,
    good: usize,
    /// Of those with a body that was good, or at the edges, or had something of another kind in it.
    read: usize,
    torn: usize,
}

impl Tally {
    fn count(&mut self, answer: &Answer, operation: &Value, kind: Kind) {
        let reads = operation.get("requestBody").is_some();
        self.sent += 1;
        self.good += usize::from(answer.status < 400);
        self.read += usize::from(reads && matches!(answer.status, 200 | 201 | 422));
        self.torn += usize::from(reads && kind == Kind::Torn && answer.status == 400);
    }
}

/// Sends all kinds to every operation.
async fn storm(server: &TestServer, caller: &Caller, kept: &str, seed: u64) -> BTreeMap<String, Tally> {
    let mut alice = server.alice().await;
    let document = server.stranger().get("/api/v1/openapi.json").await.json();
    let paths = document["paths"].as_object().unwrap().clone();
    let mut values = Values { document, dice: Dice(seed) };
    let mut tallies = BTreeMap::<String, Tally>::new();
    for (path, methods) in &paths {
        for (method, operation) in methods.as_object().unwrap() {
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            let tally = tallies.entry(text(&operation["operationId"])).or_default();
            for round in 0..MOST_ROUNDS {
                // What is good as far as types go may contradict itself: it is tried until it is done once.
                let kinds = if round < ROUNDS { KINDS.as_slice() } else { &[Kind::Good] };
                if round >= ROUNDS && tally.good > 0 {
                    break;
                }
                let stock = Stock::of(&alice, path, kept).await;
                for &kind in kinds {
                    let made = Made::new(&mut values, &stock, (&method, path), operation, kind);
                    let answer = made.send(&alice, caller).await;
                    made.check(&answer, operation);
                    tally.count(&answer, operation, kind);
                }
                if operation["operationId"] == "endOtherSessions" {
                    // To a program this one is another one, too.
                    alice = server.alice().await;
                }
            }
        }
    }
    tallies
}

/// Whether each operation was tried behind its first checks, and with bodies where it reads them.
fn assert_thorough(tallies: &BTreeMap<String, Tally>, document: &Value) {
    let operations = document["paths"].as_object().unwrap().values();
    let operations = operations.flat_map(|methods| methods.as_object().unwrap().values());
    for operation in operations {
        let name = text(&operation["operationId"]);
        let tally = &tallies[&name];
        assert!(tally.sent >= ROUNDS * KINDS.len(), "{name}: {tally:?}");
        assert!(tally.good > 0, "{name} was never done: {tally:?}");
        if operation.get("requestBody").is_some() {
            assert!(tally.read >= ROUNDS, "the bodies of {name} were hardly read: {tally:?}");
            assert!(tally.torn > 0, "no torn body of {name} was noticed: {tally:?}");
        }
    }
}

#[tokio::test]
async fn what_a_person_sends_of_the_document_is_answered_as_it_says() {
    on_each_database(async |server| {
        let tallies = storm(&server, &Caller::Page, "", 0x5EED_5EED_5EED_5EED).await;
        let document = server.stranger().get("/api/v1/openapi.json").await.json();
        assert_thorough(&tallies, &document);
    })
    .await;
}

#[tokio::test]
async fn what_a_program_sends_of_the_document_is_answered_as_it_says() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let token = token_of_client(&alice, "admin").await;
        let found = get(&alice, "/api/v1/clients?search=Automation").await.json();
        let kept = text(&found["clients"][0]["clientId"]);
        let tallies = storm(&server, &Caller::Program { token }, &kept, 0xC0FF_EE00_5EED_0001).await;
        let document = server.stranger().get("/api/v1/openapi.json").await.json();
        assert_thorough(&tallies, &document);
    })
    .await;
}
