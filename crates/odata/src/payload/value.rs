//! Values of properties, and how JSON writes them (OData JSON Format §7.1).

use serde::Serialize;
use serde::ser::{Error, Serializer};

use crate::media::Numbers;
use crate::moment;

/// A value of a property, as it comes out of a store.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// `Edm.Boolean`.
    Boolean(bool),
    /// `Edm.Int32`.
    Int32(i32),
    /// `Edm.Int64`.
    Int64(i64),
    /// `Edm.Double`.
    Double(f64),
    /// `Edm.Decimal`: a number without its point, and how many digits stand behind it.
    Decimal(i64, u8),
    /// `Edm.String`, `Edm.Date` and the names of enumerations.
    Text(String),
    /// `Collection(Edm.String)`.
    Texts(Vec<String>),
    /// `Edm.DateTimeOffset`, in microseconds since 1970.
    Moment(i64),
    /// `Edm.TimeOfDay`, in microseconds since midnight.
    TimeOfDay(i64),
    /// `Edm.Duration`, in microseconds.
    Duration(i64),
}

impl Value {
    /// The text of the value alone, as `/$value` answers it (Protocol §11.2.4.1), of a collection one a line;
    /// none for null.
    pub fn plain(&self) -> Option<String> {
        Some(match self {
            Self::Null => return None,
            Self::Boolean(value) => value.to_string(),
            Self::Int32(value) => value.to_string(),
            Self::Int64(value) => value.to_string(),
            Self::Double(value) if value.is_finite() => value.to_string(),
            Self::Double(value) => not_finite(*value).to_owned(),
            Self::Decimal(digits, scale) => decimal(*digits, *scale).to_string(),
            Self::Text(text) => text.clone(),
            Self::Texts(texts) => texts.join("\n"),
            Self::Moment(value) => moment::print(*value)?,
            Self::TimeOfDay(value) => moment::print_time(*value),
            Self::Duration(value) => moment::print_duration(*value),
        })
    }
}

/// A value, and how its numbers are written.
pub(super) struct ValueJson<'a> {
    pub(super) value: &'a Value,
    pub(super) numbers: Numbers,
}

impl Serialize for ValueJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.value, self.numbers) {
            (Value::Null, _) => serializer.serialize_unit(),
            (Value::Boolean(value), _) => serializer.serialize_bool(*value),
            (Value::Int32(value), _) => serializer.serialize_i32(*value),
            (Value::Int64(value), Numbers::Json) => serializer.serialize_i64(*value),
            (Value::Int64(value), Numbers::Strings) => serializer.collect_str(value),
            (Value::Double(value), _) if value.is_finite() => serializer.serialize_f64(*value),
            (Value::Double(value), _) => serializer.serialize_str(not_finite(*value)),
            (Value::Decimal(digits, scale), Numbers::Json) => {
                serializer.serialize_f64(decimal(*digits, *scale))
            }
            (Value::Decimal(digits, scale), Numbers::Strings) => {
                serializer.collect_str(&decimal(*digits, *scale))
            }
            (Value::Text(value), _) => serializer.serialize_str(value),
            (Value::Texts(values), _) => serializer.collect_seq(values),
            (Value::Moment(value), _) => match moment::print(*value) {
                Some(text) => serializer.serialize_str(&text),
                None => Err(S::Error::custom("a moment outside the calendar")),
            },
            (Value::TimeOfDay(value), _) => serializer.serialize_str(&moment::print_time(*value)),
            (Value::Duration(value), _) => serializer.serialize_str(&moment::print_duration(*value)),
        }
    }
}

/// The decimal as a double: of at most 15 digits none is lost, and the shortest print is the decimal itself.
fn decimal(digits: i64, scale: u8) -> f64 {
    digits as f64 / 10_f64.powi(i32::from(scale))
}

/// Numbers that JSON does not have (JSON Format §7.1).
fn not_finite(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "INF"
    } else {
        "-INF"
    }
}
