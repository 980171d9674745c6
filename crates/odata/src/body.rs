//! What the body of a request says about entities (OData JSON Format §7, §8 and §14; Protocol §11.4.2 and §11.4.3).
//!
//! Every name and value is checked against the model, like an option of the query string. Properties that the server
//! gives are read over and never stored, whatever is sent for them. What stands under a navigation property is an entity
//! that is there already (`@odata.bind`, or an object with `@odata.id`), or one that comes to be together with its parent.

use crate::bind::Hop;
use crate::edm::{EntitySet, Model, Nullability, Origin, Property};
use crate::error::{Code, Refusal};
use crate::payload::Value;

mod json;
mod object;
mod parameters;
mod reference;
mod relation;
mod value;

use json::Json;
use object::Reader;
pub use parameters::parameters;

/// What a refusal is about when it is about the body as a whole.
const BODY: &str = "body";

/// How deep entities may stand in one another, the outermost not counted.
pub const MAX_DEPTH: usize = 3;

/// How many entities one body may bring along.
pub const MAX_ENTITIES: usize = 100;

/// How many entities that are there already one body may name.
pub const MAX_REFERENCES: usize = 200;

/// What becomes of the entity that a body describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// It comes to be, perhaps with others (Protocol §11.4.2).
    Create,
    /// It is there already, and so is everything that the body names (Protocol §11.4.3).
    Update,
}

/// What is said about one entity.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its set.
    pub set: &'static EntitySet,
    /// Properties that clients may write, with their values; keys of single entities that were bound are among them.
    pub values: Vec<(&'static Property, Value)>,
    /// The entities that it is related to, by navigation property.
    pub related: Vec<Related>,
    /// The sets of the single entities that were bound: their keys stand in `values`.
    pub bound: Vec<&'static EntitySet>,
}

/// The entities under one navigation property.
#[derive(Clone, Debug)]
pub struct Related {
    /// The way to them.
    pub hop: Hop,
    /// Each of them.
    pub entities: Vec<Linked>,
}

/// One related entity.
#[derive(Clone, Debug)]
pub enum Linked {
    /// It is there already and has this key.
    Existing(i32),
    /// It comes to be.
    New(Body),
}

/// What bodies are read against: the model, and the root of the service without a slash at its end, for references.
#[derive(Clone, Copy, Debug)]
pub struct Setting<'s> {
    /// The model.
    pub model: &'s Model,
    /// The root of the service.
    pub root: &'s str,
}

/// Reads an entity.
///
/// # Errors
/// When the text is no JSON, says what the model does not know, or more than is taken; the target is the property.
pub fn entity(
    setting: Setting<'_>,
    set: &'static EntitySet,
    text: &[u8],
    purpose: Purpose,
) -> Result<Body, Refusal> {
    Reader::new(setting, purpose).whole(set, json::parse(text)?)
}

/// Reads a reference, as `$ref` takes it: `{"@odata.id":"Tasks(1)"}` (JSON Format §14).
///
/// # Errors
/// When the text is no such object, or what it names is no entity of the set.
pub fn reference(setting: Setting<'_>, set: &'static EntitySet, text: &[u8]) -> Result<i32, Refusal> {
    let Json::Object(members) = json::parse(text)? else {
        return Err(Refusal::new(Code::TypeMismatch, "an object with `@odata.id` is wanted").about(BODY));
    };
    let id = members.iter().find(|(name, _)| object::is_id(name)).map(|(_, id)| id);
    match id {
        Some(Json::Text(id)) => address(setting, set, id).map_err(|refusal| refusal.about("@odata.id")),
        _ => {
            Err(Refusal::new(Code::MissingProperty, "the address of an entity is wanted").about("@odata.id"))
        }
    }
}

/// The key behind the address of an entity of this set, absolute or relative to the root of the service.
///
/// # Errors
/// When it is the address of something else. The refusal has no target yet.
pub fn address(setting: Setting<'_>, set: &'static EntitySet, text: &str) -> Result<i32, Refusal> {
    reference::key(setting, set, text)
}

/// Reads the value of a single property: `{"value":5}` (JSON Format §11).
///
/// # Errors
/// When the text is no such object, or the value is none that the property takes.
pub fn property(property: &Property, text: &[u8]) -> Result<Value, Refusal> {
    let Json::Object(members) = json::parse(text)? else {
        return Err(Refusal::new(Code::TypeMismatch, "an object with `value` is wanted").about(BODY));
    };
    let value = members.iter().find(|(name, _)| name == "value").map(|(_, value)| value);
    let value = value.ok_or_else(|| Refusal::new(Code::MissingProperty, "`value` is missing").about(BODY))?;
    value::read(property, value).map_err(|(code, message)| Refusal::new(code, message).about(property.name))
}

impl Body {
    /// A body that says nothing.
    pub fn empty(set: &'static EntitySet) -> Self {
        Self { set, values: Vec::new(), related: Vec::new(), bound: Vec::new() }
    }

    /// What is said about a property.
    pub fn value(&self, property: &Property) -> Option<&Value> {
        self.values.iter().find(|(known, _)| known.name == property.name).map(|(_, value)| value)
    }

    /// Makes sure that a new entity has everything it needs, and all that come with it. `given` is the property that the
    /// address has given already, as `Projects(1)/tasks` gives `projectId`.
    ///
    /// # Errors
    /// When a property is missing that is never null; it is the target.
    pub fn complete(&self, given: Option<&str>) -> Result<(), Refusal> {
        if let Some(missing) =
            self.unsaid().find(|property| self.needs(property) && given != Some(property.name))
        {
            return Err(wanting(self.set, missing));
        }
        for related in &self.related {
            let partner = related.hop.partner().and_then(|partner| partner.foreign_key);
            for linked in &related.entities {
                if let Linked::New(body) = linked {
                    body.complete(partner)?;
                }
            }
        }
        Ok(())
    }

    /// The whole entity, as `PUT` means it: what is not said gets its default, which is null unless the model
    /// has another (Protocol §11.4.4).
    ///
    /// # Errors
    /// When a property is missing that is never null; it is the target.
    pub fn whole(mut self) -> Result<Self, Refusal> {
        let unsaid: Vec<_> = self.unsaid().collect();
        for property in unsaid {
            if self.needs(property) {
                return Err(wanting(self.set, property));
            }
            self.values.push((property, property.default.map_or(Value::Null, Value::Boolean)));
        }
        Ok(self)
    }

    /// The properties that clients may write and this body leaves out.
    fn unsaid(&self) -> impl Iterator<Item = &'static Property> + '_ {
        let properties = self.set.entity.properties.iter();
        properties.filter(|property| property.origin == Origin::Client && self.value(property).is_none())
    }

    /// Whether an entity can't be without the property, and no entity that comes along gives it.
    fn needs(&self, property: &Property) -> bool {
        let comes_along = |related: &Related| related.hop.navigation.foreign_key == Some(property.name);
        let required = property.nullability == Nullability::Required && property.default.is_none();
        required && !self.related.iter().any(comes_along)
    }
}

fn wanting(set: &EntitySet, property: &Property) -> Refusal {
    let message = format!("a {} is never without it", set.entity.name);
    Refusal::new(Code::MissingProperty, message).about(property.name)
}

#[cfg(test)]
mod tests;
