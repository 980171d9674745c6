//! What there is to tell, and how it is told: thin, so that a receiver reads the rest with its own scopes.

use chrono::{DateTime, SecondsFormat};
use odata::payload::{Entity, Value};
use serde::Serialize;

use crate::model::{PROJECTS, RESOURCES, TASKS};
use crate::write::change::{Act, Change};

/// The kinds of events, by the names under which webhooks ask for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EventType {
    ProjectCreated,
    ProjectUpdated,
    ProjectDeleted,
    /// The early warning of a project has another colour.
    ProjectZoneChanged,
    TaskCreated,
    TaskUpdated,
    TaskCompleted,
    TaskDeleted,
    ResourceCreated,
    ResourceUpdated,
    ResourceDeleted,
}

impl EventType {
    /// Every kind.
    pub(crate) const ALL: [Self; 11] = [
        Self::ProjectCreated,
        Self::ProjectUpdated,
        Self::ProjectDeleted,
        Self::ProjectZoneChanged,
        Self::TaskCreated,
        Self::TaskUpdated,
        Self::TaskCompleted,
        Self::TaskDeleted,
        Self::ResourceCreated,
        Self::ResourceUpdated,
        Self::ResourceDeleted,
    ];

    /// The name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ProjectCreated => "project.created",
            Self::ProjectUpdated => "project.updated",
            Self::ProjectDeleted => "project.deleted",
            Self::ProjectZoneChanged => "project.zone_changed",
            Self::TaskCreated => "task.created",
            Self::TaskUpdated => "task.updated",
            Self::TaskCompleted => "task.completed",
            Self::TaskDeleted => "task.deleted",
            Self::ResourceCreated => "resource.created",
            Self::ResourceUpdated => "resource.updated",
            Self::ResourceDeleted => "resource.deleted",
        }
    }
}

/// Something that has happened to an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) kind: EventType,
    /// The key of the entity.
    pub(crate) id: i32,
    /// The project of a task.
    pub(crate) project: Option<i32>,
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    timestamp: String,
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    id: i32,
    #[serde(skip_serializing_if = "Option::is_none")]
    project_id: Option<i32>,
}

impl Event {
    /// What is told of changes, each thing once and in the order in which it happened.
    pub(super) fn of(changes: &[Change]) -> Vec<Self> {
        let mut events = Vec::new();
        for change in changes {
            let project = match change.set.name {
                name if name == TASKS.name => {
                    change.after.as_ref().or(change.before.as_ref()).and_then(project)
                }
                _ => None,
            };
            for kind in kinds(change) {
                let event = Self { kind, id: change.key, project };
                if !events.contains(&event) {
                    events.push(event);
                }
            }
        }
        events
    }

    /// The message as it is sent, with the moment at which it happened.
    pub(super) fn body(&self, now: i64) -> String {
        let moment = DateTime::from_timestamp_micros(now).unwrap_or_default();
        let body = Body {
            kind: self.kind.name(),
            timestamp: moment.to_rfc3339_opts(SecondsFormat::Millis, true),
            data: Data { id: self.id, project_id: self.project },
        };
        // A struct of texts and numbers has no way to fail.
        serde_json::to_string(&body).unwrap_or_default()
    }
}

/// The kinds of events that a change is.
fn kinds(change: &Change) -> Vec<EventType> {
    use EventType::*;
    let [created, updated, deleted] = match change.set.name {
        name if name == PROJECTS.name => [ProjectCreated, ProjectUpdated, ProjectDeleted],
        name if name == TASKS.name => [TaskCreated, TaskUpdated, TaskDeleted],
        name if name == RESOURCES.name => [ResourceCreated, ResourceUpdated, ResourceDeleted],
        _ => return Vec::new(),
    };
    let changed: Vec<_> = change.properties().collect();
    let mut kinds = match change.act() {
        Act::Created => vec![created],
        Act::Updated if changed.is_empty() => Vec::new(),
        Act::Updated => vec![updated],
        Act::Deleted => vec![deleted],
    };
    let now = |name: &str| change.after.as_ref().and_then(|row| held(row, name));
    if updated == TaskUpdated && changed.contains(&"status") && now("status").is_some_and(is_completed) {
        kinds.push(TaskCompleted);
    }
    if updated == ProjectUpdated && change.act() == Act::Updated && changed.contains(&"earlyWarning") {
        kinds.push(ProjectZoneChanged);
    }
    kinds
}

