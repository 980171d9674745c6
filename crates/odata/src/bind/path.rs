//! Paths: from names to properties, entities and collections, hop by hop.

use super::tree::{Bound, Class, Hop, Kind, Place, ROOT, Related, Variable};
use super::{Binder, Declared, MAX_JOINS, MAX_LAMBDAS};
use crate::ast::{
    Expr, ExprKind, Implicit, Lambda, NestedOption, OptionKind, Quantifier, Span, Step, StepKind,
};
use crate::edm::{EdmType, EntitySet, Multiplicity, Nullability, Property};
use crate::error::{Code, Refusal};

/// Where a path leads.
enum End {
    Value(Bound),
    Values,
    Entity(Place),
    Many(Related),
}

impl Binder<'_> {
    /// A path that leads to a value.
    pub(super) fn path(&mut self, span: Span, steps: &[Step]) -> Result<Bound, Refusal> {
        match self.walk(steps)? {
            End::Value(bound) => Ok(bound),
            End::Values => Err(self.refuse_values(span)),
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
            End::Values => Err(self.refuse_values(span)),
            End::Many(_) => {
                Err(self.refuse(Code::TypeMismatch, span, "a collection is never null; use any or $count"))
            }
        }
    }

    fn walk(&mut self, steps: &[Step]) -> Result<End, Refusal> {
        let Some((first, rest)) = steps.split_first() else {
            return Ok(End::Value(Bound::null()));
        };
        let mut end = self.first(first)?;
        for step in rest {
            end = match end {
                End::Entity(place) => self.below_entity(place, step)?,
                End::Many(related) => self.below_many(related, step)?,
                End::Values => return Err(self.refuse_values(step.span)),
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
            StepKind::Implicit(Implicit::It) => {
                let place = self.place(ROOT, self.root);
                Ok(End::Entity(place))
            }
            StepKind::Implicit(Implicit::This) => {
                let (variable, set) = self.subject;
                Ok(End::Entity(self.place(variable, set)))
            }
            StepKind::At(name) if !name.contains(['.', '#']) => self.alias(name, step).map(End::Value),
            StepKind::Name(name) => self.first_name(name, step),
            StepKind::Call(name, arguments) => self.call(step, name, arguments).map(End::Value),
            _ => Err(self.refuse(Code::NotImplemented, step.span, "this kind of path is not built")),
        }
    }

    fn refuse_values(&self, span: Span) -> Refusal {
        self.refuse(
            Code::NotImplemented,
            span,
            "a collection of values can be selected, and nothing else yet",
        )
    }

    fn place(&self, variable: Variable, root: &'static EntitySet) -> Place {
        Place { variable, root, through: Vec::new() }
    }

    /// A lambda variable, a computed name, or a member of what the option is about.
    fn first_name(&mut self, name: &str, step: &Step) -> Result<End, Refusal> {
        if let Some(Declared { variable, set, .. }) =
            self.declared.iter().rev().find(|known| known.name == name)
        {
            return Ok(End::Entity(self.place(*variable, set)));
        }
        if let Some(computed) = self.computed.iter().find(|computed| computed.name == name) {
            return Ok(End::Value(computed.expr.clone()));
        }
        let (variable, set) = self.subject;
        let place = self.place(variable, set);
        self.member(place, name, step.span)
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
                EdmType::Strings => End::Values,
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
    fn join(&mut self, place: &Place, span: Span) -> Result<(), Refusal> {
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

    fn below_many(&mut self, mut related: Related, step: &Step) -> Result<End, Refusal> {
        match &step.kind {
            StepKind::Lambda(quantifier, lambda) => {
                if self.lambdas >= MAX_LAMBDAS {
                    let message = format!("at most {MAX_LAMBDAS} lambdas in one another");
                    return Err(self.refuse(Code::QueryTooComplex, step.span, message));
                }
                if let Some(lambda) = lambda {
                    let predicate = self.lambda(&related, lambda)?;
                    related.predicate = match quantifier {
                        Quantifier::Any => {
                            Bound::both(related.predicate.map(|p| *p), Some(predicate)).map(Box::new)
                        }
                        Quantifier::All => Some(Box::new(implied(related.predicate, predicate))),
                    };
                }
                Ok(End::Value(Bound::boolean(Kind::Lambda(*quantifier, related), false)))
            }
            StepKind::Count(options) => {
                let narrowed = self.narrowed(&related, options)?;
                related.predicate = Bound::both(related.predicate.map(|p| *p), narrowed).map(Box::new);
                let class = Class::Exact { scale: 0, bound: i128::from(i32::MAX) };
                Ok(End::Value(Bound::new(Kind::Count(related), class, false)))
            }
            StepKind::Filter(filter) => {
                let narrowed = self.about(&related, |binder| binder.condition(filter))?;
                related.predicate = Bound::both(related.predicate.map(|p| *p), Some(narrowed)).map(Box::new);
                Ok(End::Many(related))
            }
            StepKind::Name(_) => Err(self.refuse(
                Code::TypeMismatch,
                step.span,
                "this leads to many entities; say any, all or $count",
            )),
            _ => Err(self.refuse(Code::NotImplemented, step.span, "this kind of path is not built")),
        }
    }

    fn lambda(&mut self, related: &Related, lambda: &Lambda) -> Result<Bound, Refusal> {
        self.lambdas += 1;
        let declared =
            Declared { name: lambda.variable.clone(), variable: related.variable, set: related.hop.to };
        self.declared.push(declared);
        let predicate = self.condition(&lambda.predicate);
        self.declared.pop();
        self.lambdas -= 1;
        predicate
    }

    /// `$count($filter=…;$search=…)`.
    fn narrowed(&mut self, related: &Related, options: &[NestedOption]) -> Result<Option<Bound>, Refusal> {
        let mut narrowed = None;
        for option in options {
            let more = match &option.kind {
                OptionKind::Filter(filter) => self.about(related, |binder| binder.condition(filter))?,
                OptionKind::Search(search) => self.about(related, |binder| Ok(binder.search(search)))?,
                _ => {
                    return Err(self.refuse(
                        Code::OptionNotAllowed,
                        option.span,
                        "does not apply to a count",
                    ));
                }
            };
            narrowed = Bound::both(narrowed, Some(more));
        }
        Ok(narrowed)
    }

    /// Binds something about the members of a collection: names without a variable are theirs.
    fn about<T>(
        &mut self,
        related: &Related,
        work: impl FnOnce(&mut Self) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        if self.lambdas >= MAX_LAMBDAS {
            let message = format!("at most {MAX_LAMBDAS} filters in one another");
            return Err(self.refuse(Code::QueryTooComplex, Span::default(), message));
        }
        self.lambdas += 1;
        let outer = std::mem::replace(&mut self.subject, (related.variable, related.hop.to));
        let result = work(self);
        self.subject = outer;
        self.lambdas -= 1;
        result
    }

    pub(super) fn case(&mut self, branches: &[(Expr, Expr)]) -> Result<Bound, Refusal> {
        let mut bound: Vec<(Bound, Bound)> = Vec::new();
        let mut class = Class::Null;
        for (when, then) in branches {
            let when = self.condition(when)?;
            let span = then.span;
            let then = self.expr(then)?;
            if !then.class.same(class) {
                return Err(self.refuse(Code::TypeMismatch, span, "all results have to be of one type"));
            }
            class = widest(class, then.class);
            bound.push((when, then));
        }
        // Results with different scales meet in doubles: nothing is lost at this size, and they compare alike.
        let scales =
            bound.iter().filter(|(_, then)| !then.is_null()).filter_map(|(_, then)| match then.class {
                Class::Exact { scale, .. } => Some(scale),
                _ => None,
            });
        let mut scales: Vec<u8> = scales.collect();
        scales.dedup();
        if scales.len() > 1 {
            class = Class::Double;
            bound = bound.into_iter().map(|(when, then)| (when, super::number::double(then))).collect();
        }
        Ok(Bound::new(Kind::Case(bound), class, true))
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

/// `all` over a filtered collection: what the filter lets through has to fulfil the predicate.
fn implied(filter: Option<Box<Bound>>, predicate: Bound) -> Bound {
    let Some(filter) = filter else {
        return predicate;
    };
    let known = Bound::boolean(Kind::IsTrue(filter), false);
    let outside = Bound::boolean(Kind::Not(Box::new(known)), false);
    Bound::boolean(Kind::Or(Box::new(outside), Box::new(predicate)), true)
}

fn widest(one: Class, other: Class) -> Class {
    match (one, other) {
        (Class::Null, other) => other,
        (Class::Exact { scale, bound }, Class::Exact { bound: larger, .. }) => {
            Class::Exact { scale, bound: bound.max(larger) }
        }
        (one, _) => one,
    }
}

pub(super) fn property(place: Place, property: &'static Property) -> Bound {
    let certain = place.through.iter().all(|hop| hop.navigation.many == Multiplicity::One);
    let nullable = property.nullability == Nullability::Nullable || !certain;
    Bound::new(Kind::Property(place, property), class(property.kind), nullable)
}

/// The class of a property's value; of a collection, that of each of its values.
pub(super) fn class(kind: EdmType) -> Class {
    match kind {
        EdmType::Boolean => Class::Boolean,
        EdmType::Int32 => Class::Exact { scale: 0, bound: 1 << 31 },
        EdmType::Int64 => Class::Exact { scale: 0, bound: i128::from(i64::MAX) },
        EdmType::Double => Class::Double,
        EdmType::Decimal { precision, scale } => {
            Class::Exact { scale, bound: 10_i128.saturating_pow(u32::from(precision)) }
        }
        EdmType::String | EdmType::Strings => Class::String,
        EdmType::Date => Class::Date,
        EdmType::DateTimeOffset => Class::DateTimeOffset,
        EdmType::Enum(kind) => Class::Enum(kind),
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
