//! From a JSON value to the value of a property (OData JSON Format §7.1).
//!
//! 64-bit numbers and decimals may come as strings, whether or not the request says `IEEE754Compatible=true`: their type
//! says what is meant.

use super::json::Json;
use crate::bind::{Class, Constant, cast};
use crate::edm::{EdmType, EnumForm, EnumType, Limits, Nullability, Property};
use crate::error::Code;
use crate::grammar::{self, Form};
use crate::payload::Value;

/// Why a value is not taken, in words.
pub(super) type Refused = (Code, String);

/// Reads the value of a property.
pub(super) fn read(property: &Property, json: &Json) -> Result<Value, Refused> {
    if *json == Json::Null {
        return match property.nullability {
            Nullability::Nullable => Ok(Value::Null),
            Nullability::Required => Err((Code::InvalidValue, "this is never null".to_owned())),
        };
    }
    let value = typed(property.kind, json)?;
    match fits(property.limits, &value) {
        true => Ok(value),
        false => Err((Code::InvalidValue, format!("this takes {}", property.limits.in_words()))),
    }
}

fn typed(kind: EdmType, json: &Json) -> Result<Value, Refused> {
    match (kind, json) {
        (EdmType::Boolean, Json::Boolean(value)) => Ok(Value::Boolean(*value)),
        (EdmType::Int32, Json::Integer(value)) => {
            i32::try_from(*value).map(Value::Int32).map_err(|_| range("32 bits"))
        }
        (EdmType::Int64, Json::Integer(value)) => {
            i64::try_from(*value).map(Value::Int64).map_err(|_| range("64 bits"))
        }
        (EdmType::Int64, Json::Text(text)) => {
            text.parse().map(Value::Int64).map_err(|_| not(text, "an Edm.Int64"))
        }
        (EdmType::Double, Json::Integer(value)) => Ok(Value::Double(*value as f64)),
        (EdmType::Double, Json::Double(value)) => Ok(Value::Double(*value)),
        (EdmType::Decimal { precision, scale }, json) => decimal(json, precision, scale),
        (EdmType::String, Json::Text(text)) if text.contains('\0') => {
            Err((Code::InvalidValue, "the character U+0000 stands nowhere".to_owned()))
        }
        (EdmType::String, Json::Text(text)) => Ok(Value::Text(text.clone())),
        (EdmType::Strings, Json::List(items)) => {
            items.iter().map(text).collect::<Option<_>>().map(Value::Texts).ok_or_else(|| wrong(kind, json))
        }
        (EdmType::Date, Json::Text(text)) => moment(text, Class::Date),
        (EdmType::DateTimeOffset, Json::Text(text)) => moment(text, Class::DateTimeOffset),
        (EdmType::Enum(kind), Json::Text(text)) => member(kind, text),
        (kind, json) => Err(wrong(kind, json)),
    }
}

/// A text that a collection can hold.
fn text(json: &Json) -> Option<String> {
    match json {
        Json::Text(text) if !text.contains('\0') => Some(text.clone()),
        _ => None,
    }
}

fn wrong(kind: EdmType, json: &Json) -> Refused {
    (Code::TypeMismatch, format!("{} is wanted, and this is {}", wanted(kind), json.kind()))
}

fn wanted(kind: EdmType) -> &'static str {
    match kind {
        EdmType::Boolean => "true or false",
        EdmType::Int32 | EdmType::Int64 => "a whole number",
        EdmType::Double | EdmType::Decimal { .. } => "a number",
        EdmType::String => "a string",
        EdmType::Strings => "an array of strings",
        EdmType::Date => "a date as a string",
        EdmType::DateTimeOffset => "a moment as a string",
        EdmType::Enum(_) => "the name of a member as a string",
    }
}

