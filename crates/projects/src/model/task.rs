//! Tasks.

use odata::edm::{EdmType, EntityType, Multiplicity, Navigation, Property};

use super::{MOST_DAYS, TASK_STATUS};

/// A task of a project, with the two estimates of the critical chain: focused and safe.
pub(crate) static TASK: EntityType = EntityType {
    name: "Task",
    key: "taskId",
    properties: &[
        Property::new("taskId", EdmType::Int32).required().computed(),
        Property::new("taskNumber", EdmType::String).required().length(1, 50),
        Property::new("taskName", EdmType::String).required().length(1, 200),
        Property::new("projectId", EdmType::Int32).required(),
        Property::new("status", EdmType::Enum(&TASK_STATUS)).required(),
        Property::new("focusedDuration", EdmType::Int32).required().between(0, MOST_DAYS),
        Property::new("safeDuration", EdmType::Int32).required().between(0, MOST_DAYS),
        Property::new("remainingDuration", EdmType::Int32).between(0, MOST_DAYS),
        Property::new("isCritical", EdmType::Boolean).required(),
        Property::new("percentComplete", EdmType::Int32).required().between(0, 100),
        Property::new("startedOn", EdmType::DateTimeOffset),
        Property::new("completedOn", EdmType::DateTimeOffset),
    ],
    navigation: &[
        Navigation {
            name: "project",
            target: "Projects",
            many: Multiplicity::One,
            partner: Some("tasks"),
            foreign_key: Some("projectId"),
        },
        Navigation {
            name: "resources",
            target: "Resources",
            many: Multiplicity::Many,
            partner: Some("tasks"),
            foreign_key: None,
        },
        Navigation {
            name: "predecessors",
            target: "Tasks",
            many: Multiplicity::Many,
            partner: Some("successors"),
            foreign_key: None,
        },
        Navigation {
            name: "successors",
            target: "Tasks",
            many: Multiplicity::Many,
            partner: Some("predecessors"),
            foreign_key: None,
        },
    ],
};
