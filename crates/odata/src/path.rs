//! The resource path: which part of the model an address means (OData URL Conventions §4).

use crate::ast::{Argument, ExprKind, Literal, Segment, SegmentKind, Step, StepKind};
use crate::bind::{Constant, Hop};
use crate::edm::{EdmType, EntitySet, EntityType, Model, Multiplicity, Operation, Property, Returns};
use crate::error::{Code, Refusal};
use crate::grammar;

mod call;
#[cfg(test)]
mod tests;

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

/// One segment, and what its names are looked up in.
struct Reader<'a> {
    model: &'a Model,
    aliases: &'a [(String, String)],
    text: &'a str,
}

impl Reader<'_> {
    fn first(&self) -> Result<Target, Refusal> {
        let segment = match grammar::segment(self.text) {
            Ok(segment) => segment,
            Err(broken) => return Err(self.broken(broken)),
        };
        match segment.kind {
            SegmentKind::System(word) if word == "$metadata" => Ok(Target::Metadata),
            SegmentKind::System(_) | SegmentKind::CrossJoin(_) => Err(not_built(self.text)),
            SegmentKind::Name(name, keys) => match self.model.set(&name) {
                Some(set) => self.with_key(Way { set, key: None, from: None, called: None }, &keys),
                None => {
                    let imported = self.model.operation(&name, None).ok_or_else(|| nothing(self.text))?;
                    self.called(imported, None, &keys)
                }
            },
            SegmentKind::Filter(..) | SegmentKind::Literal(_) => Err(nothing(self.text)),
        }
    }

    /// A name that is known makes a broken segment a broken key or call; else nothing is there.
    fn broken(&self, broken: Refusal) -> Refusal {
        let name = self.text.split('(').next().unwrap_or_default();
        if self.model.operation(name, None).is_some() {
            return broken;
        }
        match (self.model.set(name), self.text.contains('(')) {
            (Some(set), true) => bad_key(set.entity, self.text),
            _ if broken.code == Code::QueryTooComplex => broken,
            _ if name.starts_with('$') => not_built(self.text),
            _ => nothing(self.text),
        }
    }

    fn with_key(&self, mut way: Way, keys: &[Vec<Argument>]) -> Result<Target, Refusal> {
        match keys {
            [] if way.is_single() => Ok(Target::Entity(way)),
            [] => Ok(Target::Collection(way)),
            [key] if !way.is_single() => {
                way.key = Some(self.key(way.set.entity, key)?);
                Ok(Target::Entity(way))
            }
            _ => Err(bad_key(way.set.entity, self.text)),
        }
    }

    /// `1`, `projectId=1` or an alias for it (URL §4.3.1); sets here have one Int32 key.
    fn key(&self, entity: &EntityType, arguments: &[Argument]) -> Result<i32, Refusal> {
        let wrong = || bad_key(entity, self.text);
        let [argument] = arguments else {
            return Err(wrong());
        };
        if argument.name.as_ref().is_some_and(|name| !name.eq_ignore_ascii_case(entity.key)) {
            return Err(wrong());
        }
        let number = match &argument.value.kind {
            ExprKind::Literal(Literal::Number(text)) => text.parse(),
            ExprKind::Path(steps) => self.alias(steps).ok_or_else(wrong)?.trim().parse(),
            _ => return Err(wrong()),
        };
        number.map_err(|_| wrong())
    }

    fn alias(&self, steps: &[Step]) -> Option<&str> {
        let [Step { kind: StepKind::At(name), .. }] = steps else {
            return None;
        };
        let known = self.aliases.iter().find(|(known, _)| known.strip_prefix('@') == Some(name));
        known.map(|(_, value)| value.as_str())
    }

    /// Follows one more segment.
    fn below(&self, target: Target) -> Result<Target, Refusal> {
        let segment = grammar::segment(self.text);
        match (target, segment.as_ref().map(|segment: &Segment| &segment.kind)) {
            (Target::Collection(way), Ok(SegmentKind::System(word))) if word == "$count" => {
                Ok(Target::Count(way))
            }
            (Target::Collection(way) | Target::Entity(way), Ok(SegmentKind::System(word)))
                if word == "$ref" && way.from.is_some() =>
            {
                Ok(Target::References(way))
            }
            // A collection has no text of its own (URL §4.7).
            (Target::Property(way, property), Ok(SegmentKind::System(word)))
                if word == "$value" && !matches!(property.kind, EdmType::Strings) =>
            {
                Ok(Target::Value(way, property))
            }
            (Target::Entity(way), Ok(SegmentKind::Name(name, keys))) => self.member(way, name, keys),
            (Target::Entity(way), Err(broken)) => {
                let name = self.text.split('(').next().unwrap_or_default();
                if self.model.operation(name, Some(way.set.entity)).is_some() {
                    return Err(broken.clone());
                }
                let known = way.set.entity.navigation(name).and_then(|known| self.model.set(known.target));
                Err(match known {
                    Some(set) => bad_key(set.entity, self.text),
                    None if self.is_odata() => not_built(self.text),
                    None => nothing(self.text),
                })
            }
            (Target::Collection(_) | Target::Entity(_) | Target::Property(..), _) if self.is_odata() => {
                Err(not_built(self.text))
            }
            _ => Err(nothing(self.text)),
        }
    }

    /// Whether OData knows segments like this one: announced as missing, and not as unknown.
    fn is_odata(&self) -> bool {
        self.text.starts_with('$') || self.text.contains('.')
    }

    fn member(&self, way: Way, name: &str, keys: &[Vec<Argument>]) -> Result<Target, Refusal> {
        if let (Some(property), []) = (way.set.entity.property(name), keys) {
            return Ok(Target::Property(way, property));
        }
        if let Some(operation) = self.model.operation(name, Some(way.set.entity)) {
            return self.called(operation, Some(way), keys);
        }
        let navigation = way.set.entity.navigation(name);
        let to = navigation.and_then(|navigation| self.model.set(navigation.target));
        let (Some(navigation), Some(to)) = (navigation, to) else {
            return Err(if name.contains('.') { not_built(self.text) } else { nothing(self.text) });
        };
        let hop = Hop { from: way.set, navigation, to };
        self.with_key(Way { set: to, key: None, from: Some((hop, Box::new(way))), called: None }, keys)
    }
}

fn nothing(segment: &str) -> Refusal {
    Refusal::new(Code::NotFound, "there is no such resource").about(segment)
}

fn not_built(segment: &str) -> Refusal {
    Refusal::new(Code::NotImplemented, "this kind of path is not built").about(segment)
}

fn bad_key(entity: &EntityType, segment: &str) -> Refusal {
    let message = format!(
        "a key of {0} is one Int32 in parentheses, as in `(1)` or `({1}=1)`",
        entity.name, entity.key
    );
    Refusal::new(Code::InvalidKey, message).about(segment)
}
