//! Functions, in the forms that give the same rows on both databases.

use odata::bind::{Bound, Class, Constant, Function};
use sea_orm::DbErr;
use sea_orm::sea_query::{BinOper, CaseStatement, Expr, ExprTrait, Func};

use super::condition::code_points;
use super::{Dialect, Lower};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Microseconds of a second.
const SECOND: i64 = 1_000_000;

/// No text is longer, and Postgres counts characters in 32 bits.
const LONGEST: i64 = 2_000_000_000;

/// Doubles from here on are whole.
const WHOLE: f64 = 9.0e15;

/// What `trim` takes away (white space of ASCII).
const SPACES: &str = " \t\n\r\u{b}\u{c}";

/// The parts of a date: the name for Postgres, the letter for SQLite, and where it stands in `YYYY-MM-DD`.
const YEAR: (&str, &str, (i32, i32)) = ("year", "%Y", (1, 4));
const MONTH: (&str, &str, (i32, i32)) = ("month", "%m", (6, 2));
const DAY_OF_MONTH: (&str, &str, (i32, i32)) = ("day", "%d", (9, 2));

impl Lower<'_> {
    pub(super) fn function(&mut self, function: Function, arguments: &[Bound]) -> Result<Expr, DbErr> {
        let mut values = Vec::with_capacity(arguments.len());
        for argument in arguments {
            values.push(self.value(argument)?);
        }
        let first = arguments.first().map_or(Class::Null, |argument| argument.class);
        let mut values = values.into_iter();
        let mut next = || values.next().unwrap_or_else(Expr::null);
        let x = next();
        Ok(match function {
            Function::Contains => self.position(x, next()).gt(0),
            Function::IndexOf => self.position(x, next()).sub(1),
            Function::StartsWith => {
                let y = next();
                substring(x, Expr::val(1), Some(length(y.clone()))).eq(y)
            }
            Function::EndsWith => ends_with(x, next()),
            Function::Length => length(x),
            Function::Substring => {
                let start = self.clamped(arguments.get(1), next()).add(1);
                let count = arguments.get(2).map(|count| self.clamped(Some(count), next()));
                substring(x, start, count)
            }
            Function::ToLower => Func::cust("LOWER").arg(self.ascii(x)).into(),
            Function::ToUpper => Func::cust("UPPER").arg(self.ascii(x)).into(),
            Function::Trim => Func::cust(self.either("trim", "btrim")).arg(x).arg(SPACES).into(),
            Function::Concat => x.binary(BinOper::Custom("||"), next()),
            Function::Round | Function::Floor | Function::Ceiling => match first {
                Class::Exact { scale, .. } => rounded(function, x, scale),
                _ => self.rounded_double(function, x),
            },
            Function::Year
            | Function::Month
            | Function::Day
            | Function::Hour
            | Function::Minute
            | Function::Second
            | Function::FractionalSeconds
            | Function::TotalSeconds
            | Function::TotalOffsetMinutes
            | Function::Date
            | Function::Time => self.time(function, first, x),
        })
    }

    /// What moments, days and durations are made of.
    fn time(&self, function: Function, class: Class, x: Expr) -> Expr {
        match function {
            Function::Year => self.part(class, x, YEAR),
            Function::Month => self.part(class, x, MONTH),
            Function::Day => self.part(class, x, DAY_OF_MONTH),
            Function::Hour => clock(class, x).div(3600 * SECOND),
            Function::Minute => clock(class, x).div(60 * SECOND).modulo(60_i64),
            Function::Second => clock(class, x).div(SECOND).modulo(60_i64),
            Function::FractionalSeconds => clock(class, x).modulo(SECOND),
            // Every moment is kept in UTC.
            Function::TotalOffsetMinutes => x.clone().sub(x),
            Function::Date => self.day_of(x),
            Function::Time => clock(class, x),
            // Of a duration the number of microseconds is that of seconds, with six digits behind the point.
            _ => x,
        }
    }

    fn either(&self, sqlite: &'static str, postgres: &'static str) -> &'static str {
        match self.dialect {
            Dialect::Sqlite => sqlite,
            Dialect::Postgres => postgres,
        }
    }

    /// Where a text begins in another, from 1; 0 if nowhere.
    fn position(&self, x: Expr, y: Expr) -> Expr {
        Func::cust(self.either("instr", "strpos")).arg(x).arg(y).into()
    }

    /// Letters beyond ASCII keep their case on both databases.
    fn ascii(&self, x: Expr) -> Expr {
        match self.dialect {
            Dialect::Sqlite => x,
            Dialect::Postgres => x.binary(BinOper::Custom("COLLATE"), code_points()),
        }
    }

    /// A start or a length: not negative, and no longer than any text.
    fn clamped(&self, bound: Option<&Bound>, value: Expr) -> Expr {
        if let Some(Constant::Integer(value)) = bound.and_then(Bound::constant) {
            return Expr::val(i32::try_from((*value).clamp(0, LONGEST)).unwrap_or(i32::MAX));
        }
        let positive: Expr = Func::cust(self.either("max", "greatest")).arg(value).arg(0_i64).into();
        let clamped = Func::cust(self.either("min", "least")).arg(positive).arg(LONGEST);
        Func::cast_as(Expr::from(clamped), "integer").into()
    }

    fn part(&self, class: Class, x: Expr, part: (&'static str, &'static str, (i32, i32))) -> Expr {
        let (name, letter, (start, count)) = part;
        let text: Expr = match (class, self.dialect) {
            (Class::Date, _) => substring(x, Expr::val(start), Some(Expr::val(count))),
            (_, Dialect::Sqlite) => {
                Func::cust("strftime").arg(letter).arg(seconds(x)).arg("unixepoch").into()
            }
            (_, Dialect::Postgres) => Func::cust("date_part").arg(name).arg(in_utc(x)).into(),
        };
        Func::cast_as(text, "bigint").into()
    }

    fn day_of(&self, x: Expr) -> Expr {
        match self.dialect {
            Dialect::Sqlite => Func::cust("strftime").arg("%Y-%m-%d").arg(seconds(x)).arg("unixepoch").into(),
            Dialect::Postgres => Func::cust("to_char").arg(in_utc(x)).arg("YYYY-MM-DD").into(),
        }
    }

    /// Half away from zero, as OData says; Postgres would round half to even.
    fn rounded_double(&self, function: Function, x: Expr) -> Expr {
        match function {
            Function::Floor => self.floor(x),
            Function::Ceiling => Expr::val(0.0).sub(self.floor(Expr::val(0.0).sub(x))),
            _ => {
                let down = Expr::val(0.0).sub(self.floor(Expr::val(0.5).sub(x.clone())));
                let up = self.floor(x.clone().add(0.5));
                CaseStatement::new().case(x.lt(0.0), down).finally(up).into()
            }
        }
    }

    /// SQLite may be built without mathematical functions: a cast cuts towards zero.
    fn floor(&self, x: Expr) -> Expr {
        if self.dialect == Dialect::Postgres {
            return Func::cust("floor").arg(x).into();
        }
        let cut: Expr = Func::cast_as(x.clone(), "integer").into();
        let floor: Expr = Func::cast_as(cut.clone().sub(x.clone().lt(cut)), "real").into();
        let large = Func::abs(x.clone());
        CaseStatement::new().case(Expr::from(large).gte(WHOLE), x).finally(floor).into()
    }
}

