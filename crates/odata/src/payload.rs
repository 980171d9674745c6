//! The JSON of entities and collections (OData JSON Format 4.01 §6 to §14).

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::edm::EntitySet;
use crate::media::{JsonFormat, MetadataLevel, Numbers};
use crate::options::paging::Count;
use crate::options::select::Selection;

mod value;

pub use value::Value;
use value::ValueJson;

/// An entity with the properties that were asked for, in the model's order.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// The row's version, from which the ETag is made.
    pub version: i32,
    /// Names and values.
    pub properties: Vec<(&'static str, Value)>,
}

impl Entity {
    /// The weak ETag of this version (RFC 9110 §8.8.3, Protocol §8.3.1).
    pub fn etag(&self) -> String {
        format!("W/\"{}\"", self.version)
    }

    /// Prints a single entity.
    pub fn to_json(&self, context: &str, format: JsonFormat) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&EntityJson { entity: self, context: Some(context), format })
    }
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
    /// The entities.
    pub entities: Vec<Entity>,
    /// Where the next page is, if there is one.
    pub next: Option<String>,
}

impl Page {
    /// Prints the page.
    pub fn to_json(&self, format: JsonFormat) -> serde_json::Result<Vec<u8>> {
        serde_json::to_vec(&PageJson { page: self, format })
    }
}

/// The context URL of a collection (Protocol §10.2 and §10.7): the set, and what was selected of it.
pub fn collection_context(root: &str, set: &EntitySet, select: &Selection) -> String {
    match select.listed() {
        Some(listed) => format!("{root}/$metadata#{}({listed})", set.name),
        None => format!("{root}/$metadata#{}", set.name),
    }
}

/// The context URL of a single entity (Protocol §10.3).
pub fn entity_context(root: &str, set: &EntitySet, select: &Selection) -> String {
    format!("{}/$entity", collection_context(root, set, select))
}

struct PageJson<'a> {
    page: &'a Page,
    format: JsonFormat,
}

impl Serialize for PageJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { page, format } = *self;
        let mut map = serializer.serialize_map(None)?;
        if format.metadata == MetadataLevel::Minimal {
            map.serialize_entry("@odata.context", &page.context)?;
        }
        if let (Some(total), Count::Inline | Count::InlineBothWays) = (page.total, page.count) {
            match format.numbers {
                Numbers::Json => map.serialize_entry("@odata.count", &total)?,
                Numbers::Strings => map.serialize_entry("@odata.count", &total.to_string())?,
            }
        }
        // Who writes `$inlinecount` reads version 3, where the count is a string without `@`.
        if let (Some(total), Count::InlineBothWays) = (page.total, page.count) {
            map.serialize_entry("odata.count", &total.to_string())?;
        }
        map.serialize_entry("value", &EntitiesJson { entities: &page.entities, format })?;
        if let Some(next) = &page.next {
            map.serialize_entry("@odata.nextLink", next)?;
        }
        map.end()
    }
}

struct EntitiesJson<'a> {
    entities: &'a [Entity],
    format: JsonFormat,
}

impl Serialize for EntitiesJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let format = self.format;
        serializer.collect_seq(self.entities.iter().map(|entity| EntityJson {
            entity,
            context: None,
            format,
        }))
    }
}

struct EntityJson<'a> {
    entity: &'a Entity,
    context: Option<&'a str>,
    format: JsonFormat,
}

impl Serialize for EntityJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.format.metadata == MetadataLevel::Minimal {
            if let Some(context) = self.context {
                map.serialize_entry("@odata.context", context)?;
            }
            map.serialize_entry("@odata.etag", &self.entity.etag())?;
        }
        for (name, value) in &self.entity.properties {
            map.serialize_entry(name, &ValueJson { value, numbers: self.format.numbers })?;
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entity() -> Entity {
        let properties = vec![
            ("id", Value::Int32(1)),
            ("text", Value::Text("O'Neil \"50%\" É".into())),
            ("none", Value::Null),
            ("flag", Value::Boolean(true)),
            ("long", Value::Int64(9_007_199_254_740_993)),
            ("price", Value::Decimal(-9550, 2)),
            ("whole", Value::Decimal(200, 2)),
            ("double", Value::Double(0.5)),
            ("infinite", Value::Double(f64::NEG_INFINITY)),
            ("moment", Value::Moment(500_000)),
        ];
        Entity { version: 3, properties }
    }

    fn text(json: serde_json::Result<Vec<u8>>) -> String {
        String::from_utf8(json.unwrap()).unwrap()
    }

    #[test]
    fn an_entity_is_printed_with_context_and_etag() {
        assert_eq!(
            text(entity().to_json("c", JsonFormat::default())),
            r#"{"@odata.context":"c","@odata.etag":"W/\"3\"","id":1,"text":"O'Neil \"50%\" É","none":null,"flag":true,"long":9007199254740993,"price":-95.5,"whole":2.0,"double":0.5,"infinite":"-INF","moment":"1970-01-01T00:00:00.5Z"}"#
        );
    }

    #[test]
    fn readers_of_doubles_get_strings_for_long_numbers_and_decimals() {
        let format =
            JsonFormat { metadata: MetadataLevel::None, numbers: Numbers::Strings, ..JsonFormat::default() };
        let printed = text(entity().to_json("c", format));
        assert!(printed.starts_with(r#"{"id":1,"#), "{printed}");
        assert!(
            printed.contains(r#""long":"9007199254740993","price":"-95.5","whole":"2","double":0.5"#),
            "{printed}"
        );
    }

    #[test]
    fn a_page_is_printed_with_its_counts_and_its_link() {
        let mut page = Page {
            context: "c".into(),
            total: Some(6),
            count: Count::InlineBothWays,
            entities: vec![Entity { version: 1, properties: vec![("id", Value::Int32(1))] }],
            next: Some("n".into()),
        };
        assert_eq!(
            text(page.to_json(JsonFormat::default())),
            r#"{"@odata.context":"c","@odata.count":6,"odata.count":"6","value":[{"@odata.etag":"W/\"1\"","id":1}],"@odata.nextLink":"n"}"#
        );
        let none = JsonFormat { metadata: MetadataLevel::None, ..JsonFormat::default() };
        assert_eq!(
            text(page.to_json(none)),
            r#"{"@odata.count":6,"odata.count":"6","value":[{"id":1}],"@odata.nextLink":"n"}"#
        );

        page = Page { count: Count::None, total: None, next: None, entities: Vec::new(), ..page };
        assert_eq!(text(page.to_json(JsonFormat::default())), r#"{"@odata.context":"c","value":[]}"#);
    }
}
