//! One segment of a resource path after the other.

use super::{Target, Way};
use crate::ast::{Argument, ExprKind, Literal, Segment, SegmentKind, Step, StepKind};
use crate::bind::Hop;
use crate::edm::{EdmType, EntityType, Model};
use crate::error::{Code, Refusal};
use crate::grammar;

/// One segment, and what its names are looked up in.
pub(super) struct Reader<'a> {
    pub(super) model: &'a Model,
    pub(super) aliases: &'a [(String, String)],
    pub(super) text: &'a str,
}

impl Reader<'_> {
    /// Follows the segment behind the root of the service.
    pub(super) fn first(&self) -> Result<Target, Refusal> {
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

    pub(super) fn alias(&self, steps: &[Step]) -> Option<&str> {
        let [Step { kind: StepKind::At(name), .. }] = steps else {
            return None;
        };
        let known = self.aliases.iter().find(|(known, _)| known.strip_prefix('@') == Some(name));
        known.map(|(_, value)| value.as_str())
    }

    /// Follows one more segment.
    pub(super) fn below(&self, target: Target) -> Result<Target, Refusal> {
        let segment = grammar::segment(self.text);
        match (target, segment.as_ref().map(|segment: &Segment| &segment.kind)) {
            (Target::Collection(way), Ok(SegmentKind::System(word))) if word == "$count" => {
                Ok(Target::Count(way))
            }
            (Target::Collection(way) | Target::Entity(way), Ok(SegmentKind::System(word)))
                if word == "$ref" && way.called.is_none() =>
            {
                Ok(Target::References(way))
            }
            // A collection has no text of its own (URL §4.7).
            (Target::Property(way, property), Ok(SegmentKind::System(word)))
                if word == "$value" && !matches!(property.kind, EdmType::Strings) =>
            {
                Ok(Target::Value(way, property))
            }
            (Target::Property(way, property), Ok(SegmentKind::System(word)))
                if word == "$count" && matches!(property.kind, EdmType::Strings) =>
            {
                Ok(Target::Size(way, property))
            }
            (Target::Entity(way), Ok(SegmentKind::Name(name, keys))) => self.member(way, name, keys),
            (Target::Entity(way), Err(broken)) => Err(self.broken_member(&way, broken)),
            (Target::Collection(_) | Target::Entity(_) | Target::Property(..), _) if self.is_odata() => {
                Err(not_built(self.text))
            }
            _ => Err(nothing(self.text)),
        }
    }

    /// A segment of an entity that can't be read: a broken call, a broken key, or nothing that is known.
    fn broken_member(&self, way: &Way, broken: &Refusal) -> Refusal {
        let name = self.text.split('(').next().unwrap_or_default();
        if self.model.operation(name, Some(way.set.entity)).is_some() {
            return broken.clone();
        }
        let known = way.set.entity.navigation(name).and_then(|known| self.model.set(known.target));
        match known {
            Some(set) => bad_key(set.entity, self.text),
            None if self.is_odata() => not_built(self.text),
            None => nothing(self.text),
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

pub(super) fn nothing(segment: &str) -> Refusal {
    match segment {
        "" => Refusal::new(Code::NotFound, "there is no such resource: two slashes stand side by side"),
        segment => Refusal::new(Code::NotFound, "there is no such resource").about(segment),
    }
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
