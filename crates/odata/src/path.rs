//! The resource path: which part of the model an address means (OData URL Conventions §4).

use crate::bind::{Constant, Hop};
use crate::edm::{EntitySet, Model, Multiplicity, Operation, Property, Returns};
use crate::error::{Code, Refusal};
use crate::grammar;

mod call;
mod reader;
#[cfg(test)]
mod tests;

use reader::{Reader, nothing};

/// How many segments a path may have.
const MAX_SEGMENTS: usize = 8;

/// What a path addresses.
#[derive(Clone, Debug)]
pub enum Target {
    /// The service document at the root (Protocol §11.1.1).
    Service,
    /// `$metadata` (Protocol §11.1.2).
    Metadata,
    /// Many entities, such as `Projects` and `Projects(1)/tasks`.
    Collection(Way),
    /// Their number as plain text: `Projects/$count` (URL §4.8).
    Count(Way),
    /// One entity, such as `Projects(1)` (URL §4.3) and `Tasks(1)/project`.
    Entity(Way),
    /// The addresses of many entities, or of one: `Tasks(1)/resources/$ref`, `Tasks(1)/project/$ref` (URL §4.10).
    References(Way),
    /// One property of one entity (URL §4.6).
    Property(Way, &'static Property),
    /// The same, as plain text (URL §4.7).
    Value(Way, &'static Property),
    /// How many values a property holds that is a collection: `Webhooks(1)/eventTypes/$count` (URL §4.8).
    Size(Way, &'static Property),
    /// An operation whose answer is computed, and kept nowhere (URL §4.5).
    Call(Call),
}

/// A call of an operation.
#[derive(Clone, Debug)]
pub struct Call {
    /// The operation.
    pub operation: &'static Operation,
    /// The entity that it is called on.
    pub on: Option<Way>,
    /// A value for each parameter of a function. An action gets its values in the body.
    pub arguments: Vec<(&'static Property, Constant)>,
}

/// How entities are reached: a set, perhaps a key, and perhaps a navigation property of an entity before. The answers of
/// functions are reached in the same way where a store has them.
#[derive(Clone, Debug)]
pub struct Way {
    /// The set.
    pub set: &'static EntitySet,
    /// Which entity, where the path says one.
    pub key: Option<i32>,
    /// From where it was reached, if not from the root of the service.
    pub from: Option<(Hop, Box<Way>)>,
    /// The function whose answers these are, and on what it was called; then `set` is where they are kept.
    pub called: Option<(&'static Operation, Option<Box<Way>>)>,
}

impl Way {
    /// Whether it leads to one entity at most.
    pub fn is_single(&self) -> bool {
        if let Some((operation, _)) = &self.called {
            return !matches!(operation.returns, Returns::Many(_));
        }
        let leads_to_one = |(hop, _): &(Hop, Box<Self>)| hop.navigation.many != Multiplicity::Many;
        self.key.is_some() || self.from.as_ref().is_some_and(leads_to_one)
    }

    /// Whether clients write what stands at its end: entities with something to write, and no answers.
    pub fn is_writable(&self) -> bool {
        self.called.is_none() && self.set.entity.is_writable()
    }

    /// The address, from the root of the service on.
    pub fn address(&self) -> String {
        if let Some((operation, on)) = &self.called {
            let on = on.as_ref().map(|on| format!("{}/", on.address())).unwrap_or_default();
            return format!("{on}{}()", operation.name);
        }
        let start = match &self.from {
            Some((hop, before)) => format!("{}/{}", before.address(), hop.navigation.name),
            None => self.set.name.to_owned(),
        };
        match self.key {
            Some(key) => format!("{start}({key})"),
            None => start,
        }
    }

    /// Every set that lies on it.
    pub fn sets(&self) -> Vec<&'static EntitySet> {
        let mut sets = self.from.as_ref().map_or_else(Vec::new, |(_, before)| before.sets());
        sets.push(self.set);
        sets
    }
}

/// Reads the path behind the service root, still percent-encoded, with or without its first slash. `aliases` are the
/// values that keys may name.
///
/// # Errors
/// When nothing stands there, or a key is broken.
pub fn parse(model: &Model, path: &str, aliases: &[(String, String)]) -> Result<Target, Refusal> {
    let path = path.strip_prefix('/').unwrap_or(path);
    if path.is_empty() {
        return Ok(Target::Service);
    }
    // One slash at the end is a habit; an empty segment elsewhere names nothing.
    let path = path.strip_suffix('/').unwrap_or(path);
    let pieces = grammar::pieces(path);
    if pieces.len() > MAX_SEGMENTS {
        let message = format!("an address may have {MAX_SEGMENTS} segments");
        return Err(Refusal::new(Code::QueryTooComplex, message));
    }
    let mut target: Option<Target> = None;
    for piece in &pieces {
        let text = grammar::decode_segment(piece)?;
        let reader = Reader { model, aliases, text: &text };
        target = Some(match target {
            None => reader.first()?,
            Some(target) => reader.below(target)?,
        });
    }
    target.ok_or_else(|| nothing(path))
}
