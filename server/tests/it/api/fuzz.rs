//! Some hundreds of requests made out of the OpenAPI document: good ones, ones at the edges, broken ones. No answer is a
//! 500, and each is one that the document names.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Map, Value, json};

use super::{call, get, post, service};
use crate::world::{Answer, Person, on_each_database, text};

/// Requests of each kind for each operation.
const ROUNDS: usize = 12;

/// Values that break what isn't careful.
fn nasty() -> Vec<Value> {
    let deep = (0..60).fold(json!(1), |inner, _| json!([inner]));
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(1.5),
        json!(1e300),
        json!(""),
        json!(" "),
        json!("\u{0}"),
        json!("\u{202e}\u{feff}\u{1F600}"),
        json!("' OR 1=1; DROP TABLE clients; --"),
        json!("x".repeat(5000)),
        json!("9999-12-31T23:59:59Z"),
        json!("+262143-01-01"),
        json!("javascript:alert(1)"),
        json!([]),
        json!({}),
        json!([null]),
        json!({ "$ref": "#" }),
        deep,
    ]
}

/// Randomness that is the same every time (xorshift64*).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, number: usize) -> usize {
        usize::try_from(self.roll() % u64::try_from(number.max(1)).unwrap()).unwrap()
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn often(&mut self) -> bool {
        self.below(3) > 0
    }
}

/// What is made out of the document.
struct Fuzzer {
    document: Value,
    dice: Dice,
}

/// How a request is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Good,
    Edge,
    Broken,
}

impl Fuzzer {
    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(target) => self.document.pointer(target.strip_prefix('#').unwrap()).unwrap(),
            None => schema,
        }
    }

    /// A value that a schema allows, as far as types go.
    fn value(&mut self, schema: &Value, kind: Kind) -> Value {
        let schema = self.resolve(schema).clone();
        for variants in ["anyOf", "oneOf"] {
            if let Some(variants) = schema.get(variants).and_then(Value::as_array) {
                let variant = self.dice.pick(variants);
                return self.value(&variant, kind);
            }
        }
        if let Some(one) = schema.get("const") {
            return one.clone();
        }
        if let Some(words) = schema.get("enum").and_then(Value::as_array) {
            return self.dice.pick(words);
        }
        let types = match &schema["type"] {
            Value::Array(types) => types.clone(),
            one => vec![one.clone()],
        };
        match self.dice.pick(&types).as_str() {
            Some("object") => self.object(&schema, kind),
            Some("array") => {
                let length = self.dice.below(if kind == Kind::Edge { 120 } else { 3 });
                Value::Array((0..length).map(|_| self.value(&schema["items"], kind)).collect())
            }
            Some("string") => self.text(kind),
            Some("integer" | "number") if kind == Kind::Edge => {
                self.dice.pick(&[json!(0), json!(1), json!(315_360_000), json!(315_360_001), json!(u64::MAX)])
            }
            Some("integer" | "number") => json!(self.dice.below(100_000)),
            Some("boolean") => json!(self.dice.often()),
            _ => Value::Null,
        }
    }

    fn object(&mut self, schema: &Value, kind: Kind) -> Value {
        let required: BTreeSet<String> =
            schema["required"].as_array().into_iter().flatten().map(text).collect();
        let mut members = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if required.contains(name) || self.dice.often() {
                members.insert(name.clone(), self.value(property, kind));
            }
        }
        Value::Object(members)
    }

    fn text(&mut self, kind: Kind) -> Value {
        let edges = [3, 16, 200, 201, 256, 257].map(|length| "x".repeat(length));
        let good = [
            "Data Sync",
            "api1",
            "openid",
            "https://app.example.com/callback",
            "2027-01-31",
            "0123456789abcdef",
            "192.0.2.0/24",
            "service",
        ];
        match kind {
            Kind::Edge if self.dice.often() => json!(self.dice.pick(&edges)),
            _ => json!(self.dice.pick(&good)),
        }
    }

    /// Breaks something somewhere in a value.
    fn broken(&mut self, value: &mut Value) {
        let deeper = self.dice.often();
        match value {
            Value::Object(members) if deeper && !members.is_empty() => {
                let name = self.dice.pick(&members.keys().cloned().collect::<Vec<_>>());
                match self.dice.below(5) {
                    0 => drop(members.remove(&name)),
                    1 => drop(members.insert("nonsense".to_owned(), json!(1))),
                    _ => self.broken(&mut members[&name]),
                }
            }
            Value::Array(values) if deeper && !values.is_empty() => {
                let place = self.dice.below(values.len());
                self.broken(&mut values[place]);
            }
            other => *other = self.dice.pick(&nasty()),
        }
    }

    fn body(&mut self, operation: &Value, kind: Kind) -> Option<Value> {
        let schema = operation.pointer("/requestBody/content/application~1json/schema")?.clone();
        let mut body = self.value(&schema, kind);
        if kind == Kind::Broken {
            self.broken(&mut body);
        }
        Some(body)
    }

    /// The address with its parameters.
    fn address(&mut self, path: &str, operation: &Value, ids: &[String], kind: Kind) -> String {
        let mut path = path.to_owned();
        let mut query = Vec::new();
        for parameter in operation["parameters"].as_array().cloned().unwrap_or_default() {
            let name = text(&parameter["name"]);
            let mut value = match self.value(&parameter["schema"], kind) {
                Value::String(text) => text,
                Value::Null => String::new(),
                other => other.to_string(),
            };
            if kind == Kind::Broken {
                value = self.dice.pick(&nasty()).to_string().chars().take(300).collect();
            }
            match parameter["in"].as_str() {
                Some("path") => {
                    let usual = if name == "secret_id" {
                        self.dice.below(40).to_string()
                    } else {
                        self.dice.pick(ids)
                    };
                    let value = if self.dice.often() { usual } else { value };
                    let encoded = oauth::form::Form::encode([("v", &*value)]).replace('+', "%20");
                    let encoded = encoded.strip_prefix("v=").unwrap();
                    // An empty part would be another address.
                    path =
                        path.replace(&format!("{{{name}}}"), if encoded.is_empty() { "x" } else { encoded });
                }
                Some("query") if self.dice.often() => query.push((name, value)),
                _ => {}
            }
        }
        let query = oauth::form::Form::encode(query.iter().map(|(name, value)| (&**name, &**value)));
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }
}

