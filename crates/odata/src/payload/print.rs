//! How entities, pages and what is expanded are written.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::value::ValueJson;
use super::{Entity, Expanded, Form, Items, Page};
use crate::media::{JsonFormat, MetadataLevel, Numbers};
use crate::options::paging::Count;

#[derive(Serialize)]
pub(super) struct PropertyJson<'a> {
    #[serde(rename = "@odata.context", skip_serializing_if = "Option::is_none")]
    pub(super) context: Option<&'a str>,
    pub(super) value: ValueJson<'a>,
}

pub(super) struct PageJson<'a> {
    pub(super) page: &'a Page,
    pub(super) format: JsonFormat,
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
        match &page.items {
            Items::Entities(entities) => {
                map.serialize_entry("value", &EntitiesJson { entities, form: Form::Entities, format })?;
            }
            Items::Values(entities) => {
                map.serialize_entry("value", &EntitiesJson { entities, form: Form::Values, format })?;
            }
            Items::References(links) => map.serialize_entry("value", &links_json(links))?,
        }
        if let Some(next) = &page.next {
            map.serialize_entry("@odata.nextLink", next)?;
        }
        map.end()
    }
}

struct EntitiesJson<'a> {
    entities: &'a [Entity],
    form: Form,
    format: JsonFormat,
}

impl Serialize for EntitiesJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { form, format, .. } = *self;
        let entities = self.entities.iter();
        serializer.collect_seq(entities.map(|entity| EntityJson { entity, form, context: None, format }))
    }
}

pub(super) struct EntityJson<'a> {
    pub(super) entity: &'a Entity,
    pub(super) form: Form,
    pub(super) context: Option<&'a str>,
    pub(super) format: JsonFormat,
}

impl Serialize for EntityJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.format.metadata == MetadataLevel::Minimal {
            if let Some(context) = self.context {
                map.serialize_entry("@odata.context", context)?;
            }
            if self.form == Form::Entities {
                map.serialize_entry("@odata.etag", &self.entity.etag())?;
            }
        }
        for (name, value) in &self.entity.annotations {
            map.serialize_entry(name, &ValueJson { value, numbers: self.format.numbers })?;
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
pub(super) struct LinkJson<'a> {
    #[serde(rename = "@odata.context", skip_serializing_if = "Option::is_none")]
    pub(super) context: Option<&'a str>,
    #[serde(rename = "@odata.id")]
    pub(super) id: &'a str,
}

fn links_json(links: &[String]) -> Vec<LinkJson<'_>> {
    links.iter().map(|id| LinkJson { context: None, id }).collect()
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
            let form = Form::Entities;
            let entity = entity.as_deref().map(|entity| EntityJson { entity, form, context: None, format });
            map.serialize_entry(name, &entity)
        }
        Expanded::Reference(link) => {
            map.serialize_entry(name, &link.as_deref().map(|id| LinkJson { context: None, id }))
        }
        Expanded::References { links, count } => {
            counted(map, *count)?;
            map.serialize_entry(name, &links_json(links))
        }
        Expanded::Many { entities, count, next } => {
            counted(map, *count)?;
            map.serialize_entry(name, &EntitiesJson { entities, form: Form::Entities, format })?;
            match next {
                Some(next) => map.serialize_entry(&format!("{name}@odata.nextLink"), next),
                None => Ok(()),
            }
        }
    }
}
