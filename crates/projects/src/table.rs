//! Where the model's sets are kept: which table, and which column holds which property.

use std::sync::LazyLock;

use odata::edm::{EntitySet, Property};
use sea_orm::sea_query::{DynIden, IntoIden};
use sea_orm::{DbErr, EntityTrait, IdenStatic};

use crate::entity::{buffer, project, resource, task, task_link, task_resource, webhook, webhook_delivery};
use crate::lower::missing;
use crate::model::{BUFFERS, PROJECTS, RESOURCES, TASKS, WEBHOOK_DELIVERIES, WEBHOOKS};
use crate::scopes::Area;

mod report;

/// The tables of a model.
pub(crate) struct Schema(Vec<Table>);

impl Schema {
    pub(crate) fn new(tables: Vec<Table>) -> Self {
        Self(tables)
    }

    /// The tables of the product's own model.
    pub(crate) fn own() -> &'static Self {
        &TABLES
    }

    /// The table of a set.
    pub(crate) fn table(&self, set: &EntitySet) -> Result<&Table, DbErr> {
        self.0.iter().find(|table| table.set == set.name).ok_or_else(|| missing(set.name))
    }
}

/// How a navigation property is kept.
pub(crate) enum Link {
    /// This table holds the key of the one that it leads to.
    Here(DynIden),
    /// The others hold the key of this one.
    There(DynIden),
    /// A table in between holds both.
    Through {
        /// Its name.
        table: DynIden,
        /// Its column of the account.
        account: DynIden,
        /// Its column with the key of this one.
        here: DynIden,
        /// Its column with the key of the other one.
        there: DynIden,
    },
}

/// The table of a set.
pub(crate) struct Table {
    set: &'static str,
    /// Whose scopes open it.
    pub(crate) area: Area,
    /// The table's name.
    pub(crate) name: DynIden,
    /// The column of the account, on which every statement insists.
    pub(crate) account: DynIden,
    /// The column of the user to whom a row belongs, where rows belong to users.
    pub(crate) owner: Option<DynIden>,
    /// The column of the version, from which ETags are made.
    pub(crate) version: DynIden,
    /// The properties with their columns, in the model's order, the key first.
    pub(crate) columns: Vec<Column>,
    links: Vec<(&'static str, Link)>,
}

/// A property and its column.
pub(crate) struct Column {
    /// What clients see.
    pub(crate) property: &'static Property,
    /// Where it is kept.
    pub(crate) name: DynIden,
}

impl Table {
    /// The column of the key.
    pub(crate) fn key(&self) -> Result<&DynIden, DbErr> {
        self.columns.first().map(|key| &key.name).ok_or_else(|| missing(self.set))
    }

    /// How a navigation property is kept.
    pub(crate) fn link(&self, name: &str) -> Result<&Link, DbErr> {
        let found = self.links.iter().find(|(known, _)| *known == name);
        found.map(|(_, link)| link).ok_or_else(|| missing(name))
    }

    /// The column of a property.
    pub(crate) fn column(&self, property: &Property) -> Option<&Column> {
        self.columns.iter().find(|column| column.property.name == property.name)
    }

    fn new<E: EntityTrait>(
        set: &EntitySet,
        area: Area,
        row: (E::Column, E::Column),
        columns: &[(&str, E::Column)],
        links: Vec<(&'static str, Link)>,
    ) -> Self {
        let column = |property: &'static Property| {
            let (_, column) = columns.iter().find(|(name, _)| *name == property.name)?;
            Some((property, name(*column)))
        };
        let columns = set.entity.properties.iter().filter_map(column).collect();
        Self::of(set, area, [name(E::default()), name(row.0), name(row.1)], columns, links)
    }

