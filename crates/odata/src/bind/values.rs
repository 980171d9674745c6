//! What can be asked of a property that is a collection of values: `any`, `all`, `$count`, `$filter` (URL §5.1.1.13).
//!
//! A value has no name of its own: a lambda gives it one, and in `$filter` and `$count($filter=…)` it is `$this`.

use super::many::{NUMBER, narrower, quantified};
use super::path::End;
use super::property::class;
use super::tree::{Bound, Comparison, Kind, Values};
use super::{About, Binder};
use crate::ast::{Expr, ExprKind, OptionKind, Quantifier, Span, Step, StepKind};
use crate::error::{Code, Refusal};

impl Binder<'_> {
    pub(super) fn below_values(&mut self, mut values: Values, step: &Step) -> Result<End, Refusal> {
        let each = (values.variable, About::Value(class(values.property.kind)));
        match &step.kind {
            StepKind::Lambda(quantifier, lambda) => {
                self.check_depth(step.span)?;
                if let Some(lambda) = lambda {
                    let predicate = self.lambda(each, lambda)?;
                    values.predicate = quantified(*quantifier, values.predicate, predicate);
                }
                Ok(End::Value(Bound::boolean(Kind::LambdaOfValues(*quantifier, values), false)))
            }
            StepKind::Count(options) => {
                for option in options {
                    let OptionKind::Filter(filter) = &option.kind else {
                        return Err(self.not_of_a_count(option));
                    };
                    let narrowed = self.about(each, option.span, |binder| binder.condition(filter))?;
                    values.predicate = narrower(values.predicate, Some(narrowed));
                }
                Ok(End::Value(Bound::new(Kind::CountOfValues(values), NUMBER, false)))
            }
            StepKind::Filter(filter) => {
                let narrowed = self.about(each, step.span, |binder| binder.condition(filter))?;
                values.predicate = narrower(values.predicate, Some(narrowed));
                Ok(End::Values(values))
            }
            StepKind::Name(_) => {
                Err(self.refuse(Code::TypeMismatch, step.span, "these are values; say any, all or $count"))
            }
            _ => Err(self.refuse(Code::NotImplemented, step.span, "this kind of path is not built")),
        }
    }

    /// The collection behind `in`, if that is what stands there (URL §5.1.1.1.12).
    pub(super) fn collection(&mut self, expr: &Expr) -> Result<Option<Values>, Refusal> {
        let ExprKind::Path(steps) = &expr.kind else { return Ok(None) };
        if matches!(steps.first().map(|step| &step.kind), None | Some(StepKind::At(_))) {
            return Ok(None);
        }
        match self.walk(steps)? {
            End::Values(values) => Ok(Some(values)),
            _ => Err(self.refuse(Code::TypeMismatch, expr.span, "`in` takes a collection of values")),
        }
    }

    /// Whether a value is one of a collection's.
    pub(super) fn member_of(
        &self,
        span: Span,
        value: Bound,
        (right, mut values): (Span, Values),
    ) -> Result<Bound, Refusal> {
        let item = Bound::new(Kind::Item(values.variable), class(values.property.kind), false);
        let (item, value) = self.alike((right, item), (span, value))?;
        let same = Kind::Compare(Comparison::Eq, Box::new(item), Box::new(value));
        values.predicate = narrower(values.predicate, Some(Bound::boolean(same, false)));
        Ok(Bound::boolean(Kind::LambdaOfValues(Quantifier::Any, values), false))
    }
}
