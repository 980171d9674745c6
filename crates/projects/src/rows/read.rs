//! From a row of the database to an entity.

use odata::bind::{Class, Constant};
use odata::edm::{EdmType, EnumForm, Nullability};
use odata::payload::{Entity, Value};
use sea_orm::{DbErr, QueryResult, TryGetable};

use super::Row;
use crate::lower::Output;
use crate::table::Column;

/// Reads a row in the order of [`Output`]; the parent's key stands at its index.
pub(crate) fn read(row: &QueryResult, output: &Output<'_>, parent: Option<usize>) -> Result<Row, DbErr> {
    let mut index = 2;
    let mut next = || {
        index += 1;
        index - 1
    };
    let mut entity = Entity { version: row.try_get_by_index(0)?, ..Entity::default() };
    for column in &output.columns {
        entity.properties.push((column.property.name, property(row, next(), column)?));
    }
    let mut foreign = Vec::new();
    for name in &output.foreign {
        foreign.push((*name, row.try_get_by_index(next())?));
    }
    for (name, class) in &output.computed {
        entity.computed.push((name.clone(), printed(constant(row, next(), *class)?, *class)));
    }
    let mut order = Vec::new();
    for class in &output.order {
        order.push(constant(row, next(), *class)?);
    }
    let parent = match parent {
        Some(index) => row.try_get_by_index(index)?,
        None => 0,
    };
    Ok(Row { entity, key: row.try_get_by_index(1)?, order, foreign, parent })
}

fn property(row: &QueryResult, index: usize, column: &Column) -> Result<Value, DbErr> {
    let cell = Cell { row, index, nullability: column.property.nullability };
    match column.property.kind {
        EdmType::Boolean => cell.get(Value::Boolean),
        EdmType::Int32 => cell.get(Value::Int32),
        EdmType::Int64 => cell.get(Value::Int64),
        EdmType::Double => cell.get(Value::Double),
        EdmType::Decimal { scale, .. } => cell.get(|digits| Value::Decimal(digits, scale)),
        EdmType::String | EdmType::Date => cell.get(Value::Text),
        EdmType::DateTimeOffset => cell.get(Value::Moment),
        // Flags are kept as BIGINT, one of several as INTEGER.
        EdmType::Enum(kind) if kind.form == EnumForm::Flags => cell.get(|bits| Value::Text(kind.text(bits))),
        EdmType::Enum(kind) => cell.get(|number: i32| Value::Text(kind.text(i64::from(number)))),
        EdmType::Strings => texts(row.try_get_by_index(index)?),
    }
}

/// Collections are kept as arrays of JSON.
fn texts(array: String) -> Result<Value, DbErr> {
    let texts = serde_json::from_str(&array);
    texts.map(Value::Texts).map_err(|error| DbErr::Type(format!("a collection: {error}")))
}

/// A value of an expression.
fn constant(row: &QueryResult, index: usize, class: Class) -> Result<Constant, DbErr> {
    fn get<T: TryGetable>(
        row: &QueryResult,
        index: usize,
        wrap: fn(T) -> Constant,
    ) -> Result<Constant, DbErr> {
        let value: Option<T> = row.try_get_by_index(index)?;
        Ok(value.map_or(Constant::Null, wrap))
    }
    match class {
        Class::Null => Ok(Constant::Null),
        Class::Boolean => get(row, index, Constant::Boolean),
        Class::Double => get(row, index, Constant::Double),
        Class::String | Class::Date => get(row, index, Constant::Text),
        Class::Exact { .. } | Class::Enum(_) | Class::TimeOfDay | Class::DateTimeOffset | Class::Duration => {
            get(row, index, Constant::Integer)
        }
    }
}

/// A computed value as an answer prints it.
fn printed(value: Constant, class: Class) -> Value {
    match (value, class) {
        (Constant::Null, _) => Value::Null,
        (Constant::Boolean(value), _) => Value::Boolean(value),
        (Constant::Double(value), _) => Value::Double(value),
        (Constant::Text(text), _) => Value::Text(text),
        (Constant::Integer(value), Class::Exact { scale: 0, .. }) => Value::Int64(value),
        (Constant::Integer(digits), Class::Exact { scale, .. }) => Value::Decimal(digits, scale),
        (Constant::Integer(value), Class::Enum(kind)) => Value::Text(kind.text(value)),
        (Constant::Integer(value), Class::TimeOfDay) => Value::TimeOfDay(value),
        (Constant::Integer(value), Class::Duration) => Value::Duration(value),
        (Constant::Integer(value), _) => Value::Moment(value),
    }
}

struct Cell<'r> {
    row: &'r QueryResult,
    index: usize,
    nullability: Nullability,
}

impl Cell<'_> {
    fn get<T: TryGetable>(&self, wrap: impl Fn(T) -> Value) -> Result<Value, DbErr> {
        match self.nullability {
            Nullability::Required => Ok(wrap(self.row.try_get_by_index(self.index)?)),
            Nullability::Nullable => {
                let value: Option<T> = self.row.try_get_by_index(self.index)?;
                Ok(value.map_or(Value::Null, wrap))
            }
        }
    }
}
