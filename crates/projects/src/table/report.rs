//! Where reports are kept.

use super::{Link, Table, name};
use crate::entity::{project, report};
use crate::model::{BUFFER_FIGURES_KEPT, REPORTS};
use crate::scopes::Area;

/// The days that were kept, and how projects stand, which is kept with them.
pub(super) fn tables() -> [Table; 2] {
    [reports(), figures()]
}

fn reports() -> Table {
    use report::Column::*;
    Table::new::<report::Entity>(
        &REPORTS,
        Area::Reports,
        (AccountId, Version),
        &[
            ("reportId", ReportId),
            ("projectId", ProjectId),
            ("on", ReportedOn),
            ("chainDays", ChainDays),
            ("remainingDays", RemainingDays),
            ("chainCompletion", ChainCompletion),
            ("bufferDays", BufferDays),
            ("consumedDays", ConsumedDays),
            ("penetration", Penetration),
            ("burnRate", BurnRate),
            ("zone", Zone),
        ],
        vec![("project", Link::Here(name(ProjectId)))],
    )
}

fn figures() -> Table {
    use project::Column::*;
    Table::new::<project::Entity>(
        &BUFFER_FIGURES_KEPT,
        Area::Reports,
        (AccountId, Version),
        &[
            ("projectId", ProjectId),
            ("projectName", ProjectName),
            ("projectStatusName", ProjectStatusName),
            ("projectDueDate", ProjectDueDate),
            ("chainDays", ChainDays),
            ("remainingDays", RemainingDays),
            ("chainCompletion", ChainCompletion),
            ("bufferDays", BufferDays),
            ("consumedDays", ConsumedDays),
            ("penetration", BufferPenetration),
            ("burnRate", BurnRate),
            ("zone", EarlyWarning),
        ],
        Vec::new(),
    )
}
