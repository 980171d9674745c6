//! Resources.

use odata::edm::{EdmType, EntityType, Multiplicity, Navigation, Property};

use super::{RESOURCE_KIND, WEEK_DAYS};

/// Who or what does the work.
pub(crate) static RESOURCE: EntityType = EntityType {
    name: "Resource",
    key: "resourceId",
    properties: &[
        Property::new("resourceId", EdmType::Int32).required().computed(),
        Property::new("resourceName", EdmType::String).required().length(1, 200),
        Property::new("kind", EdmType::Enum(&RESOURCE_KIND)).required(),
        Property::new("email", EdmType::String).length(3, 254),
        Property::new("costPerHour", EdmType::Decimal { precision: 9, scale: 2 }).between(0, 10_000_000),
        Property::new("capacity", EdmType::Double).required().between(0, 1000),
        Property::new("workingDays", EdmType::Enum(&WEEK_DAYS)),
        Property::new("isActive", EdmType::Boolean).required(),
    ],
    navigation: &[Navigation {
        name: "tasks",
        target: "Tasks",
        many: Multiplicity::Many,
        partner: Some("resources"),
        foreign_key: None,
    }],
};
