//! What a body comes to say: values, and entities that are related. Nothing is said twice, unless it is the same.

use super::json::Json;
use super::{Body, Linked, Related};
use crate::bind::Hop;
use crate::edm::{Multiplicity, Nullability, Property};
use crate::error::{Code, Refusal};
use crate::payload::Value;

/// The property that holds the key of a single entity.
pub(super) fn foreign(hop: &Hop) -> Option<&'static Property> {
    hop.navigation.foreign_key.and_then(|name| hop.from.entity.property(name))
}

/// Says by its key which single entity is related.
pub(super) fn attach(body: &mut Body, hop: &Hop, key: Value, target: String) -> Result<(), Refusal> {
    let Some(property) = foreign(hop) else {
        return Err(
            Refusal::new(Code::NotImplemented, "this relation is written from its other side").about(target)
        );
    };
    if key == Value::Null && property.nullability == Nullability::Required {
        return Err(Refusal::new(Code::InvalidValue, "this is never null").about(target));
    }
    body.bound.push(hop.to);
    say(body, property, key, target)
}

/// Notes a value. One that was said already has to be the same.
pub(super) fn say(
    body: &mut Body,
    property: &'static Property,
    value: Value,
    target: String,
) -> Result<(), Refusal> {
    let by_entity = |related: &Related| related.hop.navigation.foreign_key == Some(property.name);
    match body.value(property) {
        Some(said) if *said == value => Ok(()),
        Some(_) => Err(twice().about(target)),
        None if body.related.iter().any(by_entity) => Err(twice().about(target)),
        None => {
            body.values.push((property, value));
            Ok(())
        }
    }
}

pub(super) fn relate(body: &mut Body, hop: Hop, linked: Linked) {
    let known = body.related.iter_mut().find(|related| related.hop.navigation.name == hop.navigation.name);
    match known {
        Some(related) => related.entities.push(linked),
        None => body.related.push(Related { hop, entities: vec![linked] }),
    }
}

pub(super) fn twice() -> Refusal {
    Refusal::new(Code::ConflictingOptions, "this is said twice, and not the same")
}

/// The refusal of something that is no entity and names none.
pub(super) fn one_wanted(hop: &Hop, json: &Json) -> Refusal {
    let message = format!("one of {} is wanted, and this is {}", hop.to.name, json.kind());
    Refusal::new(Code::TypeMismatch, message)
}

pub(super) fn wanted(hop: &Hop, json: &Json) -> Refusal {
    let what = match hop.navigation.many {
        Multiplicity::Many => format!("an array of {}", hop.to.name),
        Multiplicity::One | Multiplicity::ZeroOrOne => format!("one of {}", hop.to.name),
    };
    Refusal::new(Code::TypeMismatch, format!("{what} is wanted, and this is {}", json.kind()))
}
