//! The JSON of entities and collections (OData JSON Format 4.01 §6 to §14).

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use crate::bind::Query;
use crate::media::{JsonFormat, MetadataLevel, Numbers};
use crate::options::paging::Count;

mod value;

pub use value::Value;
use value::ValueJson;

/// An entity with the properties that were asked for, in the model's order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entity {
    /// The row's version, from which the ETag is made.
    pub version: i32,
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

/// The context URL of a collection (Protocol §10.2, §10.7, §10.10): the set, and what was selected and expanded of it.
pub fn collection_context(root: &str, query: &Query) -> String {
    format!("{root}/$metadata#{}{}", query.set.name, query.context_list())
}

/// The context URL of a single entity (Protocol §10.3).
pub fn entity_context(root: &str, query: &Query) -> String {
    format!("{}/$entity", collection_context(root, query))
}

/// A single property with its context (JSON Format §11).
pub fn property_json(context: &str, value: &Value, format: JsonFormat) -> serde_json::Result<Vec<u8>> {
    let context = (format.metadata == MetadataLevel::Minimal).then_some(context);
    serde_json::to_vec(&PropertyJson { context, value: ValueJson { value, numbers: format.numbers } })
}

#[derive(Serialize)]
struct PropertyJson<'a> {
    #[serde(rename = "@odata.context", skip_serializing_if = "Option::is_none")]
    context: Option<&'a str>,
    value: ValueJson<'a>,
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
            map.serialize_entry("@odata.count", &CountJson(total, format.numbers))?;
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
        for (name, value) in &self.entity.computed {
            map.serialize_entry(name, &ValueJson { value, numbers: self.format.numbers })?;
        }
        for (name, expanded) in &self.entity.expanded {
            expand(&mut map, name, expanded, self.format)?;
        }
        map.end()
    }
}

/// A number of entities, which is an `Edm.Int64`.
struct CountJson(u64, Numbers);

impl Serialize for CountJson {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.1 {
            Numbers::Json => serializer.serialize_u64(self.0),
            Numbers::Strings => serializer.collect_str(&self.0),
        }
    }
}

/// A link to an entity (JSON Format §14).
#[derive(Serialize)]
struct LinkJson<'a> {
    #[serde(rename = "@odata.id")]
    id: &'a str,
}

fn expand<M: SerializeMap>(
    map: &mut M,
    name: &str,
    expanded: &Expanded,
    format: JsonFormat,
) -> Result<(), M::Error> {
    let counted = |map: &mut M, count: Option<u64>| match count {
        Some(count) => map.serialize_entry(&format!("{name}@odata.count"), &CountJson(count, format.numbers)),
        None => Ok(()),
    };
    match expanded {
        Expanded::Count(count) => counted(map, Some(*count)),
        Expanded::One(entity) => {
            let entity = entity.as_deref().map(|entity| EntityJson { entity, context: None, format });
            map.serialize_entry(name, &entity)
        }
        Expanded::Reference(link) => map.serialize_entry(name, &link.as_deref().map(|id| LinkJson { id })),
        Expanded::References { links, count } => {
            counted(map, *count)?;
            map.serialize_entry(name, &links.iter().map(|id| LinkJson { id }).collect::<Vec<_>>())
        }
        Expanded::Many { entities, count, next } => {
            counted(map, *count)?;
            map.serialize_entry(name, &EntitiesJson { entities, format })?;
            match next {
                Some(next) => map.serialize_entry(&format!("{name}@odata.nextLink"), next),
                None => Ok(()),
            }
        }
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
        Entity { version: 3, properties, ..Entity::default() }
    }

    #[test]
    fn what_is_expanded_stands_behind_the_properties() {
        let child = || Entity { version: 1, properties: vec![("id", Value::Int32(7))], ..Entity::default() };
        let parent = Entity {
            version: 2,
            computed: vec![("sum".into(), Value::Int64(3))],
            expanded: vec![
                ("one", Expanded::One(Some(Box::new(child())))),
                ("none", Expanded::One(None)),
                ("link", Expanded::Reference(Some("u".into()))),
                ("links", Expanded::References { links: vec!["u".into()], count: None }),
                ("number", Expanded::Count(4)),
                ("many", Expanded::Many { entities: vec![child()], count: Some(2), next: Some("n".into()) }),
            ],
            ..Entity::default()
        };
        let format = JsonFormat { metadata: MetadataLevel::None, ..JsonFormat::default() };
        assert_eq!(
            text(parent.to_json("c", format)),
            concat!(
                r#"{"sum":3,"one":{"id":7},"none":null,"link":{"@odata.id":"u"},"links":[{"@odata.id":"u"}],"#,
                r#""number@odata.count":4,"many@odata.count":2,"many":[{"id":7}],"many@odata.nextLink":"n"}"#
            )
        );
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
            entities: vec![Entity {
                version: 1,
                properties: vec![("id", Value::Int32(1))],
                ..Entity::default()
            }],
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
