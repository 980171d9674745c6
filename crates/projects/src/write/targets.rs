//! Whether what a request refers to is there: one statement for each set, before anything is written.

use odata::body::{Body, Linked};
use odata::edm::EntitySet;
use odata::error::{Code, Refusal};
use odata::payload::Value;
use sea_orm::ConnectionTrait;

use super::{Values, Writer};
use crate::MODEL;
use crate::error::ApiError;
use crate::lower::{self, missing};

/// An entity that is referred to, and by which name.
struct Target {
    set: &'static EntitySet,
    key: i32,
    name: &'static str,
}

impl Writer<'_> {
    /// Makes sure that everything exists which a body names, and all that comes with it.
    pub(super) async fn all_there(&self, body: &Body) -> Result<(), ApiError> {
        let mut targets = Vec::new();
        gather(body, &mut targets)?;
        self.there(&targets).await
    }

    /// The same for values alone.
    pub(super) async fn keys_there(&self, set: &EntitySet, values: &Values) -> Result<(), ApiError> {
        let mut targets = Vec::new();
        foreign(set, values, &mut targets)?;
        self.there(&targets).await
    }

    /// The same for one key.
    pub(super) async fn key_there(&self, set: &'static EntitySet, key: i32) -> Result<(), ApiError> {
        self.there(&[Target { set, key, name: "@odata.id" }]).await
    }

    async fn there(&self, targets: &[Target]) -> Result<(), ApiError> {
        let mut asked: Vec<&str> = Vec::new();
        for Target { set, .. } in targets {
            if asked.contains(&set.name) {
                continue;
            }
            asked.push(set.name);
            let wanted = || targets.iter().filter(|target| target.set.name == set.name);
            let mut keys: Vec<i32> = wanted().map(|target| target.key).collect();
            keys.sort_unstable();
            keys.dedup();
            let mut found: Vec<i32> = Vec::new();
            for row in self.work.txn.query_all(&lower::existing(self.ground(), set, &keys)?).await? {
                found.push(row.try_get_by_index(0)?);
            }
            if let Some(gone) = wanted().find(|target| !found.contains(&target.key)) {
                let message = format!("there is no {}({})", set.name, gone.key);
                return Err(Refusal::new(Code::InvalidValue, message).about(gone.name).into());
            }
        }
        Ok(())
    }
}

fn gather(body: &Body, targets: &mut Vec<Target>) -> Result<(), ApiError> {
    foreign(body.set, &body.values, targets)?;
    for related in &body.related {
        for linked in &related.entities {
            match linked {
                Linked::Existing(key) => {
                    targets.push(Target {
                        set: related.hop.to,
                        key: *key,
                        name: related.hop.navigation.name,
                    });
                }
                Linked::New(body) => gather(body, targets)?,
            }
        }
    }
    Ok(())
}

/// The keys of single entities among values.
fn foreign(set: &EntitySet, values: &Values, targets: &mut Vec<Target>) -> Result<(), ApiError> {
    for navigation in set.entity.navigation {
        let value = values.iter().find(|(property, _)| navigation.foreign_key == Some(property.name));
        if let Some((property, Value::Int32(key))) = value {
            let set = MODEL.set(navigation.target).ok_or_else(|| missing(navigation.target))?;
            targets.push(Target { set, key: *key, name: property.name });
        }
    }
    Ok(())
}
