//! The JSON of entities and collections (OData JSON Format 4.01 §6 to §14).

use crate::bind::Query;
use crate::edm::{Model, Multiplicity, Operation, Returns};
use crate::media::{JsonFormat, MetadataLevel};
use crate::options::paging::Count;

mod print;
#[cfg(test)]
mod tests;
mod value;

use print::{EntityJson, LinkJson, PageJson, PropertyJson};
pub use value::Value;
use value::ValueJson;

/// An entity with the properties that were asked for, in the model's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity {
    /// The row's version, from which the ETag is made.
    pub version: i32,
    /// What is said about it besides, under names with their `@` (JSON Format §20).
    pub annotations: Vec<(&'static str, Value)>,
    /// Names and values.
    pub properties: Vec<(&'static str, Value)>,
    /// What `$compute` has added.
    pub computed: Vec<(String, Value)>,
    /// What `$expand` has brought along.
    pub expanded: Vec<(&'static str, Expanded)>,
}

/// What comes along over a navigation property (JSON Format §8.3).
#[derive(Clone, Debug, PartialEq)]
pub enum Expanded {
    /// One entity, or none.
    One(Option<Box<Entity>>),
    /// Its address, if there is one.
    Reference(Option<String>),
    /// Many entities.
    Many {
        /// The entities.
        entities: Vec<Entity>,
        /// How many there are in all, when that was asked for.
        count: Option<u64>,
        /// Where the others are, if not all came along.
        next: Option<String>,
    },
    /// The addresses of many.
    References {
        /// The addresses.
        links: Vec<String>,
        /// How many there are in all, when that was asked for.
        count: Option<u64>,
    },
    /// How many there are.
    Count(u64),
}

impl Entity {
    /// The weak ETag of this version (RFC 9110 §8.8.3, Protocol §8.3.1).
    pub fn etag(&self) -> String {
        format!("W/\"{}\"", self.version)
    }

    /// Prints a single entity.
    pub fn to_json(&self, context: &str, format: JsonFormat) -> serde_json::Result<Vec<u8>> {
        let json = EntityJson { entity: self, form: Form::Entities, context: Some(context), format };
        serde_json::to_vec(&json)
    }

    /// Prints the properties as a value of a complex type.
    pub fn value_json(&self, context: &str, format: JsonFormat) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&EntityJson { entity: self, form: Form::Values, context: Some(context), format })
    }
}

/// What is printed of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// All of it, with an ETag.
    Entities,
    /// What a value of a complex type has: it has no identity and no ETag.
    Values,
}

/// What a page holds.
#[derive(Clone, Debug)]
pub enum Items {
    /// Entities, each with an ETag.
    Entities(Vec<Entity>),
    /// Values of a complex type, which have no identity and no ETag.
    Values(Vec<Entity>),
    /// Their addresses (`$ref`, JSON Format §14).
    References(Vec<String>),
}

/// One page of a collection.
#[derive(Clone, Debug)]
pub struct Page {
    /// The context URL.
    pub context: String,
    /// How many entities match in all, when that was asked for.
    pub total: Option<u64>,
    /// In which words the total is told.
    pub count: Count,
    /// What is on it.
    pub items: Items,
    /// Where the next page is, if there is one.
    pub next: Option<String>,
}

impl Page {
    /// Prints the page.
    pub fn to_json(&self, format: JsonFormat) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&PageJson { page: self, format })
    }
}

/// The context URL of a collection (Protocol §10.2, §10.7, §10.10): the set, and what was selected and expanded of it.
pub fn collection_context(root: &str, query: &Query) -> String {
    format!("{root}/$metadata#{}{}", query.set.name, query.context_list())
}

/// The context URL of a single entity (Protocol §10.3).
pub fn entity_context(root: &str, query: &Query) -> String {
    format!("{}/$entity", collection_context(root, query))
}

/// The context URL of what a function answers with (Protocol §10.12, §10.13 and §10.16); `list` is [`Query::context_list`].
pub fn answer_context(root: &str, model: &Model, operation: &Operation, list: &str) -> String {
    let kind = format!("{}.{}", model.namespace, operation.answer());
    match operation.returns {
        Returns::Many(_) => format!("{root}/$metadata#Collection({kind}){list}"),
        Returns::One(_) | Returns::Entity(_) => format!("{root}/$metadata#{kind}{list}"),
    }
}

/// The context URL of a collection of addresses, and of a single one (Protocol §10.11 and §10.12).
pub fn reference_context(root: &str, many: Multiplicity) -> String {
    match many {
        Multiplicity::Many => format!("{root}/$metadata#Collection($ref)"),
        Multiplicity::One | Multiplicity::ZeroOrOne => format!("{root}/$metadata#$ref"),
    }
}

/// The address of one entity (JSON Format §14).
pub fn reference_json(context: &str, address: &str, format: JsonFormat) -> serde_json::Result<Vec<u8>> {
    let context = (format.metadata == MetadataLevel::Minimal).then_some(context);
    serde_json::to_vec(&LinkJson { context, id: address })
}

/// A single property with its context (JSON Format §11).
pub fn property_json(context: &str, value: &Value, format: JsonFormat) -> serde_json::Result<Vec<u8>> {
    let context = (format.metadata == MetadataLevel::Minimal).then_some(context);
    serde_json::to_vec(&PropertyJson { context, value: ValueJson { value, numbers: format.numbers } })
}