/// `TaskStatus/Completed`.
fn is_completed(status: &Value) -> bool {
    matches!(status, Value::Text(name) if name == "Completed")
}

/// The project of a task.
fn project(row: &Entity) -> Option<i32> {
    match held(row, "projectId") {
        Some(Value::Int32(key)) => Some(*key),
        _ => None,
    }
}

/// What a row holds in a property.
fn held<'e>(row: &'e Entity, name: &str) -> Option<&'e Value> {
    row.properties.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use odata::edm::EntitySet;

    use super::*;

    fn row(properties: &[(&'static str, Value)]) -> Option<Entity> {
        Some(Entity { version: 1, properties: properties.to_vec(), ..Entity::default() })
    }

    fn told(set: &'static EntitySet, before: Option<Entity>, after: Option<Entity>) -> Vec<&'static str> {
        let change = Change { set, key: 7, account: 1, by: None, at: 0, before, after };
        Event::of(&[change.clone(), change]).iter().map(|event| event.kind.name()).collect()
    }

    #[test]
    fn a_change_is_told_by_what_it_means_and_once() {
        static SETS: [EntitySet; 4] = [PROJECTS, TASKS, RESOURCES, crate::model::BUFFERS];
        let [projects, tasks, resources, buffers] = &SETS;
        let task =
            |status: &str| row(&[("projectId", Value::Int32(1)), ("status", Value::Text(status.into()))]);
        let project = |zone| {
            row(&[("earlyWarning", Value::Int32(zone)), ("lastModifiedOn", Value::Moment(zone.into()))])
        };
        let renamed = |name: &str| row(&[("resourceName", Value::Text(name.into()))]);
        for (set, before, after, names) in [
            (projects, None, project(1), vec!["project.created"]),
            (projects, project(1), project(2), vec!["project.updated", "project.zone_changed"]),
            (projects, project(1), None, vec!["project.deleted"]),
            (tasks, None, task("NotStarted"), vec!["task.created"]),
            (tasks, None, task("Completed"), vec!["task.created", "task.completed"]),
            (tasks, task("NotStarted"), task("InProgress"), vec!["task.updated"]),
            (tasks, task("InProgress"), task("Completed"), vec!["task.updated", "task.completed"]),
            (tasks, task("Completed"), task("Completed"), vec![]),
            (tasks, task("Completed"), None, vec!["task.deleted"]),
            (resources, None, renamed("a"), vec!["resource.created"]),
            (resources, renamed("a"), renamed("b"), vec!["resource.updated"]),
            (resources, renamed("a"), None, vec!["resource.deleted"]),
            (buffers, None, row(&[]), vec![]),
        ] {
            assert_eq!(told(set, before, after), names);
        }
        let moved = Change {
            set: tasks,
            key: 7,
            account: 1,
            by: None,
            at: 0,
            before: task("Completed"),
            after: None,
        };
        assert_eq!(Event::of(&[moved]), [Event { kind: EventType::TaskDeleted, id: 7, project: Some(1) }]);
    }

    #[test]
    fn a_message_names_what_happened_and_to_what() {
        let completed = Event { kind: EventType::TaskCompleted, id: 2, project: Some(1) };
        assert_eq!(
            completed.body(1_795_348_800_123_456),
            r#"{"type":"task.completed","timestamp":"2026-11-22T12:00:00.123Z","data":{"id":2,"projectId":1}}"#
        );
        let deleted = Event { kind: EventType::ProjectDeleted, id: 7, project: None };
        assert_eq!(
            deleted.body(0),
            r#"{"type":"project.deleted","timestamp":"1970-01-01T00:00:00.000Z","data":{"id":7}}"#
        );
    }

    #[test]
    fn every_name_is_one_of_its_own() {
        let mut names: Vec<_> = EventType::ALL.iter().map(|kind| kind.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), EventType::ALL.len());
    }
}