/// The ids of clients that a request may aim at: a few that are there, and one that isn't.
async fn ids(person: &Person) -> Vec<String> {
    let page = get(person, "/api/v1/clients").await.assert_status(200).json();
    let mut ids: Vec<String> =
        page["clients"].as_array().unwrap().iter().map(|one| text(&one["clientId"])).collect();
    ids.push("service_000000000000".to_owned());
    ids
}

#[track_caller]
fn check(answer: &Answer, operation: &Value, what: &str) {
    let documented = operation["responses"].get(answer.status.to_string()).is_some();
    assert!(documented, "{what} is answered with {}: {}", answer.status, answer.text);
    assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    assert_eq!(answer.header("x-request-id").len(), 32, "{what}");
    let kind = answer.header("content-type");
    match answer.status {
        204 => assert!(answer.text.is_empty(), "{what}"),
        200..=299 => assert_eq!(kind, "application/json", "{what}"),
        _ => assert_eq!(kind, "application/problem+json", "{what}"),
    }
    let leaks = ["SELECT", "INSERT", "sqlx", "panicked", "/src/"];
    assert!(!leaks.iter().any(|leak| answer.text.contains(leak)), "{what}: {}", answer.text);
}

#[tokio::test]
async fn some_hundreds_of_requests_made_of_the_document_are_all_answered_as_it_says() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        for name in ["First", "Second"] {
            post(&bob, "/api/v1/clients", service(name)).await.assert_status(201);
        }
        let document = server.stranger().get("/api/v1/openapi.json").await.json();
        let paths = document["paths"].as_object().unwrap().clone();
        let mut fuzzer = Fuzzer { document, dice: Dice(0x5EED_5EED_5EED_5EED) };
        let (mut sent, mut good) = (0, 0);
        for (path, methods) in &paths {
            for (method, operation) in methods.as_object().unwrap() {
                let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
                for kind in [Kind::Good, Kind::Edge, Kind::Broken].repeat(ROUNDS) {
                    let ids = ids(&bob).await;
                    let address = fuzzer.address(path, operation, &ids, kind);
                    let body = fuzzer.body(operation, kind);
                    let answer = call(&bob, method.clone(), &address, body.as_ref()).await;
                    let shown = body.map(|body| body.to_string().chars().take(400).collect::<String>());
                    check(&answer, operation, &format!("{method} {address} {}", shown.unwrap_or_default()));
                    sent += 1;
                    good += usize::from(answer.status < 300);
                }
            }
        }
        assert!(sent >= 400, "{sent} requests");
        assert!(
            good >= sent / 10,
            "only {good} of {sent} requests were good: nothing is tried behind the first check"
        );
    })
    .await;
}
