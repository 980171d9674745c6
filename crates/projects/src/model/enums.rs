//! Enumerations. The numbers are what the tables hold; clients see the names.

use odata::edm::{EnumForm, EnumType};

/// The number of a project that is worked on; what stands before it is planned, what stands behind it rests.
pub(crate) const ACTIVE: i32 = 2;

/// The numbers of tasks that nobody has begun, that are worked on, and that are done.
pub(crate) const NOT_STARTED: i32 = 1;
pub(crate) const IN_PROGRESS: i32 = 2;
pub(crate) const COMPLETED: i32 = 4;

/// How far a task is.
pub(crate) static TASK_STATUS: EnumType = EnumType {
    name: "TaskStatus",
    form: EnumForm::Single,
    members: &[
        ("NotStarted", NOT_STARTED as i64),
        ("InProgress", IN_PROGRESS as i64),
        ("OnHold", 3),
        ("Completed", COMPLETED as i64),
    ],
};

/// What a resource is.
pub(crate) static RESOURCE_KIND: EnumType = EnumType {
    name: "ResourceKind",
    form: EnumForm::Single,
    members: &[("Person", 1), ("Team", 2), ("Equipment", 3)],
};

/// The number of a buffer that protects a project's end.
pub(crate) const PROJECT_BUFFER: i32 = 1;

/// What a buffer protects: the project's end, or the chain where a side branch feeds it.
pub(crate) static BUFFER_KIND: EnumType = EnumType {
    name: "BufferKind",
    form: EnumForm::Single,
    members: &[("Project", PROJECT_BUFFER as i64), ("Feeding", 2)],
};

/// How much of a buffer is used up, by thirds; none without a buffer.
pub(crate) static BUFFER_ZONE: EnumType = EnumType {
    name: "BufferZone",
    form: EnumForm::Single,
    members: &[("None", 0), ("Green", 1), ("Yellow", 2), ("Red", 3)],
};

/// On which days a resource works.
pub(crate) static WEEK_DAYS: EnumType = EnumType {
    name: "WeekDays",
    form: EnumForm::Flags,
    members: &[
        ("Monday", 1),
        ("Tuesday", 2),
        ("Wednesday", 4),
        ("Thursday", 8),
        ("Friday", 16),
        ("Saturday", 32),
        ("Sunday", 64),
    ],
};

/// What became of a message to a webhook.
pub(crate) static DELIVERY_STATUS: EnumType = EnumType {
    name: "DeliveryStatus",
    form: EnumForm::Single,
    members: &[("Pending", 1), ("Delivered", 2), ("Failed", 3)],
};