    /// A table by its names: its own, the account's column, and the version's.
    pub(crate) fn of(
        set: &EntitySet,
        area: Area,
        [name, account, version]: [DynIden; 3],
        columns: Vec<(&'static Property, DynIden)>,
        links: Vec<(&'static str, Link)>,
    ) -> Self {
        let columns = columns.into_iter().map(|(property, name)| Column { property, name }).collect();
        Self { set: set.name, area, name, account, owner: None, version, columns, links }
    }

    /// The same table, whose rows belong to users.
    pub(crate) fn owned_by(self, column: impl IdenStatic) -> Self {
        Self { owner: Some(name(column)), ..self }
    }
}

/// A name out of an entity, as statements take it.
pub(crate) fn name(iden: impl IdenStatic) -> DynIden {
    iden.as_str().into_iden()
}

static TABLES: LazyLock<Schema> = LazyLock::new(|| {
    let work = [projects(), tasks(), resources(), buffers(), webhooks(), deliveries()];
    Schema::new(work.into_iter().chain(report::tables()).collect())
});

/// Over the table that says who works on what.
fn by_work(here: task_resource::Column, there: task_resource::Column) -> Link {
    Link::Through {
        table: name(task_resource::Entity),
        account: name(task_resource::Column::AccountId),
        here: name(here),
        there: name(there),
    }
}

/// Over the table that says what comes before what.
fn by_order(here: task_link::Column, there: task_link::Column) -> Link {
    Link::Through {
        table: name(task_link::Entity),
        account: name(task_link::Column::AccountId),
        here: name(here),
        there: name(there),
    }
}

fn projects() -> Table {
    use project::Column::*;
    Table::new::<project::Entity>(
        &PROJECTS,
        Area::Projects,
        (AccountId, Version),
        &[
            ("projectId", ProjectId),
            ("projectName", ProjectName),
            ("projectObjective", ProjectObjective),
            ("status", Status),
            ("projectStatusName", ProjectStatusName),
            ("projectDueDate", ProjectDueDate),
            ("projectSuggestedStartDate", ProjectSuggestedStartDate),
            ("minimalStartDate", MinimalStartDate),
            ("riskQuotient", RiskQuotient),
            ("projectManagerID", ProjectManagerId),
            ("bufferPenetration", BufferPenetration),
            ("chainCompletion", ChainCompletion),
            ("earlyWarning", EarlyWarning),
            ("earlyWarningStatus", EarlyWarningStatus),
            ("lastModifiedOn", LastModifiedOn),
            ("lastModifiedByUserID", LastModifiedByUserId),
            ("accountId", AccountId),
        ],
        vec![
            ("projectManager", Link::Here(name(ProjectManagerId))),
            ("tasks", Link::There(name(task::Column::ProjectId))),
            ("buffers", Link::There(name(buffer::Column::ProjectId))),
        ],
    )
}

fn tasks() -> Table {
    use task::Column::*;
    Table::new::<task::Entity>(
        &TASKS,
        Area::Tasks,
        (AccountId, Version),
        &[
            ("taskId", TaskId),
            ("taskNumber", TaskNumber),
            ("taskName", TaskName),
            ("projectId", ProjectId),
            ("status", Status),
            ("focusedDuration", FocusedDuration),
            ("safeDuration", SafeDuration),
            ("remainingDuration", RemainingDuration),
            ("isCritical", IsCritical),
            ("percentComplete", PercentComplete),
            ("startedOn", StartedOn),
            ("completedOn", CompletedOn),
        ],
        vec![
            ("project", Link::Here(name(ProjectId))),
            ("resources", by_work(task_resource::Column::TaskId, task_resource::Column::ResourceId)),
            ("predecessors", by_order(task_link::Column::SuccessorId, task_link::Column::PredecessorId)),
            ("successors", by_order(task_link::Column::PredecessorId, task_link::Column::SuccessorId)),
        ],
    )
}

fn resources() -> Table {
    use resource::Column::*;
    Table::new::<resource::Entity>(
        &RESOURCES,
        Area::Resources,
        (AccountId, Version),
        &[
            ("resourceId", ResourceId),
            ("resourceName", ResourceName),
            ("kind", Kind),
            ("email", Email),
            ("costPerHour", CostPerHour),
            ("capacity", Capacity),
            ("workingDays", WorkingDays),
            ("isActive", IsActive),
        ],
        vec![("tasks", by_work(task_resource::Column::ResourceId, task_resource::Column::TaskId))],
    )
}

fn buffers() -> Table {
    use buffer::Column::*;
    Table::new::<buffer::Entity>(
        &BUFFERS,
        Area::Projects,
        (AccountId, Version),
        &[
            ("bufferId", BufferId),
            ("projectId", ProjectId),
            ("kind", Kind),
            ("sizeDays", SizeDays),
            ("consumedDays", ConsumedDays),
        ],
        vec![("project", Link::Here(name(ProjectId)))],
    )
}

fn webhooks() -> Table {
    use webhook::Column::*;
    Table::new::<webhook::Entity>(
        &WEBHOOKS,
        Area::Webhooks,
        (AccountId, Version),
        &[
            ("webhookId", WebhookId),
            ("url", Url),
            ("description", Description),
            ("eventTypes", EventTypes),
            ("isActive", IsActive),
            ("createdOn", CreatedAt),
            ("disabledReason", DisabledReason),
        ],
        vec![("deliveries", Link::There(name(webhook_delivery::Column::WebhookId)))],
    )
    .owned_by(OwnerUserId)
}

fn deliveries() -> Table {
    use webhook_delivery::Column::*;
    Table::new::<webhook_delivery::Entity>(
        &WEBHOOK_DELIVERIES,
        Area::Webhooks,
        (AccountId, Version),
        &[
            ("deliveryId", DeliveryId),
            ("webhookId", WebhookId),
            ("messageId", MessageId),
            ("eventType", EventType),
            ("createdOn", CreatedAt),
            ("attempt", Attempt),
            ("status", Status),
            ("responseStatus", ResponseStatus),
            ("nextAttemptOn", NextAttemptOn),
        ],
        vec![("webhook", Link::Here(name(WebhookId)))],
    )
    .owned_by(OwnerUserId)
}

#[cfg(test)]
mod tests {
    use odata::edm::Multiplicity;

    use super::*;
    use crate::model::MODEL;

    #[test]
    fn every_property_of_every_set_has_a_column_and_every_way_a_link() {
        let answers = MODEL.operations.iter().filter_map(|operation| operation.rows);
        for set in MODEL.sets.iter().chain(answers) {
            let table = Schema::own().table(set).unwrap();
            assert_eq!(table.columns.len(), set.entity.properties.len(), "{}", set.name);
            for property in set.entity.properties {
                assert!(table.column(property).is_some(), "{}/{}", set.name, property.name);
            }
            for navigation in set.entity.navigation {
                let single = navigation.many != Multiplicity::Many;
                let here = matches!(table.link(navigation.name).unwrap(), Link::Here(_));
                assert_eq!(single, here, "{}/{}", set.name, navigation.name);
            }
        }
    }
}