/// A decimal, exactly: more digits behind the point than the type has would be lost.
fn decimal(json: &Json, precision: u8, scale: u8) -> Result<Value, Refused> {
    let text = match json {
        Json::Integer(value) => value.to_string(),
        // Printed without an exponent, and with no digit more than it was sent with.
        Json::Double(value) => value.to_string(),
        Json::Text(text) => {
            grammar::check(Form::Decimal, text).map_err(|_| not(text, "an Edm.Decimal"))?;
            text.clone()
        }
        other => return Err(wrong(EdmType::Decimal { precision, scale }, other)),
    };
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > usize::from(scale) {
        return Err((Code::InvalidValue, format!("at most {scale} digits stand behind the point")));
    }
    let digits: Result<i64, _> = format!("{whole}{fraction:0<width$}", width = usize::from(scale)).parse();
    let most = 10_i64.pow(u32::from(precision));
    match digits {
        Ok(digits) if digits.abs() < most => Ok(Value::Decimal(digits, scale)),
        Ok(_) => Err((Code::InvalidValue, format!("at most {precision} digits"))),
        Err(_) => Err(not(&text, &format!("a decimal of {precision} digits"))),
    }
}

fn moment(text: &str, class: Class) -> Result<Value, Refused> {
    let bound = cast(text, class).map_err(|message| (Code::InvalidValue, message))?;
    match bound.constant() {
        Some(Constant::Text(day)) => Ok(Value::Text(day.clone())),
        Some(Constant::Integer(micros)) => Ok(Value::Moment(*micros)),
        _ => Err(not(text, class.name())),
    }
}

/// Members by name, or their number as a string; flags with commas (JSON Format §7.1).
fn member(kind: &'static EnumType, text: &str) -> Result<Value, Refused> {
    let number = kind.number(text).or_else(|| text.parse().ok().filter(|number| known(kind, *number)));
    let number = number.ok_or_else(|| not(text, &format!("a member of {}", kind.name)))?;
    Ok(Value::Text(kind.text(number)))
}

fn known(kind: &EnumType, number: i64) -> bool {
    match kind.form {
        EnumForm::Single => kind.members.iter().any(|(_, value)| *value == number),
        EnumForm::Flags => number & !kind.members.iter().fold(0, |bits, (_, value)| bits | value) == 0,
    }
}

fn fits(limits: Limits, value: &Value) -> bool {
    match value {
        Value::Int32(value) => limits.hold(i64::from(*value), 0),
        Value::Int64(value) => limits.hold(*value, 0),
        Value::Decimal(digits, scale) => limits.hold(*digits, *scale),
        Value::Double(value) => limits.hold_double(*value),
        Value::Text(text) => limits.hold_text(text),
        Value::Texts(texts) => texts.iter().all(|text| limits.hold_text(text)),
        Value::Null | Value::Boolean(_) | Value::Moment(_) | Value::TimeOfDay(_) | Value::Duration(_) => true,
    }
}

fn range(width: &str) -> Refused {
    (Code::InvalidValue, format!("the number does not fit {width}"))
}

