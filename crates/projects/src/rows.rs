//! Asking the database, and reading what comes back.

use odata::edm::{EdmType, EnumForm, Nullability};
use odata::payload::{Entity, Value};
use odata::request::{CollectionRequest, EntityRequest};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, QueryResult, TryGetable};

use crate::lower::{self, Tenant};
use crate::model::MODEL;
use crate::table::{Column, Table};

/// Reads at most so many entities of a collection.
pub(crate) async fn page(
    db: &DatabaseConnection,
    (table, tenant): (&Table, Tenant),
    request: &CollectionRequest,
    limit: u64,
) -> Result<Vec<Entity>, DbErr> {
    let columns = lower::selected(table, request.set, &request.select);
    let rows = db.query_all(&lower::page(table, tenant, request, limit)).await?;
    rows.iter().map(|row| read(row, &columns)).collect()
}

/// Reads one entity.
pub(crate) async fn entity(
    db: &DatabaseConnection,
    (table, tenant): (&Table, Tenant),
    request: &EntityRequest,
) -> Result<Option<Entity>, DbErr> {
    let columns = lower::selected(table, request.set, &request.select);
    let row = db.query_one(&lower::entity(table, tenant, request)).await?;
    row.map(|row| read(&row, &columns)).transpose()
}

/// Counts the entities of a set.
pub(crate) async fn count(db: &DatabaseConnection, (table, tenant): (&Table, Tenant)) -> Result<u64, DbErr> {
    let row = db.query_one(&lower::count(table, tenant)).await?;
    let count: i64 = match row {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    Ok(count.unsigned_abs())
}

/// Whether the database answers and has every table.
pub(crate) async fn ready(db: &DatabaseConnection) -> Result<(), DbErr> {
    for table in MODEL.sets.iter().filter_map(Table::of) {
        count(db, (table, Tenant::nobody())).await?;
    }
    Ok(())
}

/// Reads a row: the version first, then the columns.
fn read(row: &QueryResult, columns: &[&Column]) -> Result<Entity, DbErr> {
    let mut properties = Vec::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate() {
        properties.push((column.property.name, value(row, index + 1, column)?));
    }
    Ok(Entity { version: row.try_get_by_index(0)?, properties })
}

fn value(row: &QueryResult, index: usize, column: &Column) -> Result<Value, DbErr> {
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
