//! Paths: from names to properties, entities and collections, hop by hop.

use super::property::property;
use super::tree::{Bound, Hop, Kind, Place, Related, Values, Variable};
use super::{About, Binder, MAX_JOINS};
use crate::ast::{Expr, ExprKind, Implicit, Span, Step, StepKind};
use crate::edm::{EdmType, EntitySet, Multiplicity};
use crate::error::{Code, Refusal};

/// Where a path leads.
pub(super) enum End {
    Value(Bound),
    Values(Values),
    Entity(Place),
    Many(Related),
}

impl Binder<'_> {
    /// A path that leads to a value.
    pub(super) fn path(&mut self, span: Span, steps: &[Step]) -> Result<Bound, Refusal> {
        match self.walk(steps)? {
            End::Value(bound) => Ok(bound),
            End::Values(_) => Err(self.refuse_values(span)),
            End::Entity(_) => Err(self.refuse(
                Code::TypeMismatch,
                span,
                "an entity is not a value; name one of its properties, or compare it with null",
            )),
            End::Many(_) => Err(self.refuse(
                Code::TypeMismatch,
                span,
                "a collection is not a value; use any, all or $count",
            )),
        }
    }

    /// A path that is compared with null: a single entity is null when its key is.
    pub(super) fn path_or_key(&mut self, span: Span, steps: &[Step]) -> Result<Bound, Refusal> {
        match self.walk(steps)? {
            End::Entity(place) => {
                let entity = place.set().entity;
                let key = entity.property(entity.key);
                let key =
                    key.ok_or_else(|| self.refuse(Code::NotImplemented, span, "the entity has no key"))?;
                let mut bound = property(place, key);
                bound.nullable = true;
                Ok(bound)
            }
            End::Value(bound) => Ok(bound),
            End::Values(_) | End::Many(_) => {
                Err(self.refuse(Code::TypeMismatch, span, "a collection is never null; use any or $count"))
            }
        }
    }

    pub(super) fn walk(&mut self, steps: &[Step]) -> Result<End, Refusal> {
        let Some((first, rest)) = steps.split_first() else {
            return Ok(End::Value(Bound::null()));
        };
        let mut end = self.first(first)?;
        for step in rest {
            end = match end {
                End::Entity(place) => self.below_entity(place, step)?,
                End::Many(related) => self.below_many(related, step)?,
                End::Values(values) => self.below_values(values, step)?,
                End::Value(_) => {
                    return Err(self.refuse(
                        Code::UnknownProperty,
                        step.span,
                        "a single value has no members",
                    ));
                }
            };
        }
        Ok(end)
    }

    fn first(&mut self, step: &Step) -> Result<End, Refusal> {
        match &step.kind {
            StepKind::Implicit(Implicit::It) => self.it(step.span).map(End::Entity),
            StepKind::Implicit(Implicit::This) => {
                let (variable, about) = self.subject;
                Ok(self.end(variable, about))
            }
            StepKind::At(name) if !name.contains(['.', '#']) => self.alias(name, step).map(End::Value),
            StepKind::Name(name) => self.first_name(name, step),
            StepKind::Call(name, arguments) => self.call(step, name, arguments).map(End::Value),
            _ => Err(self.refuse(Code::NotImplemented, step.span, "this kind of path is not built")),
        }
    }

    fn refuse_values(&self, span: Span) -> Refusal {
        self.refuse(Code::TypeMismatch, span, "a collection is not a value; use any, all or $count")
    }

    /// What a variable stands for.
    fn end(&self, variable: Variable, about: About) -> End {
        match about {
            About::Entity(root) => End::Entity(Place { variable, root, through: Vec::new() }),
            About::Value(class) => End::Value(Bound::new(Kind::Item(variable), class, false)),
        }
    }

    /// A lambda variable, a computed name, or a member of what the option is about.
    fn first_name(&mut self, name: &str, step: &Step) -> Result<End, Refusal> {
        if let Some(known) = self.declared.iter().rev().find(|known| known.name == name) {
            return Ok(self.end(known.variable, known.about));
        }
        if let Some(computed) = self.computed.iter().find(|computed| computed.name == name) {
            return Ok(End::Value(computed.expr.clone()));
        }
        match self.subject {
            (variable, About::Entity(root)) => {
                self.member(Place { variable, root, through: Vec::new() }, name, step.span)
            }
            (_, About::Value(_)) => {
                let message = format!("`{name}` is no name here: say `$this` for the value itself");
                Err(self.refuse(Code::UnknownProperty, step.span, message))
            }
        }
    }

    fn below_entity(&mut self, place: Place, step: &Step) -> Result<End, Refusal> {
        match &step.kind {
            StepKind::Name(name) => self.member(place, name, step.span),
            _ => Err(self.refuse(Code::NotImplemented, step.span, "this kind of path is not built")),
        }
    }

    fn member(&mut self, mut place: Place, name: &str, span: Span) -> Result<End, Refusal> {
        if name.contains('.') {
            return Err(self.refuse(Code::NotImplemented, span, "there are no derived types"));
        }
        let from = place.set();
        if let Some(found) = from.entity.property(name) {
            return Ok(match found.kind {
                EdmType::Strings => {
                    End::Values(Values { place, property: found, variable: self.fresh(), predicate: None })
                }
                _ => End::Value(property(place, found)),
            });
        }
        let Some(hop) = self.hop(from, name) else {
            let message = format!("`{name}` is not a property of {}", from.entity.name);
            return Err(self.refuse(Code::UnknownProperty, span, message));
        };
        self.touch(hop.to);
        if hop.navigation.many == Multiplicity::Many {
            return Ok(End::Many(Related { place, hop, variable: self.fresh(), predicate: None }));
        }
        place.through.push(hop);
        self.join(&place, span)?;
        Ok(End::Entity(place))
    }

    /// The way over a navigation property.
    pub(super) fn hop(&self, from: &'static EntitySet, name: &str) -> Option<Hop> {
        let navigation = from.entity.navigation(name)?;
        Some(Hop { from, navigation, to: self.setting.model.set(navigation.target)? })
    }

    /// Notes a way to a single entity, of which there may only be so many.
    pub(super) fn join(&mut self, place: &Place, span: Span) -> Result<(), Refusal> {
        let names = place.through.iter().map(|hop| hop.navigation.name);
        let way = format!("{}/{}", place.variable.0, names.collect::<Vec<_>>().join("/"));
        if !self.joins.contains(&way) {
            self.joins.push(way);
        }
        if self.joins.len() > MAX_JOINS {
            let message = format!("at most {MAX_JOINS} ways to other entities");
            return Err(self.refuse(Code::QueryTooComplex, span, message));
        }
        Ok(())
    }

    /// Whether a qualified name, or one without its namespace, means this enumeration.
    pub(super) fn names_enum(&self, name: &str, kind: &str) -> bool {
        let unqualified = match name.rsplit_once('.') {
            Some((namespace, rest)) if namespace == self.setting.model.namespace => rest,
            Some(_) => return false,
            None => name,
        };
        unqualified.eq_ignore_ascii_case(kind)
    }
}

/// Whether a path is one plain name.
pub(super) fn plain(expr: &Expr) -> Option<&str> {
    match &expr.kind {
        ExprKind::Path(steps) => match steps.as_slice() {
            [Step { kind: StepKind::Name(name), .. }] => Some(name),
            _ => None,
        },
        _ => None,
    }
}
