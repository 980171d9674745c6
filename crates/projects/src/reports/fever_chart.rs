//! How a project came to where it is: a point for each day that was kept.

use odata::path::Way;
use odata::payload::{Entity, Value};
use sea_orm::{ConnectionTrait, DbErr, QueryResult};

use crate::lower;
use crate::model::BUFFER_ZONE;
use crate::rows::Source;

/// The points of the project that a path leads to, oldest first: one statement.
pub(crate) async fn fever_chart<C: ConnectionTrait>(
    source: Source<'_, C>,
    way: &Way,
) -> Result<Vec<Entity>, DbErr> {
    let rows = source.db.query_all(&lower::days(source.ground(), way)?).await?;
    rows.iter().map(point).collect()
}

fn point(row: &QueryResult) -> Result<Entity, DbErr> {
    let zone: i32 = row.try_get_by_index(3)?;
    let properties = vec![
        ("on", Value::Text(row.try_get_by_index(0)?)),
        ("chainCompletion", Value::Decimal(row.try_get_by_index(1)?, 2)),
        ("penetration", Value::Decimal(row.try_get_by_index(2)?, 2)),
        ("zone", Value::Text(BUFFER_ZONE.text(zone.into()))),
    ];
    Ok(Entity { properties, ..Entity::default() })
}
