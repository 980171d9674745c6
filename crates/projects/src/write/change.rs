//! What has changed, and who learns of it before it is kept.

use odata::edm::EntitySet;
use odata::payload::{Entity, Value};
use sea_orm::DatabaseTransaction;

use crate::error::ApiError;
use crate::webhooks::{Followed, Webhooks};

/// What became of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Created,
    Updated,
    Deleted,
}

/// One entity that a request has created, updated or deleted.
///
/// Both rows are whole: every property of the model, in its order, whatever the request has selected.
#[derive(Clone, Debug)]
pub(crate) struct Change {
    /// The set of the entity.
    pub(crate) set: &'static EntitySet,
    /// Its key.
    pub(crate) key: i32,
    /// The account to which it belongs.
    pub(crate) account: i32,
    /// The user who did it; none when a client acts as itself.
    pub(crate) by: Option<i32>,
    /// The moment of the request, in microseconds since 1970.
    pub(crate) at: i64,
    /// The row as it was; none when it was created.
    pub(crate) before: Option<Entity>,
    /// The row as it is; none when it was deleted.
    pub(crate) after: Option<Entity>,
}

impl Change {
    /// What became of it.
    pub(crate) fn act(&self) -> Act {
        match (&self.before, &self.after) {
            (None, _) => Act::Created,
            (Some(_), Some(_)) => Act::Updated,
            (Some(_), None) => Act::Deleted,
        }
    }

    /// The properties whose values are not what they were: all of them, when there was no row or is none.
    pub(crate) fn properties(&self) -> impl Iterator<Item = &'static str> + '_ {
        let now = self.after.as_ref().or(self.before.as_ref());
        let all = now.into_iter().flat_map(|row| &row.properties);
        let changed = |(name, value): &&(&'static str, Value)| {
            self.act() != Act::Updated || self.before.as_ref().and_then(|row| held(row, name)) != Some(value)
        };
        all.filter(changed).map(|(name, _)| *name)
    }
}

/// What a row holds in a property.
fn held<'e>(row: &'e Entity, name: &str) -> Option<&'e Value> {
    row.properties.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// Takes word of all that a request has changed, in the order in which it happened.
///
/// It is called once for each request that has changed something, within the request's transaction, after its rows are
/// written and before its answer is read. What is written here is kept or undone together with the changes; an error
/// undoes everything, and the request fails. In an atomicity group it is called for each request of the group.
pub(crate) async fn announce(
    txn: &DatabaseTransaction,
    changes: &[Change],
    webhooks: &Webhooks,
    followed: &mut Followed,
) -> Result<(), ApiError> {
    for change in changes {
        tracing::debug!(
            set = change.set.name,
            key = change.key,
            account = change.account,
            by = change.by,
            at = change.at,
            act = ?change.act(),
            properties = %change.properties().collect::<Vec<_>>().join(","),
            "An entity has changed"
        );
    }
    webhooks.follow(txn, changes, followed).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TASKS;

    #[test]
    fn a_change_tells_what_has_changed() {
        static SET: EntitySet = TASKS;
        let row = |number| {
            let properties = vec![("taskId", Value::Int32(1)), ("percentComplete", Value::Int32(number))];
            Some(Entity { version: 1, properties, ..Entity::default() })
        };
        let change = |before, after| Change { set: &SET, key: 1, account: 1, by: None, at: 0, before, after };
        let cases = [
            (change(None, row(5)), Act::Created, vec!["taskId", "percentComplete"]),
            (change(row(5), row(6)), Act::Updated, vec!["percentComplete"]),
            (change(row(5), row(5)), Act::Updated, vec![]),
            (change(row(5), None), Act::Deleted, vec!["taskId", "percentComplete"]),
        ];
        for (change, act, properties) in cases {
            assert_eq!((change.act(), change.properties().collect::<Vec<_>>()), (act, properties));
        }
    }
}
