//! Reports: what is kept of each day, what stands with a project, and what can be called.

use odata::edm::{
    ComplexType, EdmType, EntitySet, EntityType, Multiplicity, Navigation, Operation, OperationKind,
    Property, Returns,
};

use super::project::{HUNDREDTHS, PROJECT};
use super::task::TASK;
use super::{BUFFER_ZONE, MOST_DAYS};

/// The figures of a project on one day.
pub(crate) static REPORT: EntityType = EntityType {
    name: "Report",
    key: "reportId",
    properties: &[
        Property::new("reportId", EdmType::Int32).required().computed(),
        Property::new("projectId", EdmType::Int32).required().computed(),
        Property::new("on", EdmType::Date).required().computed(),
        Property::new("chainDays", EdmType::Int32).required().computed(),
        Property::new("remainingDays", EdmType::Int32).required().computed(),
        Property::new("chainCompletion", HUNDREDTHS).required().computed(),
        Property::new("bufferDays", EdmType::Int32).required().computed(),
        Property::new("consumedDays", EdmType::Int32).required().computed(),
        Property::new("penetration", HUNDREDTHS).required().computed(),
        Property::new("burnRate", HUNDREDTHS).computed(),
        Property::new("zone", EdmType::Enum(&BUFFER_ZONE)).required().computed(),
    ],
    navigation: &[Navigation {
        name: "project",
        target: "Projects",
        many: Multiplicity::One,
        partner: None,
        foreign_key: Some("projectId"),
    }],
};

/// How a project stands now.
pub(crate) static BUFFER_FIGURES: ComplexType = ComplexType { name: "BufferFigures", properties: FIGURES };

/// Where that is kept: with the projects.
pub(crate) static BUFFER_FIGURES_KEPT: EntitySet = EntitySet {
    name: "BufferFigures",
    entity: &EntityType { name: "BufferFigures", key: "projectId", properties: FIGURES, navigation: &[] },
};

const FIGURES: &[Property] = &[
    Property::new("projectId", EdmType::Int32).required(),
    Property::new("projectName", EdmType::String).required(),
    Property::new("projectStatusName", EdmType::String),
    Property::new("projectDueDate", EdmType::Date),
    Property::new("chainDays", EdmType::Int32).required(),
    Property::new("remainingDays", EdmType::Int32).required(),
    Property::new("chainCompletion", HUNDREDTHS).required(),
    Property::new("bufferDays", EdmType::Int32).required(),
    Property::new("consumedDays", EdmType::Int32).required(),
    Property::new("penetration", HUNDREDTHS).required(),
    Property::new("burnRate", HUNDREDTHS),
    Property::new("zone", EdmType::Enum(&BUFFER_ZONE)).required(),
];

/// A point of a fever chart.
pub(crate) static FEVER_POINT: ComplexType = ComplexType {
    name: "FeverPoint",
    properties: &[
        Property::new("on", EdmType::Date).required(),
        Property::new("chainCompletion", HUNDREDTHS).required(),
        Property::new("penetration", HUNDREDTHS).required(),
        Property::new("zone", EdmType::Enum(&BUFFER_ZONE)).required(),
    ],
};

/// How the buffer of a project stands.
pub(crate) const BUFFER_STATUS: Operation = Operation {
    name: "BufferStatus",
    kind: OperationKind::Function,
    on: Some(&PROJECT),
    parameters: &[],
    returns: Returns::One(&BUFFER_FIGURES),
    rows: Some(&BUFFER_FIGURES_KEPT),
    reads: &["Projects"],
};

/// How a project came to where it is, day by day.
pub(crate) const FEVER_CHART: Operation = Operation {
    name: "FeverChart",
    kind: OperationKind::Function,
    on: Some(&PROJECT),
    parameters: &[],
    returns: Returns::Many(&FEVER_POINT),
    rows: None,
    reads: &["Reports"],
};

/// How all projects stand.
pub(crate) const PORTFOLIO_STATUS: Operation = Operation {
    name: "PortfolioStatus",
    kind: OperationKind::Function,
    on: None,
    parameters: &[],
    returns: Returns::Many(&BUFFER_FIGURES),
    rows: Some(&BUFFER_FIGURES_KEPT),
    reads: &["Projects"],
};

/// A week of a resource.
pub(crate) static RESOURCE_WEEK: ComplexType = ComplexType {
    name: "ResourceWeek",
    properties: &[
        Property::new("resourceId", EdmType::Int32).required(),
        Property::new("resourceName", EdmType::String).required(),
        Property::new("week", EdmType::Date).required(),
        Property::new("assignedDays", EdmType::Int32).required(),
        Property::new("availableDays", HUNDREDTHS).required(),
    ],
};

/// Who is busy when.
pub(crate) const RESOURCE_LOAD: Operation = Operation {
    name: "ResourceLoad",
    kind: OperationKind::Function,
    on: None,
    parameters: &[
        Property::new("from", EdmType::Date).required(),
        Property::new("to", EdmType::Date).required(),
    ],
    returns: Returns::Many(&RESOURCE_WEEK),
    rows: None,
    reads: &["Resources", "Tasks", "Projects"],
};

/// Somebody who works on a task says what is left of it.
pub(crate) const REPORT_REMAINING: Operation = Operation {
    name: "ReportRemaining",
    kind: OperationKind::Action,
    on: Some(&TASK),
    parameters: &[Property::new("remainingDuration", EdmType::Int32).required().between(0, MOST_DAYS)],
    returns: Returns::Entity(&TASK),
    rows: None,
    reads: &[],
};
