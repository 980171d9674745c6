//! The model as JSON (OData CSDL JSON 4.01).

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::annotation::{self, Annotation, Fact, VOCABULARIES, qualified, vocabulary_uri};
use super::{facets, is_collection, type_name};
use crate::edm::{
    EntitySet, EntityType, EnumForm, EnumType, Model, Multiplicity, Navigation, Nullability, Property,
};
use crate::version::Version;

mod operations;

/// A JSON value whose members stay in the order of the model.
enum Json {
    Bool(bool),
    Number(i64),
    Text(String),
    List(Vec<Json>),
    Object(Members),
}

type Members = Vec<(String, Json)>;

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(value) => serializer.serialize_i64(*value),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (name, value) in members {
                    map.serialize_entry(name, value)?;
                }
                map.end()
            }
        }
    }
}

fn text(text: impl Into<String>) -> Json {
    Json::Text(text.into())
}

fn kind(kind: &str) -> (String, Json) {
    ("$Kind".into(), text(kind))
}

/// Prints the model as JSON.
///
/// # Errors
/// None that the model could cause: the writer's own, passed on.
pub fn document(model: &Model, version: Version) -> serde_json::Result<Vec<u8>> {
    let references = VOCABULARIES.map(|(alias, namespace)| {
        let include = vec![("$Namespace".into(), text(namespace)), ("$Alias".into(), text(alias))];
        let include = Json::Object(vec![("$Include".into(), Json::List(vec![Json::Object(include)]))]);
        (vocabulary_uri(namespace, "json"), include)
    });
    let mut schema: Members = vec![annotated(&annotation::of_schema())];
    schema.extend(model.enums.iter().map(|kind| (kind.name.into(), enum_type(kind))));
    schema.extend(model.sets.iter().map(|set| (set.entity.name.into(), entity_type(model, set.entity))));
    schema.extend(operations::types(model));
    schema.push((model.container.into(), container(model)));
    serde_json::to_vec(&Json::Object(vec![
        ("$Version".into(), text(version.as_str())),
        ("$Reference".into(), Json::Object(references.into())),
        ("$EntityContainer".into(), text(qualified(model, model.container))),
        (model.namespace.into(), Json::Object(schema)),
    ]))
}

fn enum_type(enumeration: &EnumType) -> Json {
    let mut members = vec![kind("EnumType")];
    if enumeration.form == EnumForm::Flags {
        members.push(("$IsFlags".into(), Json::Bool(true)));
    }
    members.extend(enumeration.members.iter().map(|(name, value)| ((*name).into(), Json::Number(*value))));
    Json::Object(members)
}

fn entity_type(model: &Model, entity: &EntityType) -> Json {
    let mut members = vec![kind("EntityType"), ("$Key".into(), Json::List(vec![text(entity.key)]))];
    let properties = entity.properties.iter();
    members.extend(properties.map(|property| (property.name.into(), self::property(model, property))));
    let navigation = entity.navigation.iter();
    members.extend(navigation.filter_map(|way| Some((way.name.into(), self::navigation(model, way)?))));
    Json::Object(members)
}

/// A property; one without a type is a string (CSDL JSON §7.1).
fn property(model: &Model, property: &Property) -> Json {
    let mut members = Members::new();
    if is_collection(property.kind) {
        members.push(("$Collection".into(), Json::Bool(true)));
    }
    let name = type_name(model, property.kind);
    if name != "Edm.String" {
        members.push(("$Type".into(), text(name)));
    }
    if property.nullability == Nullability::Nullable {
        members.push(("$Nullable".into(), Json::Bool(true)));
    }
    let (precision, scale) = facets(property.kind);
    members.extend(precision.map(|digits| ("$Precision".into(), Json::Number(digits.into()))));
    members.extend(scale.map(|digits| ("$Scale".into(), Json::Number(digits.into()))));
    members.extend(property.default.map(|default| ("$DefaultValue".into(), Json::Bool(default))));
    members.extend(annotation::of_property(property).iter().map(annotated));
    Json::Object(members)
}

fn navigation(model: &Model, navigation: &Navigation) -> Option<Json> {
    let target = model.set(navigation.target)?.entity;
    let mut members = vec![kind("NavigationProperty")];
    if navigation.many == Multiplicity::Many {
        members.push(("$Collection".into(), Json::Bool(true)));
    }
    members.push(("$Type".into(), text(qualified(model, target.name))));
    if navigation.many == Multiplicity::ZeroOrOne {
        members.push(("$Nullable".into(), Json::Bool(true)));
    }
    members.extend(navigation.partner.map(|partner| ("$Partner".into(), text(partner))));
    members.extend(navigation.foreign_key.map(|dependent| {
        let constraint = vec![(dependent.to_owned(), text(target.key))];
        ("$ReferentialConstraint".into(), Json::Object(constraint))
    }));
    Some(Json::Object(members))
}

