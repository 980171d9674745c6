//! Asking the database, and reading what comes back: entities, their numbers, and what is expanded.

use odata::bind::{Constant, Query};
use odata::path::Way;
use odata::payload::Entity;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr};

use crate::lower::{self, After, Dialect, Ground, Tenant};
use crate::model::MODEL;
use crate::table::Schema;

mod expand;
mod read;

pub(crate) use read::read;

/// The rows that exist for somebody, seen over a connection or from within a transaction.
pub(crate) struct Source<'s, C = DatabaseConnection> {
    pub(crate) db: &'s C,
    pub(crate) schema: &'s Schema,
    pub(crate) tenant: Tenant,
    /// The address of the service, for links to entities.
    pub(crate) root: &'s str,
}

// Derived, these would ask the same of the connection.
impl<C> Clone for Source<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Source<'_, C> {}

/// A row with what its reader needs besides the entity.
pub(crate) struct Row {
    pub(crate) entity: Entity,
    pub(crate) key: i32,
    /// The values of the order's terms.
    pub(crate) order: Vec<Constant>,
    /// The keys of the single entities that it leads to.
    foreign: Vec<(&'static str, Option<i32>)>,
    /// Whose child it is, in an expansion.
    parent: i32,
}

impl<'s, C: ConnectionTrait> Source<'s, C> {
    pub(crate) fn ground(&self) -> Ground<'s> {
        let dialect = Dialect::from(self.db.get_database_backend());
        Ground { schema: self.schema, tenant: self.tenant, dialect }
    }

    /// Reads at most so many rows, with what is expanded of them.
    pub(crate) async fn page(
        &self,
        query: &Query,
        way: Option<&Way>,
        after: Option<&After>,
        limit: u64,
    ) -> Result<Vec<Row>, DbErr> {
        let (statement, output) = lower::page(self.ground(), query, way, after, limit)?;
        let rows = self.db.query_all(&statement).await?;
        rows.iter().map(|row| read(row, &output, None)).collect()
    }

    /// Counts.
    pub(crate) async fn count(&self, query: &Query, way: Option<&Way>) -> Result<u64, DbErr> {
        let row = self.db.query_one(&lower::count(self.ground(), query, way)?).await?;
        let count: i64 = match row {
            Some(row) => row.try_get_by_index(0)?,
            None => 0,
        };
        Ok(count.unsigned_abs())
    }
}

/// Whether the database answers and has every table.
pub(crate) async fn ready(db: &DatabaseConnection, schema: &Schema) -> Result<(), DbErr> {
    let source = Source { db, schema, tenant: Tenant::nobody(), root: "" };
    for set in MODEL.sets {
        source.count(&Query::all(set), None).await?;
    }
    Ok(())
}
