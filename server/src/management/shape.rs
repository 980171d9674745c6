//! What JSON something is, said once: for the OpenAPI document, and for the tests that hold it to the types.

use serde_json::{Map, Value, json};

/// What JSON something is.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    /// Any text.
    Text,
    /// A moment (RFC 3339).
    Moment,
    /// `true` or `false`.
    Flag,
    /// A whole number that isn't negative.
    Number,
    /// One of these words.
    Words(&'static [&'static str]),
    /// A list of the same.
    List(&'static Shape),
    /// That, or `null`.
    OrNull(&'static Shape),
    /// One of these.
    Either(&'static [Shape]),
    /// An object with these members.
    Of(&'static Record),
    /// An object with any members.
    Open,
    /// Anything.
    Any,
}

/// An object with members that are known.
pub(super) struct Record {
    /// Its name in the document.
    pub(super) name: &'static str,
    /// What it is.
    pub(super) words: &'static str,
    /// Its members.
    pub(super) members: &'static [Member],
    /// Whether a member that isn't listed is a mistake.
    pub(super) closed: bool,
}

/// A member of an object, or a parameter.
#[derive(Clone, Copy)]
pub(super) struct Member {
    /// Its name.
    pub(super) name: &'static str,
    /// What it is.
    pub(super) shape: Shape,
    /// What it means.
    pub(super) words: &'static str,
    /// Whether it is always there.
    pub(super) needed: bool,
}

impl Member {
    /// A member that may be left out.
    pub(super) const fn new(name: &'static str, shape: Shape, words: &'static str) -> Self {
        Self { name, shape, words, needed: false }
    }

    /// The same, always there.
    pub(super) const fn needed(self) -> Self {
        Self { needed: true, ..self }
    }

    /// The same, as another shape.
    pub(super) const fn as_shape(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }
}

impl Shape {
    /// The JSON Schema (2020-12, as OpenAPI 3.1 has it). Objects are put among the others and referred to.
    pub(super) fn schema(self, records: &mut Map<String, Value>) -> Value {
        match self {
            Self::Text => json!({ "type": "string" }),
            Self::Moment => json!({ "type": "string", "format": "date-time" }),
            Self::Flag => json!({ "type": "boolean" }),
            Self::Number => json!({ "type": "integer", "minimum": 0 }),
            Self::Words(words) => json!({ "type": "string", "enum": words }),
            Self::List(item) => json!({ "type": "array", "items": item.schema(records) }),
            Self::OrNull(shape) => json!({ "anyOf": [shape.schema(records), { "type": "null" }] }),
            Self::Either(shapes) => {
                let shapes: Vec<Value> = shapes.iter().map(|shape| shape.schema(records)).collect();
                json!({ "anyOf": shapes })
            }
            Self::Of(record) => {
                record.describe(records);
                json!({ "$ref": format!("#/components/schemas/{}", record.name) })
            }
            Self::Open => json!({ "type": "object" }),
            Self::Any => json!({}),
        }
    }
}

impl Record {
    fn describe(&self, records: &mut Map<String, Value>) {
        if records.contains_key(self.name) {
            return;
        }
        // Its place is taken before its members are described, which may refer to it.
        records.insert(self.name.to_owned(), Value::Null);
        let mut properties = Map::new();
        for member in self.members {
            let schema = member.schema(records);
            properties.insert(member.name.to_owned(), schema);
        }
        let needed: Vec<&str> =
            self.members.iter().filter(|member| member.needed).map(|member| member.name).collect();
        let schema = json!({
            "type": "object", "description": self.words, "properties": properties, "required": needed,
            "additionalProperties": !self.closed,
        });
        records.insert(self.name.to_owned(), schema);
    }
}

impl Member {
    fn schema(&self, records: &mut Map<String, Value>) -> Value {
        let mut schema = self.shape.schema(records);
        if let Some(members) = schema.as_object_mut() {
            members.insert("description".to_owned(), self.words.into());
        }
        schema
    }
}
