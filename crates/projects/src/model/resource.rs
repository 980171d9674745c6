//! Resources.

use odata::edm::{EdmType, EntityType, Multiplicity, Navigation, Property};

use super::{RESOURCE_KIND, WEEK_DAYS};

/// Who or what does the work.
pub(crate) static RESOURCE: EntityType = EntityType {
    name: "Resource",
    key: "resourceId",
    properties: &[
        Property::new("resourceId", EdmType::Int32).required().computed(),
        Property::new("resourceName", EdmType::String).required(),
        Property::new("kind", EdmType::Enum(&RESOURCE_KIND)).required(),
        Property::new("email", EdmType::String),
        Property::new("costPerHour", EdmType::Decimal { precision: 9, scale: 2 }),
        Property::new("capacity", EdmType::Double).required(),
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
