//! Conditions, with the null rules of OData in the three-valued logic of SQL (URL §5.1.1.1).
//!
//! Where a condition decides about a row, unknown drops it as false would, and nothing has to be said about null: the
//! plain form keeps its index. Under a `not`, or as a value, false has to be false.

use odata::ast::Quantifier;
use odata::bind::{Bound, Class, Comparison, Constant, Kind, Variable};
use sea_orm::DbErr;
use sea_orm::sea_query::{Alias, BinOper, Expr, ExprTrait, Func, SelectStatement};

use super::{Dialect, Lower};

/// How much a condition has to say about null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It decides about a row: unknown is as good as false.
    Filter,
    /// False and unknown are not the same.
    Exact,
}

impl Lower<'_> {
    /// A condition as SQL.
    pub(super) fn condition(&mut self, bound: &Bound, place: Place) -> Result<Expr, DbErr> {
        Ok(match &bound.kind {
            Kind::Not(inner) => self.condition(inner, Place::Exact)?.not(),
            Kind::And(left, right) => {
                let left = self.condition(left, place)?;
                left.and(self.condition(right, place)?)
            }
            Kind::Or(left, right) => {
                let left = self.condition(left, place)?;
                left.or(self.condition(right, place)?)
            }
            Kind::Compare(comparison, left, right) => self.compare(*comparison, left, right, place)?,
            Kind::In(value, items) => self.among(value, items, place)?,
            Kind::Has(value, bits) => {
                let value = self.value(value)?;
                value.bit_and(*bits).eq(*bits)
            }
            Kind::IsTrue(inner) => {
                let condition = self.condition(inner, Place::Filter)?;
                match place {
                    Place::Filter => condition,
                    Place::Exact => known(condition),
                }
            }
            Kind::Lambda(quantifier, related) => {
                let statement = self.related(related)?;
                let each = (related.variable, related.predicate.as_deref());
                self.lambda(*quantifier, statement, each)?
            }
            Kind::LambdaOfValues(quantifier, values) => {
                let statement = self.values(values)?;
                self.lambda(*quantifier, statement, (values.variable, values.predicate.as_deref()))?
            }
            _ => self.value(bound)?,
        })
    }

    fn compare(
        &mut self,
        comparison: Comparison,
        left: &Bound,
        right: &Bound,
        place: Place,
    ) -> Result<Expr, DbErr> {
        if let Some(decided) = self.against_null(comparison, left, right)? {
            return Ok(decided);
        }
        let ordered = !matches!(comparison, Comparison::Eq | Comparison::Ne);
        let one = self.operand(left)?;
        let one = if ordered { self.by_code_point(left, one) } else { one };
        let other = self.operand(right)?;
        let (some, both) = (left.nullable || right.nullable, left.nullable && right.nullable);
        Ok(match comparison {
            Comparison::Eq if both || (some && place == Place::Exact) => {
                one.binary(BinOper::Custom("IS NOT DISTINCT FROM"), other)
            }
            Comparison::Eq => one.eq(other),
            Comparison::Ne if some => one.binary(BinOper::Custom("IS DISTINCT FROM"), other),
            Comparison::Ne => one.ne(other),
            _ => {
                let condition = match comparison {
                    Comparison::Lt => one.lt(other),
                    Comparison::Le => one.lte(other),
                    Comparison::Gt => one.gt(other),
                    _ => one.gte(other),
                };
                if some && place == Place::Exact { known(condition) } else { condition }
            }
        })
    }

    /// A comparison with the word `null` itself.
    fn against_null(
        &mut self,
        comparison: Comparison,
        left: &Bound,
        right: &Bound,
    ) -> Result<Option<Expr>, DbErr> {
        let null = |bound: &Bound| bound.constant() == Some(&Constant::Null);
        let other = match (null(left), null(right)) {
            (false, false) => return Ok(None),
            (true, true) => return Ok(Some(Expr::val(comparison == Comparison::Eq))),
            (true, false) => right,
            (false, true) => left,
        };
        Ok(Some(match comparison {
            Comparison::Eq if other.nullable => self.operand(other)?.is_null(),
            Comparison::Ne if other.nullable => self.operand(other)?.is_not_null(),
            Comparison::Ne => Expr::val(true),
            _ => Expr::val(false),
        }))
    }

    /// A value beside a comparison: conditions in parentheses, because comparisons of comparisons are read differently.
    pub(super) fn operand(&mut self, bound: &Bound) -> Result<Expr, DbErr> {
        let value = self.value(bound)?;
        Ok(match (&bound.kind, bound.class) {
            (Kind::Property(..) | Kind::Constant(_), _) => value,
            (_, Class::Boolean) => Expr::tuple([value]),
            _ => value,
        })
    }

    fn among(&mut self, value: &Bound, items: &[Constant], place: Place) -> Result<Expr, DbErr> {
        let lowered = self.value(value)?;
        let present: Vec<Expr> = items.iter().filter(|item| **item != Constant::Null).map(constant).collect();
        let null = items.contains(&Constant::Null).then(|| lowered.clone().is_null());
        // An empty list is left out: not every database takes one.
        let listed = (!present.is_empty()).then(|| {
            let listed = lowered.is_in(present);
            if value.nullable && place == Place::Exact { known(listed) } else { listed }
        });
        Ok(match (listed, null) {
            (Some(listed), Some(null)) => listed.or(null),
            (listed, null) => listed.or(null).unwrap_or_else(|| Expr::val(false)),
        })
    }

    fn lambda(
        &mut self,
        quantifier: Quantifier,
        mut statement: SelectStatement,
        (variable, predicate): (Variable, Option<&Bound>),
    ) -> Result<Expr, DbErr> {
        statement.expr(Expr::val(1));
        if let Some(predicate) = predicate {
            let predicate = self.condition(predicate, Place::Filter)?;
            statement.and_where(match quantifier {
                Quantifier::Any => predicate,
                Quantifier::All => known(predicate).not(),
            });
        }
        self.join(&mut statement, variable)?;
        Ok(match quantifier {
            Quantifier::Any => Expr::exists(statement),
            Quantifier::All => Expr::exists(statement).not(),
        })
    }

    /// Text that isn't a column has the collation of the database, which is not by code point everywhere.
    pub(super) fn by_code_point(&self, bound: &Bound, expr: Expr) -> Expr {
        let text = matches!(bound.class, Class::String | Class::Date);
        match (self.dialect, &bound.kind) {
            (Dialect::Postgres, kind) if text && !matches!(kind, Kind::Property(..)) => {
                expr.binary(BinOper::Custom("COLLATE"), code_points())
            }
            _ => expr,
        }
    }
}

/// The collation by code point. It is a quoted name like a column's.
pub(super) fn code_points() -> Expr {
    Expr::col(Alias::new("C"))
}

/// The same, with false for unknown.
pub(super) fn known(condition: Expr) -> Expr {
    Func::coalesce([condition, Expr::val(false)]).into()
}

/// A value of the request, as a bound parameter.
pub(super) fn constant(value: &Constant) -> Expr {
    match value {
        Constant::Null => Expr::null(),
        Constant::Boolean(value) => Expr::val(*value),
        Constant::Integer(value) => Expr::val(*value),
        Constant::Double(value) => Expr::val(*value),
        Constant::Text(value) => Expr::val(value.clone()),
    }
}
