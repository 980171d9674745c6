//! From the value of a property to what its column holds.

use odata::edm::{EdmType, EnumForm, EnumType, Property};
use odata::payload::Value;
use sea_orm::DbErr;
use sea_orm::sea_query::{Expr, Value as Cell};

use super::missing;

/// A value as a bind parameter of its column's type. Null has a type as well, on which Postgres insists.
pub(crate) fn cell(property: &Property, value: &Value) -> Result<Expr, DbErr> {
    let cell = match (value, property.kind) {
        (Value::Null, kind) => null(kind),
        (Value::Boolean(value), _) => Cell::from(*value),
        (Value::Int32(value), _) => Cell::from(*value),
        (Value::Int64(value) | Value::Decimal(value, _) | Value::Moment(value), _) => Cell::from(*value),
        (Value::Double(value), _) => Cell::from(*value),
        (Value::Text(text), EdmType::Enum(kind)) => {
            member(kind, text).ok_or_else(|| missing(property.name))?
        }
        (Value::Text(text), _) => Cell::from(text.as_str()),
        // Collections are kept as arrays of JSON.
        (Value::Texts(texts), _) => {
            Cell::from(serde_json::to_string(texts).map_err(|error| DbErr::Type(error.to_string()))?)
        }
        // No property has such a type.
        (Value::TimeOfDay(_) | Value::Duration(_), _) => return Err(missing(property.name)),
    };
    Ok(Expr::val(cell))
}

/// Flags are kept as BIGINT, one of several as INTEGER.
fn member(kind: &EnumType, text: &str) -> Option<Cell> {
    let number = kind.number(text).or_else(|| text.parse().ok())?;
    match kind.form {
        EnumForm::Flags => Some(Cell::from(number)),
        EnumForm::Single => i32::try_from(number).ok().map(Cell::from),
    }
}

fn null(kind: EdmType) -> Cell {
    match kind {
        EdmType::Boolean => Cell::Bool(None),
        EdmType::Int32 => Cell::Int(None),
        EdmType::Int64 | EdmType::Decimal { .. } | EdmType::DateTimeOffset => Cell::BigInt(None),
        EdmType::Double => Cell::Double(None),
        EdmType::String | EdmType::Strings | EdmType::Date => Cell::String(None),
        EdmType::Enum(kind) if kind.form == EnumForm::Flags => Cell::BigInt(None),
        EdmType::Enum(_) => Cell::Int(None),
    }
}
