//! `case`: several conditions, and a result for each (URL §5.1.1.9).

use super::tree::{Bound, Class, Kind};
use super::{Binder, number};
use crate::ast::Expr;
use crate::error::{Code, Refusal};

impl Binder<'_> {
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
            bound = bound.into_iter().map(|(when, then)| (when, number::double(then))).collect();
        }
        Ok(Bound::new(Kind::Case(bound), class, true))
    }
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
