//! What writes: entities, their properties, and links, as clients see it on both databases.

mod cases;
mod conditions;
mod create;
mod delete;
mod groups;
mod links;
mod nonsense;
mod races;
mod scopes;
mod update;

/// A task that lacks nothing but its project.
pub(crate) const TASK: &str = concat!(
    r#""taskNumber":"T-9","taskName":"New","status":"NotStarted","focusedDuration":5,"#,
    r#""safeDuration":9,"isCritical":false,"percentComplete":0"#
);
