//! From the text of a value to its type and number.

use chrono::{Datelike as _, NaiveDate, NaiveTime};

use super::tree::{Bound, Class, Constant, Kind};
use crate::ast::Literal;
use crate::edm::EnumType;
use crate::grammar::{self, Form};

/// More digits behind the point are read as a double.
const MAX_SCALE: usize = 9;

/// More digits in all are read as a double.
const MAX_DIGITS: usize = 15;

/// The longest duration: 300 years in microseconds, so that no sum in a request leaves 64 bits.
const MAX_DURATION: i64 = 300 * 366 * 86_400_000_000;

/// The first moment of the year 0001 in UTC, in microseconds since 1970: an offset may lead out of the years.
const EARLIEST: i64 = -62_135_596_800_000_000;

/// The last moment of the year 9999.
const LATEST: i64 = 253_402_300_799_999_999;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// A value with its own type. The error is a sentence.
pub(super) fn of(literal: &Literal) -> Result<Bound, String> {
    Ok(match literal {
        Literal::Null => Bound::null(),
        Literal::Boolean(value) => constant(Constant::Boolean(*value), Class::Boolean),
        Literal::Number(text) => number(text)?,
        Literal::Text(text) => constant(Constant::Text(text.clone()), Class::String),
        Literal::Date(text) => date(text)?,
        Literal::TimeOfDay(text) => {
            constant(Constant::Integer(time_of_day(text).ok_or("no such time")?), Class::TimeOfDay)
        }
        Literal::DateTimeOffset(text) => moment(text)?,
        Literal::Guid(_) => return Err("no property is an Edm.Guid".into()),
        Literal::Typed { name, text } if name.eq_ignore_ascii_case("duration") => duration(text)?,
        Literal::Typed { name, .. } => return Err(format!("`{name}` is no type that can be used here")),
    })
}

/// Whether a literal is a value of `Edm.Geography` or `Edm.Geometry`.
pub(super) fn is_spatial(name: &str) -> bool {
    ["geography", "geometry"].iter().any(|spatial| name.eq_ignore_ascii_case(spatial))
}

/// A value of an enumeration, written as members or numbers.
pub(super) fn member(kind: &'static EnumType, text: &str) -> Result<Bound, String> {
    let number = kind.number(text).or_else(|| text.parse().ok());
    let number = number.ok_or_else(|| format!("`{text}` is not a member of {}", kind.name))?;
    Ok(constant(Constant::Integer(number), Class::Enum(kind)))
}

/// A text that stands for a value of another type (URL §5.1.1.1: strings are cast to the other operand's type).
pub(crate) fn cast(text: &str, class: Class) -> Result<Bound, String> {
    let wrong = || format!("'{text}' is not {}", class.name());
    let form = |form| grammar::check(form, text).map_err(|_| wrong());
    match class {
        Class::Enum(kind) => member(kind, text),
        Class::Boolean if text.eq_ignore_ascii_case("true") => Ok(constant(Constant::Boolean(true), class)),
        Class::Boolean if text.eq_ignore_ascii_case("false") => Ok(constant(Constant::Boolean(false), class)),
        Class::Exact { .. } | Class::Double => form(Form::Decimal).and_then(|()| number(text)),
        Class::Date => form(Form::Date).and_then(|()| date(text)),
        Class::DateTimeOffset => form(Form::DateTimeOffset).and_then(|()| moment(text)),
        Class::TimeOfDay => {
            form(Form::TimeOfDay)?;
            Ok(constant(Constant::Integer(time_of_day(text).ok_or_else(wrong)?), class))
        }
        Class::Duration => form(Form::Duration).and_then(|()| duration(text)),
        Class::Boolean | Class::String | Class::Null => Err(wrong()),
    }
}

/// A day of the years 0001 to 9999, which both databases and all readers know.
fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    Some(day).filter(|day| text.len() == 10 && day.year() >= 1)
}

/// A date as the moment at which it begins in UTC.
pub(super) fn midnight(date: &str) -> Option<i64> {
    let day = day(date)?;
    Some(day.and_time(NaiveTime::MIN).and_utc().timestamp_micros())
}

