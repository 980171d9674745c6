//! Entities that are there already: changed, or deleted (Protocol §11.4.3 to §11.4.5).

use odata::bind::Hop;
use odata::condition::Conditions;
use odata::edm::{EntitySet, Multiplicity, Nullability};
use odata::error::{Code, Refusal};
use odata::path::Way;
use odata::payload::Value;
use sea_orm::ConnectionTrait;

use super::change::Act;
use super::{Values, Writer, create, in_conflict};
use crate::error::{ApiError, absent};
use crate::lower::{self, missing};
use crate::reports;
use crate::rows::{Row, read};
use crate::table::Link;

impl Writer<'_> {
    /// The entity that a path means, kept from others until the end.
    pub(crate) async fn found(&self, way: &Way) -> Result<Row, ApiError> {
        let (statement, output) = lower::held(self.ground(), way)?;
        let row = self.written(&statement, &output).await?;
        Ok(row.ok_or_else(|| absent(way))?)
    }

    /// Changes an entity. Without values nothing happens but the check.
    pub(crate) async fn update(
        &mut self,
        way: &Way,
        condition: &Conditions,
        values: &Values,
    ) -> Result<Row, ApiError> {
        let row = self.found(way).await?;
        condition.check(&row.entity.etag())?;
        if values.is_empty() {
            return Ok(row);
        }
        self.keys_there(way.set, values).await?;
        self.change(way.set, row, values).await
    }

    /// Changes a task as somebody reports on it: its project's day is kept, even if nothing else has changed.
    pub(crate) async fn report(
        &mut self,
        way: &Way,
        condition: &Conditions,
        values: &Values,
    ) -> Result<Row, ApiError> {
        let row = self.update(way, condition, values).await?;
        self.work.reported.extend(reports::project_of(&row.entity));
        Ok(row)
    }

    /// Makes an entity belong to another, or to none.
    pub(super) async fn adopt(&mut self, hop: &Hop, child: i32, parent: Option<i32>) -> Result<(), ApiError> {
        let property = create::foreign(hop)?;
        if parent.is_none() && property.nullability == Nullability::Required {
            let message =
                format!("a {} always has one: delete it, or link it to another", hop.to.entity.name);
            return Err(Refusal::new(Code::Conflict, message).about(property.name).into());
        }
        let row = self.found(&Way { set: hop.to, key: Some(child), from: None, called: None }).await?;
        let value = parent.map_or(Value::Null, Value::Int32);
        self.change(hop.to, row, &vec![(property, value)]).await?;
        Ok(())
    }

    async fn change(
        &mut self,
        set: &'static EntitySet,
        before: Row,
        values: &Values,
    ) -> Result<Row, ApiError> {
        let cells = self.cells(set, values, Act::Updated)?;
        let version = (before.key, before.entity.version);
        let (statement, output) = lower::update(self.ground(), set, version, cells)?;
        let written = self.written(&statement, &output).await;
        let written = written.map_err(|error| {
            in_conflict(error, "an entity that it refers to has been deleted in the meantime")
        })?;
        let row = written.ok_or_else(changed_meanwhile)?;
        self.note(set, row.key, [Some(before.entity), Some(row.entity.clone())]);
        Ok(row)
    }

    /// Deletes an entity, and before it those that can't be without it.
    pub(crate) async fn delete(&mut self, way: &Way, condition: &Conditions) -> Result<(), ApiError> {
        let row = self.found(way).await?;
        condition.check(&row.entity.etag())?;
        self.delete_children(way.set, row.key).await?;
        let statement = lower::delete(self.ground(), way.set, (row.key, row.entity.version))?;
        let deleted = self.work.txn.execute(&statement).await.map_err(|error| {
            in_conflict(error, "other entities refer to it: let them refer to another one first")
        })?;
        if deleted.rows_affected() == 0 {
            return Err(changed_meanwhile().into());
        }
        self.note(way.set, row.key, [Some(row.entity), None]);
        Ok(())
    }

    async fn delete_children(&mut self, set: &'static EntitySet, key: i32) -> Result<(), ApiError> {
        for navigation in set.entity.navigation {
            let link = self.schema.table(set)?.link(navigation.name)?;
            let (Link::There(column), Multiplicity::Many) = (link, navigation.many) else {
                continue;
            };
            let to = crate::MODEL.set(navigation.target).ok_or_else(|| missing(navigation.target))?;
            let hop = Hop { from: set, navigation, to };
            // What the service makes goes with it in the database itself, and nobody is told.
            if !to.entity.is_writable() {
                continue;
            }
            // Those that can be without it keep it from being deleted instead.
            if create::foreign(&hop)?.nullability == Nullability::Nullable {
                continue;
            }
            let (statement, output) = lower::delete_children(self.ground(), to, column, key)?;
            for row in self.work.txn.query_all(&statement).await? {
                let row = read(&row, &output, None)?;
                self.note(to, row.key, [Some(row.entity), None]);
            }
        }
        Ok(())
    }
}

/// The row was kept from others since it was read, so this is only seen by who reads without keeping.
fn changed_meanwhile() -> Refusal {
    Refusal::new(Code::PreconditionFailed, "somebody else has changed it in the meantime")
}
