//! Projects and their buffers.

use odata::edm::{EdmType, EntityType, Multiplicity, Navigation, Property};

use super::{BUFFER_KIND, MOST_DAYS};

/// Percentages and quotients: two digits behind the point.
pub(super) const HUNDREDTHS: EdmType = EdmType::Decimal { precision: 9, scale: 2 };

/// A project. Its status is a number, because the vendor's clients compare it with numbers.
pub(crate) static PROJECT: EntityType = EntityType {
    name: "Project",
    key: "projectId",
    properties: &[
        Property::new("projectId", EdmType::Int32).required().computed(),
        Property::new("projectName", EdmType::String).required().length(1, 200),
        Property::new("projectObjective", EdmType::String).length(0, 4000),
        Property::new("status", EdmType::Int32).required().between(1, 4),
        Property::new("projectStatusName", EdmType::String).computed(),
        Property::new("projectDueDate", EdmType::Date),
        Property::new("projectSuggestedStartDate", EdmType::Date),
        Property::new("minimalStartDate", EdmType::Date),
        Property::new("riskQuotient", HUNDREDTHS).between(0, 10_000_000),
        Property::new("projectManagerID", EdmType::Int32),
        Property::new("bufferPenetration", HUNDREDTHS).required().computed(),
        Property::new("chainCompletion", HUNDREDTHS).required().computed(),
        Property::new("earlyWarning", EdmType::Int32).required().computed(),
        Property::new("earlyWarningStatus", EdmType::String).computed(),
        Property::new("lastModifiedOn", EdmType::DateTimeOffset).required().computed(),
        Property::new("lastModifiedByUserID", EdmType::Int32).computed(),
        Property::new("accountId", EdmType::Int32).required().computed(),
    ],
    navigation: &[
        Navigation {
            name: "projectManager",
            target: "Resources",
            many: Multiplicity::ZeroOrOne,
            partner: None,
            foreign_key: Some("projectManagerID"),
        },
        Navigation {
            name: "tasks",
            target: "Tasks",
            many: Multiplicity::Many,
            partner: Some("project"),
            foreign_key: None,
        },
        Navigation {
            name: "buffers",
            target: "Buffers",
            many: Multiplicity::Many,
            partner: Some("project"),
            foreign_key: None,
        },
    ],
};

/// A buffer: days that protect a project, and how many of them are used up.
pub(crate) static BUFFER: EntityType = EntityType {
    name: "Buffer",
    key: "bufferId",
    properties: &[
        Property::new("bufferId", EdmType::Int32).required().computed(),
        Property::new("projectId", EdmType::Int32).required(),
        Property::new("kind", EdmType::Enum(&BUFFER_KIND)).required(),
        Property::new("sizeDays", EdmType::Int32).required().between(0, MOST_DAYS),
        Property::new("consumedDays", EdmType::Int32).required().between(0, MOST_DAYS),
    ],
    navigation: &[Navigation {
        name: "project",
        target: "Projects",
        many: Multiplicity::One,
        partner: Some("buffers"),
        foreign_key: Some("projectId"),
    }],
};
