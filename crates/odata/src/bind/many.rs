//! What can be asked of the entities at the end of a navigation property: `any`, `all`, `$count`, `$filter`.

use super::path::End;
use super::search;
use super::tree::{Bound, Class, Kind, Related, Variable};
use super::{About, Binder, Declared, MAX_LAMBDAS};
use crate::ast::{Lambda, NestedOption, OptionKind, Quantifier, Span, Step, StepKind};
use crate::edm::EntitySet;
use crate::error::{Code, Refusal};

/// The type of a number of entities or values.
pub(super) const NUMBER: Class = Class::Exact { scale: 0, bound: i32::MAX as i128 };

impl Binder<'_> {
    pub(super) fn below_many(&mut self, mut related: Related, step: &Step) -> Result<End, Refusal> {
        let each = (related.variable, About::Entity(related.hop.to));
        match &step.kind {
            StepKind::Lambda(quantifier, lambda) => {
                self.check_depth(step.span)?;
                if let Some(lambda) = lambda {
                    let predicate = self.lambda(each, lambda)?;
                    related.predicate = quantified(*quantifier, related.predicate, predicate);
                }
                Ok(End::Value(Bound::boolean(Kind::Lambda(*quantifier, related), false)))
            }
            StepKind::Count(options) => {
                let narrowed = self.narrowed(each.0, related.hop.to, options)?;
                related.predicate = narrower(related.predicate, narrowed);
                Ok(End::Value(Bound::new(Kind::Count(related), NUMBER, false)))
            }
            StepKind::Filter(filter) => {
                let narrowed = self.about(each, step.span, |binder| binder.condition(filter))?;
                related.predicate = narrower(related.predicate, Some(narrowed));
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

    /// The predicate of a lambda, in which its variable means each of them.
    pub(super) fn lambda(
        &mut self,
        (variable, about): (Variable, About),
        lambda: &Lambda,
    ) -> Result<Bound, Refusal> {
        self.lambdas += 1;
        self.declared.push(Declared { name: lambda.variable.clone(), variable, about });
        let predicate = self.condition(&lambda.predicate);
        self.declared.pop();
        self.lambdas -= 1;
        predicate
    }

    /// `$count($filter=…;$search=…)`.
    fn narrowed(
        &mut self,
        variable: Variable,
        set: &'static EntitySet,
        options: &[NestedOption],
    ) -> Result<Option<Bound>, Refusal> {
        let mut narrowed = None;
        for option in options {
            let more = match &option.kind {
                OptionKind::Filter(filter) => {
                    self.about((variable, About::Entity(set)), option.span, |binder| {
                        binder.condition(filter)
                    })?
                }
                OptionKind::Search(search) => search::found(search, variable, set),
                _ => return Err(self.not_of_a_count(option)),
            };
            narrowed = Bound::both(narrowed, Some(more));
        }
        Ok(narrowed)
    }

    pub(super) fn not_of_a_count(&self, option: &NestedOption) -> Refusal {
        self.refuse(Code::OptionNotAllowed, option.span, "does not apply to a count")
    }

    /// Binds something about the members of a collection: names without a variable are theirs.
    pub(super) fn about<T>(
        &mut self,
        each: (Variable, About),
        span: Span,
        work: impl FnOnce(&mut Self) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.check_depth(span)?;
        self.lambdas += 1;
        let outer = std::mem::replace(&mut self.subject, each);
        let result = work(self);
        self.subject = outer;
        self.lambdas -= 1;
        result
    }

    /// Whether one more lambda or nested filter may stand here.
    pub(super) fn check_depth(&self, span: Span) -> Result<(), Refusal> {
        if self.lambdas >= MAX_LAMBDAS {
            let message = format!("at most {MAX_LAMBDAS} lambdas and nested filters in one another");
            return Err(self.refuse(Code::QueryTooComplex, span, message));
        }
        Ok(())
    }
}

/// Which of them are meant, when something more has to hold.
pub(super) fn narrower(before: Option<Box<Bound>>, more: Option<Bound>) -> Option<Box<Bound>> {
    Bound::both(before.map(|before| *before), more).map(Box::new)
}

/// What a lambda asks of each: for `any` that the filter before it lets it through as well, for `all` only of those.
pub(super) fn quantified(
    quantifier: Quantifier,
    filter: Option<Box<Bound>>,
    predicate: Bound,
) -> Option<Box<Bound>> {
    match quantifier {
        Quantifier::Any => narrower(filter, Some(predicate)),
        Quantifier::All => Some(Box::new(implied(filter, predicate))),
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
