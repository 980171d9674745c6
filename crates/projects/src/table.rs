//! Where the model's sets are kept: which table, and which column holds which property.

use std::sync::LazyLock;

use odata::edm::{EntitySet, Property};
use sea_orm::sea_query::{DynIden, IntoIden};
use sea_orm::{EntityTrait, IdenStatic};

use crate::entity::{buffer, project, resource, task};
use crate::model::{BUFFERS, PROJECTS, RESOURCES, TASKS};
use crate::scopes::Area;

/// The table of a set.
pub(crate) struct Table {
    set: &'static str,
    /// Whose scopes open it.
    pub(crate) area: Area,
    /// The table's name.
    pub(crate) name: DynIden,
    /// The column of the account, on which every statement insists.
    pub(crate) account: DynIden,
    /// The column of the version, from which ETags are made.
    pub(crate) version: DynIden,
    /// The properties with their columns, in the model's order, the key first.
    pub(crate) columns: Vec<Column>,
}

/// A property and its column.
pub(crate) struct Column {
    /// What clients see.
    pub(crate) property: &'static Property,
    /// Where it is kept.
    pub(crate) name: DynIden,
}

impl Table {
    /// The table of a set of the model.
    pub(crate) fn of(set: &EntitySet) -> Option<&'static Self> {
        TABLES.iter().find(|table| table.set == set.name)
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
    ) -> Self {
        let (account, version) = row;
        let column = |property: &'static Property| {
            let (_, column) = columns.iter().find(|(name, _)| *name == property.name)?;
            Some(Column { property, name: name(*column) })
        };
        Self {
            set: set.name,
            area,
            name: name(E::default()),
            account: name(account),
            version: name(version),
            columns: set.entity.properties.iter().filter_map(column).collect(),
        }
    }
}

fn name(iden: impl IdenStatic) -> DynIden {
    iden.as_str().into_iden()
}

static TABLES: LazyLock<[Table; 4]> = LazyLock::new(|| [projects(), tasks(), resources(), buffers()]);

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
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MODEL;

    #[test]
    fn every_property_of_every_set_has_a_column() {
        for set in MODEL.sets {
            let table = Table::of(set).unwrap();
            assert_eq!(table.columns.len(), set.entity.properties.len(), "{}", set.name);
            for property in set.entity.properties {
                assert!(table.column(property).is_some(), "{}/{}", set.name, property.name);
            }
        }
    }
}