pub(super) fn constant(value: Constant, class: Class) -> Bound {
    Bound::new(Kind::Constant(value), class, false)
}

fn number(text: &str) -> Result<Bound, String> {
    let plain = !text.contains(['e', 'E', 'N']);
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{whole}{fraction}");
    let exact = digits.parse::<i64>().ok().filter(|_| plain && fraction.len() <= MAX_SCALE);
    let exact = exact.filter(|_| fraction.is_empty() || digits.len() <= MAX_DIGITS);
    if let (Some(value), Ok(scale)) = (exact, u8::try_from(fraction.len())) {
        let class = Class::Exact { scale, bound: i128::from(value).abs() };
        return Ok(constant(Constant::Integer(value), class));
    }
    let value = match text {
        "INF" => f64::INFINITY,
        "-INF" => f64::NEG_INFINITY,
        "NaN" => return Err("nothing can be compared with NaN here".into()),
        _ => text.parse().map_err(|_| format!("`{text}` is not a number"))?,
    };
    Ok(constant(Constant::Double(value), Class::Double))
}

fn date(text: &str) -> Result<Bound, String> {
    let day = day(text).ok_or_else(|| format!("there is no day {text} in the years 0001 to 9999"))?;
    Ok(constant(Constant::Text(day.to_string()), Class::Date))
}

/// Microseconds since midnight. A leap second is the last one of its minute.
fn time_of_day(text: &str) -> Option<i64> {
    let mut parts = text.split(':');
    let hour: i64 = parts.next()?.parse().ok()?;
    let minute: i64 = parts.next()?.parse().ok()?;
    let (second, fraction) = match parts.next() {
        Some(seconds) => seconds.split_once('.').unwrap_or((seconds, "")),
        None => ("0", ""),
    };
    let micros: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let second: i64 = second.parse().ok()?;
    Some(((hour * 60 + minute) * 60 + second.min(59)) * 1_000_000 + micros.parse::<i64>().ok()?)
}

fn moment(text: &str) -> Result<Bound, String> {
    let micros = micros(text)
        .filter(|micros| (EARLIEST..=LATEST).contains(micros))
        .ok_or_else(|| format!("there is no moment {text} in the years 0001 to 9999"))?;
    Ok(constant(Constant::Integer(micros), Class::DateTimeOffset))
}

/// Reads a moment that has the right form.
pub(super) fn micros(text: &str) -> Option<i64> {
    let (day, rest) = text.split_once(['T', 't'])?;
    let midnight = midnight(day)?;
    if let Some(time) = rest.strip_suffix(['Z', 'z']) {
        return Some(midnight + time_of_day(time)?);
    }
    let sign = rest.rfind(['+', '-'])?;
    let (time, offset) = rest.split_at_checked(sign)?;
    let away = time_of_day(offset.get(1..)?)?;
    let away = if offset.starts_with('-') { -away } else { away };
    Some(midnight + time_of_day(time)? - away)
}

fn duration(text: &str) -> Result<Bound, String> {
    grammar::check(Form::Duration, text).map_err(|_| format!("`{text}` is not a duration"))?;
    let micros = duration_micros(text).filter(|micros| micros.abs() <= MAX_DURATION);
    let micros = micros.ok_or_else(|| format!("the duration {text} is too long"))?;
    Ok(constant(Constant::Integer(micros), Class::Duration))
}

fn duration_micros(text: &str) -> Option<i64> {
    let (negative, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let mut total: i64 = 0;
    let mut digits = String::new();
    for c in text.trim_start_matches('P').chars() {
        let unit = match c {
            'T' => continue,
            'D' => DAY,
            'H' => DAY / 24,
            'M' => DAY / 24 / 60,
            'S' => 1_000_000,
            digit => {
                digits.push(digit);
                continue;
            }
        };
        total = total.checked_add(amount(&digits, unit)?)?;
        digits.clear();
    }
    Some(if negative { -total } else { total })
}

/// So many of a unit; only seconds have a fraction.
fn amount(digits: &str, unit: i64) -> Option<i64> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let micros: String = fraction.chars().chain("000000".chars()).take(6).collect();
    whole.parse::<i64>().ok()?.checked_mul(unit)?.checked_add(micros.parse().ok()?)
}
