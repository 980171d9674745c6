//! Values: properties, arithmetic, and how exact numbers become doubles.

use odata::bind::{Arithmetic, Bound, Class, Kind, Variable};
use sea_orm::DbErr;
use sea_orm::sea_query::{BinOper, CaseStatement, Expr, ExprTrait, Func, SelectStatement, SubQueryStatement};

use super::collection::item;
use super::condition::{Place, constant};
use super::{Dialect, Lower};

impl Lower<'_> {
    /// An expression as SQL, null where it is null.
    pub(super) fn value(&mut self, bound: &Bound) -> Result<Expr, DbErr> {
        Ok(match &bound.kind {
            Kind::Constant(value) => constant(value),
            Kind::Property(place, property) => self.property(place, property)?,
            Kind::Item(variable) => item(*variable),
            Kind::Negate(inner) => self.negated(inner)?,
            Kind::Arithmetic(operation, left, right) => self.arithmetic(*operation, left, right)?,
            Kind::Rescale(inner, digits) => self.wide(inner)?.mul(10_i64.pow(u32::from(*digits))),
            Kind::ToDouble(inner) => self.double(inner)?,
            Kind::Call(function, arguments) => self.function(*function, arguments)?,
            Kind::Case(branches) => {
                let mut case = CaseStatement::new();
                for (when, then) in branches {
                    let when = self.condition(when, Place::Filter)?;
                    case = case.case(when, self.value(then)?);
                }
                case.into()
            }
            Kind::Count(related) => {
                let statement = self.related(related)?;
                self.number(statement, (related.variable, related.predicate.as_deref()))?
            }
            Kind::CountOfValues(values) => {
                let statement = self.values(values)?;
                self.number(statement, (values.variable, values.predicate.as_deref()))?
            }
            Kind::Not(_)
            | Kind::And(..)
            | Kind::Or(..)
            | Kind::Compare(..)
            | Kind::In(..)
            | Kind::Has(..)
            | Kind::IsTrue(_)
            | Kind::Lambda(..)
            | Kind::LambdaOfValues(..) => self.condition(bound, Place::Exact)?,
        })
    }

    /// How many rows a statement has for which a predicate holds.
    fn number(
        &mut self,
        mut statement: SelectStatement,
        (variable, predicate): (Variable, Option<&Bound>),
    ) -> Result<Expr, DbErr> {
        statement.expr(Func::count(Expr::val(1)));
        if let Some(predicate) = predicate {
            let predicate = self.condition(predicate, Place::Filter)?;
            statement.and_where(predicate);
        }
        self.join(&mut statement, variable)?;
        Ok(Expr::from(SubQueryStatement::SelectStatement(statement)))
    }

    /// An exact number with 64 bits, so that arithmetic doesn't leave the 32 of its column.
    pub(super) fn wide(&mut self, bound: &Bound) -> Result<Expr, DbErr> {
        let value = self.value(bound)?;
        let narrow = matches!(bound.kind, Kind::Property(..) | Kind::Call(..))
            && matches!(bound.class, Class::Exact { .. });
        Ok(match self.dialect {
            Dialect::Postgres if narrow => Func::cast_as(value, "bigint").into(),
            _ => value,
        })
    }

    /// Zero minus a number: a minus before a parameter is read differently by the databases.
    fn negated(&mut self, inner: &Bound) -> Result<Expr, DbErr> {
        let value = self.wide(inner)?;
        Ok(match inner.class {
            Class::Double => Expr::val(0.0).sub(value),
            _ => Expr::val(0_i64).sub(value),
        })
    }

    fn double(&mut self, inner: &Bound) -> Result<Expr, DbErr> {
        let value = self.value(inner)?;
        let kind = match self.dialect {
            Dialect::Postgres => "float8",
            Dialect::Sqlite => "real",
        };
        let double: Expr = Func::cast_as(value, kind).into();
        Ok(match inner.class {
            Class::Exact { scale, .. } if scale > 0 => double.div(10_f64.powi(i32::from(scale))),
            _ => double,
        })
    }

    fn arithmetic(&mut self, operation: Arithmetic, left: &Bound, right: &Bound) -> Result<Expr, DbErr> {
        let (one, other) = (self.wide(left)?, self.wide(right)?);
        Ok(match operation {
            Arithmetic::Add => one.add(other),
            Arithmetic::Sub => one.sub(other),
            Arithmetic::Mul => one.mul(other),
            Arithmetic::Div => one.div(self.divisor(right, other)),
            Arithmetic::Mod => one.binary(BinOper::Mod, self.divisor(right, other)),
        })
    }

    /// A divisor of zero makes the result null, on one database as on the other.
    fn divisor(&self, bound: &Bound, value: Expr) -> Expr {
        if bound.constant().is_some() {
            return value;
        }
        let zero = match bound.class {
            Class::Double => Expr::val(0.0),
            _ => Expr::val(0_i64),
        };
        Func::cust("NULLIF").arg(value).arg(zero).into()
    }
}
