//! From a JSON object to an entity: its members are properties, navigation properties, and control information.

use super::json::Json;
use super::relation::{attach, foreign, one_wanted, relate, say, twice, wanted};
use super::{Body, Linked, MAX_DEPTH, MAX_ENTITIES, MAX_REFERENCES, Purpose, Setting, reference, value};
use crate::bind::Hop;
use crate::edm::{EntitySet, Multiplicity, Origin};
use crate::error::{Code, Refusal};
use crate::payload::Value;

/// Whether a member holds the address of an entity (JSON Format §4.5.8, and its name in 4.01).
pub(super) fn is_id(name: &str) -> bool {
    matches!(name, "@odata.id" | "@id")
}

/// Reads one body, and counts what it brings.
pub(super) struct Reader<'s> {
    setting: Setting<'s>,
    purpose: Purpose,
    entities: usize,
    references: usize,
}

/// Where in the body something stands, for the target of a refusal: `tasks/0/taskName`.
#[derive(Clone)]
struct Place {
    path: String,
    depth: usize,
}

impl Place {
    fn member(&self, name: &str) -> String {
        if self.path.is_empty() { name.to_owned() } else { format!("{}/{name}", self.path) }
    }

    fn inside(&self, path: String) -> Self {
        Self { path, depth: self.depth + 1 }
    }
}

impl<'s> Reader<'s> {
    pub(super) fn new(setting: Setting<'s>, purpose: Purpose) -> Self {
        Self { setting, purpose, entities: 0, references: 0 }
    }

    /// Reads the outermost entity.
    pub(super) fn whole(&mut self, set: &'static EntitySet, json: Json) -> Result<Body, Refusal> {
        match json {
            Json::Object(members) => self.object(set, members, &Place { path: String::new(), depth: 0 }),
            other => Err(Refusal::new(
                Code::TypeMismatch,
                format!(
                    "an object with the properties of {} is wanted, and this is {}",
                    set.entity.name,
                    other.kind()
                ),
            )
            .about(super::BODY)),
        }
    }

    fn object(
        &mut self,
        set: &'static EntitySet,
        members: Vec<(String, Json)>,
        place: &Place,
    ) -> Result<Body, Refusal> {
        let mut body = Body::empty(set);
        for (name, json) in members {
            match name.split_once('@') {
                Some(("", control)) => self.control(set, control, &json, place)?,
                Some((name, "odata.bind" | "bind")) => self.bind(&mut body, name, json, place)?,
                // Annotations of properties, such as `tasks@odata.count`, and operations, such as `#Ccpm.Retry`: a client
                // that sends back what it got sends them along.
                Some(_) => {}
                None if name.starts_with('#') => {}
                None => self.member(&mut body, &name, json, place)?,
            }
        }
        Ok(body)
    }

    /// Control information about the entity. What it says is known from the address, so only a contradiction counts.
    fn control(&self, set: &EntitySet, control: &str, json: &Json, place: &Place) -> Result<(), Refusal> {
        let target = || place.member(&format!("@{control}"));
        match control.strip_prefix("odata.").unwrap_or(control) {
            "type" => {
                let full = format!("#{}.{}", self.setting.model.namespace, set.entity.name);
                match json {
                    Json::Text(text) if text.trim_start_matches('#') == full.trim_start_matches('#') => {
                        Ok(())
                    }
                    _ => Err(Refusal::new(Code::TypeMismatch, format!("the type here is `{full}`"))
                        .about(target())),
                }
            }
            "removed" | "delta" => {
                Err(Refusal::new(Code::NotImplemented, "deltas are not built").about(target()))
            }
            _ => Ok(()),
        }
    }

    fn member(&mut self, body: &mut Body, name: &str, json: Json, place: &Place) -> Result<(), Refusal> {
        let entity = body.set.entity;
        if let Some(property) = entity.property(name) {
            // Keys and computed values are the server's: what is sent for them changes nothing (Protocol §11.4.3).
            if property.origin == Origin::Server {
                return Ok(());
            }
            let target = place.member(property.name);
            let value = value::read(property, &json)
                .map_err(|(code, message)| Refusal::new(code, message).about(target.as_str()))?;
            return say(body, property, value, target);
        }
        let hop = self.hop(body.set, name, place)?;
        let target = place.member(hop.navigation.name);
        match (hop.navigation.many, json) {
            (Multiplicity::Many, Json::List(items)) if self.purpose == Purpose::Create => {
                for (index, item) in items.into_iter().enumerate() {
                    let inside = place.inside(format!("{target}/{index}"));
                    let linked = self.linked(&hop, item, &inside)?;
                    relate(body, hop, linked);
                }
                Ok(())
            }
            (Multiplicity::Many, Json::List(_)) => {
                let message =
                    format!("entities are related one by one, through `{}/$ref`", hop.navigation.name);
                Err(Refusal::new(Code::NotImplemented, message).about(target))
            }
            (Multiplicity::One | Multiplicity::ZeroOrOne, json @ (Json::Object(_) | Json::Null)) => {
                let inside = place.inside(target);
                self.single(body, hop, json, &inside)
            }
            (_, other) => Err(wanted(&hop, &other).about(target)),
        }
    }