fn container(model: &Model) -> Json {
    let mut members = vec![kind("EntityContainer")];
    members.extend(annotation::of_container().iter().map(annotated));
    members.extend(model.sets.iter().map(|set| (set.name.into(), entity_set(model, set))));
    members.extend(operations::imports(model));
    Json::Object(members)
}

fn entity_set(model: &Model, set: &EntitySet) -> Json {
    let mut members = vec![
        ("$Collection".into(), Json::Bool(true)),
        ("$Type".into(), text(qualified(model, set.entity.name))),
    ];
    let bindings = set.entity.navigation.iter();
    let bindings: Members = bindings.map(|way| (way.name.into(), text(way.target))).collect();
    if !bindings.is_empty() {
        members.push(("$NavigationPropertyBinding".into(), Json::Object(bindings)));
    }
    members.extend(annotation::of_set(set).iter().map(annotated));
    Json::Object(members)
}

fn annotated(annotation: &Annotation) -> (String, Json) {
    (format!("@{}", annotation.term), fact(&annotation.value))
}

/// A value; a member of an enumeration stands there by its name (CSDL JSON §14.3.7).
fn fact(value: &Fact) -> Json {
    match value {
        Fact::Bool(value) => Json::Bool(*value),
        Fact::Int(value) => Json::Number(i64::try_from(*value).unwrap_or(i64::MAX)),
        Fact::Text(value) => text(*value),
        Fact::Member(_, member) => text(*member),
        Fact::Texts(texts) => Json::List(texts.iter().map(|value| text(*value)).collect()),
        Fact::Record(properties) => {
            Json::Object(properties.iter().map(|(name, value)| ((*name).into(), fact(value))).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::MODEL;

    #[test]
    fn the_document_holds_the_model() {
        let printed = document(&MODEL, Version::V4_01).unwrap();
        let json: serde_json::Value = serde_json::from_slice(&printed).unwrap();
        assert_eq!(json["$Version"], "4.01");
        assert_eq!(json["$EntityContainer"], "Sample.Container");
        let expected = serde_json::json!({
            "$Kind": "EntityType",
            "$Key": ["thingId"],
            "thingId": { "$Type": "Edm.Int32", "@Core.Computed": true },
            "thingName": {},
            "weight": { "$Type": "Edm.Decimal", "$Nullable": true, "$Precision": 9, "$Scale": 2 },
            "madeOn": { "$Type": "Edm.DateTimeOffset", "$Nullable": true, "$Precision": 6 },
            "state": { "$Type": "Sample.State" },
            "days": { "$Type": "Sample.Days", "$Nullable": true },
            "boxId": { "$Type": "Edm.Int32", "$Nullable": true },
            "box": {
                "$Kind": "NavigationProperty",
                "$Type": "Sample.Box",
                "$Nullable": true,
                "$Partner": "things",
                "$ReferentialConstraint": { "boxId": "boxId" },
            },
        });
        assert_eq!(json["Sample"]["Thing"], expected);
        let days = serde_json::json!({ "$Kind": "EnumType", "$IsFlags": true, "Monday": 1, "Tuesday": 2, "Wednesday": 4 });
        assert_eq!(json["Sample"]["Days"], days);
        let boxes = &json["Sample"]["Container"]["Boxes"];
        assert_eq!(boxes["$NavigationPropertyBinding"], serde_json::json!({ "things": "Things" }));
        assert_eq!(boxes["@Capabilities.SearchRestrictions"], serde_json::json!({ "Searchable": false }));
    }

    #[test]
    fn members_stand_in_the_order_of_the_model() {
        let printed = String::from_utf8(document(&MODEL, Version::V4_0).unwrap()).unwrap();
        assert!(printed.starts_with(r#"{"$Version":"4.0","$Reference":{"https://oasis-tcs.github.io/odata-vocabularies/vocabularies/Org.OData.Core.V1.json""#));
        let places =
            ["thingId", "thingName", "weight", "madeOn"].map(|name| printed.find(&format!("\"{name}\":{{")));
        assert!(places.is_sorted(), "{places:?}");
    }
}
