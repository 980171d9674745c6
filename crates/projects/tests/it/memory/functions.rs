//! The functions, in plain Rust.

use chrono::{DateTime, Datelike, NaiveDate, Timelike};
use odata::bind::{Bound, Class, Function};

use super::Value;

fn text(value: &Value) -> &str {
    match value {
        Value::Text(text) => text,
        other => panic!("{other:?} is no text"),
    }
}

fn integer(value: &Value) -> i64 {
    match value {
        Value::Integer(number) => *number,
        other => panic!("{other:?} is no integer"),
    }
}

fn moment(value: &Value) -> DateTime<chrono::Utc> {
    DateTime::from_timestamp_micros(integer(value)).unwrap()
}

fn day(value: &Value) -> NaiveDate {
    match value {
        Value::Text(text) => text.parse().unwrap(),
        other => moment(other).date_naive(),
    }
}

/// The value of a function, none of whose arguments is null.
pub(super) fn call(function: Function, values: &[Value], arguments: &[Bound]) -> Value {
    let x = &values[0];
    let whole = |number: usize| Value::Integer(i64::try_from(number).unwrap());
    match function {
        Function::Contains => Value::Boolean(text(x).contains(text(&values[1]))),
        Function::StartsWith => Value::Boolean(text(x).starts_with(text(&values[1]))),
        Function::EndsWith => Value::Boolean(text(x).ends_with(text(&values[1]))),
        Function::IndexOf => match text(x).find(text(&values[1])) {
            Some(at) => whole(text(x)[..at].chars().count()),
            None => Value::Integer(-1),
        },
        Function::Length => whole(text(x).chars().count()),
        Function::Substring => {
            let from = text(x).chars().skip(usize::try_from(integer(&values[1]).max(0)).unwrap());
            let count =
                values.get(2).map_or(usize::MAX, |count| usize::try_from(integer(count).max(0)).unwrap());
            Value::Text(from.take(count).collect())
        }
        Function::ToLower => Value::Text(text(x).to_ascii_lowercase()),
        Function::ToUpper => Value::Text(text(x).to_ascii_uppercase()),
        Function::Trim => Value::Text(text(x).trim_matches(|c: char| c.is_ascii_whitespace()).to_owned()),
        Function::Concat => Value::Text(format!("{}{}", text(x), text(&values[1]))),
        Function::Year => Value::Integer(i64::from(day(x).year())),
        Function::Month => Value::Integer(i64::from(day(x).month())),
        Function::Day => Value::Integer(i64::from(day(x).day())),
        Function::Hour => Value::Integer(i64::from(moment(x).hour())),
        Function::Minute => Value::Integer(i64::from(moment(x).minute())),
        Function::Second => Value::Integer(i64::from(moment(x).second())),
        Function::FractionalSeconds => Value::Integer(integer(x).rem_euclid(1_000_000)),
        Function::TotalSeconds => x.clone(),
        Function::TotalOffsetMinutes => Value::Integer(0),
        Function::Date => Value::Text(moment(x).date_naive().to_string()),
        Function::Time => Value::Integer(integer(x).rem_euclid(86_400_000_000)),
        Function::Round | Function::Floor | Function::Ceiling => rounded(function, x, arguments[0].class),
    }
}

fn rounded(function: Function, x: &Value, class: Class) -> Value {
    match (x, class) {
        (Value::Integer(number), Class::Exact { scale, .. }) => {
            let unit = 10_i64.pow(u32::from(scale));
            Value::Integer(match function {
                Function::Floor => number.div_euclid(unit),
                Function::Ceiling => -(-number).div_euclid(unit),
                _ => (number.abs() + unit / 2) / unit * number.signum(),
            })
        }
        (Value::Double(number), _) => Value::Double(match function {
            Function::Floor => number.floor(),
            Function::Ceiling => number.ceil(),
            _ => number.round(),
        }),
        other => panic!("{other:?} is no number"),
    }
}