    /// `"project@odata.bind":"Projects(1)"` (JSON Format §8.5, and without the prefix in 4.01).
    fn bind(&mut self, body: &mut Body, name: &str, json: Json, place: &Place) -> Result<(), Refusal> {
        let hop = self.hop(body.set, name, place)?;
        let target = place.member(&format!("{}@odata.bind", hop.navigation.name));
        match (hop.navigation.many, json) {
            (Multiplicity::Many, Json::List(items)) => {
                for item in items {
                    let Json::Text(text) = item else {
                        return Err(one_wanted(&hop, &item).about(target));
                    };
                    let key = self.existing(&hop, &text, &target)?;
                    relate(body, hop, Linked::Existing(key));
                }
                Ok(())
            }
            (Multiplicity::One | Multiplicity::ZeroOrOne, Json::Text(text)) => {
                let key = self.existing(&hop, &text, &target)?;
                attach(body, &hop, Value::Int32(key), target)
            }
            (Multiplicity::ZeroOrOne, Json::Null) => attach(body, &hop, Value::Null, target),
            (_, other) => Err(wanted(&hop, &other).about(target)),
        }
    }

    /// What stands under a navigation property that leads to one entity.
    fn single(&mut self, body: &mut Body, hop: Hop, json: Json, inside: &Place) -> Result<(), Refusal> {
        let target = inside.path.clone();
        if json == Json::Null {
            return attach(body, &hop, Value::Null, target);
        }
        match self.linked(&hop, json, inside)? {
            Linked::Existing(key) => attach(body, &hop, Value::Int32(key), target),
            Linked::New(_) if self.purpose == Purpose::Update => {
                let message = "an update creates nothing: name an entity with `@odata.id`";
                Err(Refusal::new(Code::NotImplemented, message).about(target))
            }
            new => {
                let said = foreign(&hop).and_then(|property| body.value(property)).is_some();
                if said
                    || body.related.iter().any(|related| related.hop.navigation.name == hop.navigation.name)
                {
                    return Err(twice().about(target));
                }
                relate(body, hop, new);
                Ok(())
            }
        }
    }

    /// One entity under a navigation property: a reference when it has an address, and else a new one.
    fn linked(&mut self, hop: &Hop, json: Json, inside: &Place) -> Result<Linked, Refusal> {
        let Json::Object(members) = json else {
            return Err(one_wanted(hop, &json).about(inside.path.as_str()));
        };
        if let Some((name, id)) = members.iter().find(|(name, _)| is_id(name)) {
            let target = inside.member(name);
            if members.iter().any(|(name, _)| !name.contains('@') && !name.starts_with('#')) {
                let message = "an entity that is there already is not changed along with another";
                return Err(Refusal::new(Code::NotImplemented, message).about(inside.path.as_str()));
            }
            let Json::Text(text) = id else {
                return Err(one_wanted(hop, id).about(target));
            };
            return self.existing(hop, text, &target).map(Linked::Existing);
        }
        if !hop.to.entity.is_writable() {
            let message = format!("{} are made by the service alone", hop.to.name);
            return Err(Refusal::new(Code::InvalidValue, message).about(inside.path.as_str()));
        }
        self.entities += 1;
        if inside.depth > MAX_DEPTH || self.entities > MAX_ENTITIES {
            let message = format!(
                "at most {MAX_ENTITIES} entities come along, and stand {MAX_DEPTH} deep in one another"
            );
            return Err(Refusal::new(Code::QueryTooComplex, message).about(inside.path.as_str()));
        }
        self.object(hop.to, members, inside).map(Linked::New)
    }

    fn existing(&mut self, hop: &Hop, text: &str, target: &str) -> Result<i32, Refusal> {
        self.references += 1;
        if self.references > MAX_REFERENCES {
            let message = format!("at most {MAX_REFERENCES} entities are named");
            return Err(Refusal::new(Code::QueryTooComplex, message).about(target));
        }
        reference::key(self.setting, hop.to, text).map_err(|refusal| refusal.about(target))
    }

    fn hop(&self, set: &'static EntitySet, name: &str, place: &Place) -> Result<Hop, Refusal> {
        let navigation = set.entity.navigation(name);
        let to = navigation.and_then(|navigation| self.setting.model.set(navigation.target));
        match (navigation, to) {
            (Some(navigation), Some(to)) => Ok(Hop { from: set, navigation, to }),
            _ => Err(Refusal::new(
                Code::UnknownProperty,
                format!("`{name}` is not a property of {}", set.entity.name),
            )
            .about(place.member(name))),
        }
    }
}