fn not(text: &str, what: &str) -> Refused {
    let start: String = text.chars().take(40).collect();
    (Code::InvalidValue, format!("`{start}` is not {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{DAYS, STATE};

    fn told(kind: EdmType, text: &str) -> Result<Value, Code> {
        let property = Property::new("p", kind);
        read(&property, &super::super::json::parse(text.as_bytes()).unwrap()).map_err(|(code, _)| code)
    }

    #[test]
    fn every_type_reads_what_it_prints_and_refuses_what_it_cannot_keep() {
        use Code::{InvalidValue, TypeMismatch};
        const PRICE: EdmType = EdmType::Decimal { precision: 9, scale: 2 };
        let text = |text: &str| Ok(Value::Text(text.to_owned()));
        let cases = [
            (EdmType::Boolean, "true", Ok(Value::Boolean(true))),
            (EdmType::Boolean, "\"true\"", Err(TypeMismatch)),
            (EdmType::Boolean, "1", Err(TypeMismatch)),
            (EdmType::Int32, "-2147483648", Ok(Value::Int32(i32::MIN))),
            (EdmType::Int32, "2147483648", Err(InvalidValue)),
            (EdmType::Int32, "1.5", Err(TypeMismatch)),
            (EdmType::Int32, "\"1\"", Err(TypeMismatch)),
            (EdmType::Int64, "9223372036854775807", Ok(Value::Int64(i64::MAX))),
            (EdmType::Int64, "\"9007199254740993\"", Ok(Value::Int64(9_007_199_254_740_993))),
            (EdmType::Int64, "18446744073709551615", Err(InvalidValue)),
            (EdmType::Int64, "\"x\"", Err(InvalidValue)),
            (EdmType::Double, "0.5", Ok(Value::Double(0.5))),
            (EdmType::Double, "2", Ok(Value::Double(2.0))),
            (EdmType::Double, "\"INF\"", Err(TypeMismatch)),
            (PRICE, "1.25", Ok(Value::Decimal(125, 2))),
            (PRICE, "-0.05", Ok(Value::Decimal(-5, 2))),
            (PRICE, "2", Ok(Value::Decimal(200, 2))),
            (PRICE, "1.500", Ok(Value::Decimal(150, 2))),
            (PRICE, "1e3", Ok(Value::Decimal(100_000, 2))),
            (PRICE, "\"95.5\"", Ok(Value::Decimal(9550, 2))),
            (PRICE, "9999999.99", Ok(Value::Decimal(999_999_999, 2))),
            (PRICE, "10000000", Err(InvalidValue)),
            (PRICE, "-10000000", Err(InvalidValue)),
            (PRICE, "1.005", Err(InvalidValue)),
            (PRICE, "1e300", Err(InvalidValue)),
            (PRICE, "1e-300", Err(InvalidValue)),
            (PRICE, "\"NaN\"", Err(InvalidValue)),
            (PRICE, "\"1e2\"", Err(InvalidValue)),
            (PRICE, "true", Err(TypeMismatch)),
            (EdmType::String, "\"O'Neil\"", text("O'Neil")),
            (EdmType::String, "\"a\\u0000b\"", Err(InvalidValue)),
            (EdmType::String, "5", Err(TypeMismatch)),
            (EdmType::String, "[\"x\"]", Err(TypeMismatch)),
            (EdmType::Strings, r#"["a","b"]"#, Ok(Value::Texts(vec!["a".into(), "b".into()]))),
            (EdmType::Strings, "[]", Ok(Value::Texts(vec![]))),
            (EdmType::Strings, r#"["a",1]"#, Err(TypeMismatch)),
            (EdmType::Strings, "\"a\"", Err(TypeMismatch)),
            (EdmType::Date, "\"2026-02-28\"", text("2026-02-28")),
            (EdmType::Date, "\"2026-02-30\"", Err(InvalidValue)),
            (EdmType::Date, "\"2026-02-28T00:00:00Z\"", Err(InvalidValue)),
            (EdmType::Date, "20260228", Err(TypeMismatch)),
            (EdmType::DateTimeOffset, "\"1970-01-01T02:00:00.5+02:00\"", Ok(Value::Moment(500_000))),
            (EdmType::DateTimeOffset, "\"1970-01-01\"", Err(InvalidValue)),
            (EdmType::Enum(&STATE), "\"Shut\"", text("Shut")),
            (EdmType::Enum(&STATE), "\"2\"", text("Shut")),
            (EdmType::Enum(&STATE), "\"9\"", Err(InvalidValue)),
            (EdmType::Enum(&STATE), "2", Err(TypeMismatch)),
            (EdmType::Enum(&DAYS), "\"Wednesday,Monday\"", text("Monday,Wednesday")),
            (EdmType::Enum(&DAYS), "\"0\"", text("0")),
            (EdmType::Enum(&DAYS), "\"8\"", Err(InvalidValue)),
            (EdmType::Enum(&DAYS), "null", Ok(Value::Null)),
        ];
        for (kind, json, expected) in cases {
            assert_eq!(told(kind, json), expected, "{kind:?} {json}");
        }
    }

    #[test]
    fn null_and_values_outside_the_limits_are_refused() {
        let percent = Property::new("p", EdmType::Int32).required().between(0, 100);
        for (json, taken) in [
            (Json::Integer(0), true),
            (Json::Integer(100), true),
            (Json::Integer(101), false),
            (Json::Null, false),
        ] {
            assert_eq!(read(&percent, &json).is_ok(), taken, "{json:?}");
        }
        let name = Property::new("n", EdmType::String).length(1, 2);
        for (text, taken) in [("", false), ("é", true), ("abc", false)] {
            assert_eq!(read(&name, &Json::Text(text.into())).is_ok(), taken, "{text}");
        }
    }
}
