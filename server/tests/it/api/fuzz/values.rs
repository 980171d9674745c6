//! Values that a schema allows, at its edges, and values that break it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::dice::Dice;
use crate::world::text;

/// How a request is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// As the document has it.
    Good,
    /// The same with lengths, numbers and headers at the edges.
    Edge,
    /// Something in it is of another kind.
    Broken,
    /// It breaks off in the middle.
    Torn,
}

/// Values that break what isn't careful.
pub(super) fn nasty() -> Vec<Value> {
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

/// Texts that fit a member of this name.
fn fitting(member: &str) -> &'static [&'static str] {
    match member {
        "clientName" | "description" => &["Data Sync", "Night import", "Größer als 3 / 漢字"],
        "scopes" => &["api1", "openid", "profile"],
        "redirectUris" | "postLogoutRedirectUris" => {
            &["https://app.example.com/callback", "https://portal.example.com/cb"]
        }
        "allowedCorsOrigins" => &["https://app.example.com"],
        "allowedIpAddresses" => &["192.0.2.0/24", "2001:db8::1"],
        "expiration" => &["2099-01-31", "2098-12-31T23:59:59Z"],
        "value" => &["0123456789abcdef"],
        "roles" => &["manager"],
        "from" | "to" => &["2026-11-22", "2099-01-31"],
        "backChannelLogoutUri" => &["https://app.example.com/logout"],
        _ => &["Data Sync", "api1", "openid", "2027-01-31", "service"],
    }
}

/// What makes values out of the document.
pub(super) struct Values {
    pub(super) document: Value,
    pub(super) dice: Dice,
}

impl Values {
    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        match schema.get("$ref").and_then(Value::as_str) {
            Some(target) => self.document.pointer(target.strip_prefix('#').unwrap()).unwrap(),
            None => schema,
        }
    }

    /// A value that a schema allows for a member of this name, as far as types go.
    pub(super) fn value(&mut self, member: &str, schema: &Value, kind: Kind) -> Value {
        let schema = self.resolve(schema).clone();
        for variants in ["anyOf", "oneOf"] {
            if let Some(variants) = schema.get(variants).and_then(Value::as_array) {
                let variant = self.dice.pick(variants);
                return self.value(member, &variant, kind);
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
                let length = match kind {
                    Kind::Good => 1 + self.dice.below(2),
                    Kind::Edge => self.dice.below(120),
                    Kind::Broken | Kind::Torn => self.dice.below(3),
                };
                Value::Array((0..length).map(|_| self.value(member, &schema["items"], kind)).collect())
            }
            Some("string") => self.text(member, kind),
            Some("integer" | "number") if kind == Kind::Edge => {
                self.dice.pick(&[json!(0), json!(1), json!(315_360_000), json!(315_360_001), json!(u64::MAX)])
            }
            Some("integer" | "number") => json!(1 + self.dice.below(400)),
            Some("boolean") => json!(self.dice.often()),
            _ => Value::Null,
        }
    }

    /// Whether something is named that may be left out. What is good says little: it can't contradict itself then.
    pub(super) fn names(&mut self, kind: Kind) -> bool {
        if kind == Kind::Good { self.dice.below(12) == 0 } else { self.dice.often() }
    }

    fn object(&mut self, schema: &Value, kind: Kind) -> Value {
        let required: BTreeSet<String> =
            schema["required"].as_array().into_iter().flatten().map(text).collect();
        let mut members = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if required.contains(name) || self.names(kind) {
                members.insert(name.clone(), self.value(name, property, kind));
            }
        }
        Value::Object(members)
    }

    fn text(&mut self, member: &str, kind: Kind) -> Value {
        let edges = [3, 16, 200, 201, 256, 257].map(|length| "x".repeat(length));
        match kind {
            Kind::Edge if self.dice.often() => json!(self.dice.pick(&edges)),
            _ => json!(self.dice.pick(fitting(member))),
        }
    }

    /// Breaks something somewhere in a value.
    pub(super) fn breaks(&mut self, value: &mut Value) {
        let deeper = self.dice.often();
        match value {
            Value::Object(members) if deeper && !members.is_empty() => {
                let name = self.dice.pick(&members.keys().cloned().collect::<Vec<_>>());
                match self.dice.below(5) {
                    0 => drop(members.remove(&name)),
                    1 => drop(members.insert("nonsense".to_owned(), json!(1))),
                    _ => self.breaks(&mut members[&name]),
                }
            }
            Value::Array(values) if deeper && !values.is_empty() => {
                let place = self.dice.below(values.len());
                self.breaks(&mut values[place]);
            }
            other => *other = self.dice.pick(&nasty()),
        }
    }
}