fn length(x: Expr) -> Expr {
    Func::cust("LENGTH").arg(x).into()
}

fn substring(x: Expr, start: Expr, count: Option<Expr>) -> Expr {
    let call = Func::cust("substr").arg(x).arg(start);
    match count {
        Some(count) => call.arg(count).into(),
        None => call.into(),
    }
}

fn ends_with(x: Expr, y: Expr) -> Expr {
    let start = length(x.clone()).sub(length(y.clone())).add(1);
    let fits = length(x.clone()).gte(length(y.clone()));
    fits.and(substring(x, start, None).eq(y))
}

/// The remainder that is never negative, also before 1970.
fn remainder(x: Expr, modulus: i64) -> Expr {
    x.modulo(modulus).add(modulus).modulo(modulus)
}

/// Microseconds since midnight.
fn clock(class: Class, x: Expr) -> Expr {
    match class {
        Class::TimeOfDay => x,
        _ => remainder(x, DAY),
    }
}

/// Whole seconds since 1970, rounded down.
fn seconds(x: Expr) -> Expr {
    x.clone().sub(remainder(x, SECOND)).div(SECOND)
}

/// A time stamp without a zone, as Postgres understands it.
fn in_utc(x: Expr) -> Expr {
    let stamp = Func::cust("to_timestamp").arg(seconds(x));
    Func::cust("timezone").arg("UTC").arg(Expr::from(stamp)).into()
}

/// Exact numbers are rounded as integers, by their last digits.
fn rounded(function: Function, x: Expr, scale: u8) -> Expr {
    let unit = 10_i64.pow(u32::from(scale));
    if unit == 1 {
        return x;
    }
    let minus = |x: Expr| Expr::val(0_i64).sub(x);
    match function {
        Function::Floor => x.clone().sub(remainder(x, unit)).div(unit),
        Function::Ceiling => x.clone().add(remainder(minus(x), unit)).div(unit),
        _ => {
            let down = minus(minus(x.clone()).add(unit / 2).div(unit));
            let up = x.clone().add(unit / 2).div(unit);
            CaseStatement::new().case(x.lt(0_i64), down).finally(up).into()
        }
    }
}
