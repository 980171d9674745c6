//! Links between entities (`$ref`, Protocol §11.4.6).

use odata::bind::Hop;
use odata::condition::Conditions;
use odata::error::{Code, Refusal};
use odata::path::Way;
use odata::payload::Value;
use sea_orm::ConnectionTrait;

use super::{Writer, in_conflict};
use crate::error::{ApiError, absent};
use crate::lower::{self, missing};
use crate::table::{Between, Link, Shape};

/// What links that must not lead back are about: which task comes before which.
const ORDER: &str = "predecessors";

impl Writer<'_> {
    /// Relates the entity that a path means to one that is there already. What is related already stays so.
    pub(crate) async fn connect(
        &mut self,
        (hop, from): (&Hop, &Way),
        condition: &Conditions,
        other: i32,
    ) -> Result<(), ApiError> {
        match self.schema.table(hop.from)?.link(hop.navigation.name)? {
            Link::Here(_) => {
                let property = here(hop)?;
                self.update(from, condition, &vec![(property, Value::Int32(other))]).await?;
                Ok(())
            }
            Link::There(_) => {
                let key = self.allowed(from, condition).await?;
                self.key_there(hop.to, other).await?;
                self.adopt(hop, other, Some(key)).await
            }
            Link::Through(between) => {
                let key = self.allowed(from, condition).await?;
                self.key_there(hop.to, other).await?;
                self.link(between, key, &[other]).await
            }
        }
    }

    /// Undoes a relation. `other` is none for a single entity, whichever it is.
    pub(crate) async fn disconnect(
        &mut self,
        (hop, from): (&Hop, &Way),
        condition: &Conditions,
        other: Option<i32>,
    ) -> Result<(), ApiError> {
        let link = self.schema.table(hop.from)?.link(hop.navigation.name)?;
        let Some(other) = other else {
            self.update(from, condition, &vec![(here(hop)?, Value::Null)]).await?;
            return Ok(());
        };
        let key = self.allowed(from, condition).await?;
        let related =
            Way { set: hop.to, key: Some(other), from: Some((*hop, Box::new(from.clone()))), called: None };
        match link {
            Link::Here(_) => Err(missing(hop.navigation.name).into()),
            Link::There(_) => {
                self.found(&related).await?;
                self.adopt(hop, other, None).await
            }
            Link::Through(between) => {
                let undone =
                    self.work.txn.execute(&lower::unlink(self.ground(), between, key, other)).await?;
                match undone.rows_affected() {
                    0 => Err(absent(&related).into()),
                    _ => Ok(()),
                }
            }
        }
    }

    /// Writes links into the table in between.
    pub(super) async fn link(
        &mut self,
        between: &Between,
        here: i32,
        others: &[i32],
    ) -> Result<(), ApiError> {
        if others.is_empty() {
            return Ok(());
        }
        let alone = match between.shape {
            Shape::Any => None,
            Shape::Acyclic => lower::alone(self.ground()),
        };
        if let Some(alone) = alone {
            self.work.txn.query_one(&alone).await?;
        }
        let statement = lower::link(self.ground(), between, here, others)?;
        self.work
            .txn
            .execute(&statement)
            .await
            .map_err(|error| in_conflict(error, "one of the entities has been deleted in the meantime"))?;
        match between.shape {
            Shape::Any => Ok(()),
            Shape::Acyclic => self.no_circle(between, here).await,
        }
    }

    /// Whatever circle the new links have closed leads through the entity where they begin.
    async fn no_circle(&self, between: &Between, key: i32) -> Result<(), ApiError> {
        let row = self.work.txn.query_one(&lower::comes_back(self.ground(), between, key)).await?;
        let back: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        match back {
            0 => Ok(()),
            _ => {
                let message = "these links would make a circle: nothing can come before itself";
                Err(Refusal::new(Code::Conflict, message).about(ORDER).into())
            }
        }
    }

    /// The key of an entity whose version the client agrees with.
    async fn allowed(&self, way: &Way, condition: &Conditions) -> Result<i32, ApiError> {
        let row = self.found(way).await?;
        condition.check(&row.entity.etag())?;
        Ok(row.key)
    }
}

/// The property that holds the key of the single entity at the end of a way.
fn here(hop: &Hop) -> Result<&'static odata::edm::Property, ApiError> {
    let property = hop.navigation.foreign_key.and_then(|name| hop.from.entity.property(name));
    property.ok_or_else(|| missing(hop.navigation.name).into())
}
