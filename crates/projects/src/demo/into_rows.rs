//! From the demo's file to rows: names become numbers, moments microseconds, decimals hundredths.

use chrono::{DateTime, Utc};
use odata::edm::EnumType;
use sea_orm::ActiveValue::{NotSet, Set};

use super::file::{Buffer, File, Project, Resource, Task};
use super::{DemoError, history};
use crate::entity::{buffer, project, report, resource, task, task_link, task_resource};
use crate::model::{BUFFER_KIND, RESOURCE_KIND, TASK_STATUS, WEEK_DAYS};

/// The account that owns the demo.
pub(super) const ACCOUNT: i32 = 1;

/// Everything, ready to be inserted.
pub(super) struct Rows {
    pub(super) projects: Vec<project::ActiveModel>,
    pub(super) tasks: Vec<task::ActiveModel>,
    pub(super) resources: Vec<resource::ActiveModel>,
    pub(super) buffers: Vec<buffer::ActiveModel>,
    pub(super) task_resources: Vec<task_resource::ActiveModel>,
    pub(super) task_links: Vec<task_link::ActiveModel>,
    pub(super) reports: Vec<report::ActiveModel>,
}

/// Converts the whole file.
pub(super) fn rows(file: File, now: DateTime<Utc>) -> Result<Rows, DemoError> {
    let now = now.timestamp_micros();
    let works = |(task_id, resource_id)| task_resource::ActiveModel {
        account_id: Set(ACCOUNT),
        task_id: Set(task_id),
        resource_id: Set(resource_id),
    };
    let follows = |(predecessor_id, successor_id)| task_link::ActiveModel {
        account_id: Set(ACCOUNT),
        predecessor_id: Set(predecessor_id),
        successor_id: Set(successor_id),
    };
    Ok(Rows {
        projects: file.projects.into_iter().map(|row| project(row, now)).collect::<Result<_, _>>()?,
        tasks: file.tasks.into_iter().map(|row| task(row, now)).collect::<Result<_, _>>()?,
        resources: file.resources.into_iter().map(|row| resource(row, now)).collect::<Result<_, _>>()?,
        buffers: file.buffers.into_iter().map(|row| buffer(row, now)).collect::<Result<_, _>>()?,
        task_resources: file.task_resources.into_iter().map(works).collect(),
        task_links: file.task_links.into_iter().map(follows).collect(),
        reports: history::rows(now),
    })
}

fn project(row: Project, now: i64) -> Result<project::ActiveModel, DemoError> {
    Ok(project::ActiveModel {
        project_id: Set(row.project_id),
        account_id: Set(row.account_id),
        version: Set(1),
        created_at: Set(now),
        project_name: Set(row.project_name),
        project_objective: Set(row.project_objective),
        status: Set(row.status),
        project_status_name: NotSet,
        project_due_date: Set(row.project_due_date),
        project_suggested_start_date: Set(row.project_suggested_start_date),
        minimal_start_date: Set(row.minimal_start_date),
        risk_quotient: Set(row.risk_quotient.map(hundredths)),
        project_manager_id: Set(row.project_manager_id),
        buffer_penetration: Set(hundredths(row.buffer_penetration)),
        chain_completion: Set(hundredths(row.chain_completion)),
        early_warning: Set(row.early_warning),
        early_warning_status: NotSet,
        last_modified_on: Set(moment(&row.last_modified_on)?),
        last_modified_by_user_id: Set(row.last_modified_by_user_id),
        // Summed up when everything is there.
        chain_days: NotSet,
        remaining_days: NotSet,
        buffer_days: NotSet,
        consumed_days: NotSet,
        burn_rate: NotSet,
    })
}

fn task(row: Task, now: i64) -> Result<task::ActiveModel, DemoError> {
    Ok(task::ActiveModel {
        task_id: Set(row.task_id),
        account_id: Set(ACCOUNT),
        version: Set(1),
        created_at: Set(now),
        task_number: Set(row.task_number),
        task_name: Set(row.task_name),
        project_id: Set(row.project_id),
        status: Set(member(&TASK_STATUS, &row.status)?),
        focused_duration: Set(row.focused_duration),
        safe_duration: Set(row.safe_duration),
        remaining_duration: Set(row.remaining_duration),
        is_critical: Set(row.is_critical),
        percent_complete: Set(row.percent_complete),
        started_on: Set(row.started_on.as_deref().map(moment).transpose()?),
        completed_on: Set(row.completed_on.as_deref().map(moment).transpose()?),
    })
}

fn resource(row: Resource, now: i64) -> Result<resource::ActiveModel, DemoError> {
    Ok(resource::ActiveModel {
        resource_id: Set(row.resource_id),
        account_id: Set(ACCOUNT),
        version: Set(1),
        created_at: Set(now),
        resource_name: Set(row.resource_name),
        kind: Set(member(&RESOURCE_KIND, &row.kind)?),
        email: Set(row.email),
        cost_per_hour: Set(row.cost_per_hour.map(hundredths)),
        capacity: Set(row.capacity),
        working_days: Set(row.working_days.as_deref().map(|days| bits(&WEEK_DAYS, days)).transpose()?),
        is_active: Set(row.is_active),
    })
}

fn buffer(row: Buffer, now: i64) -> Result<buffer::ActiveModel, DemoError> {
    Ok(buffer::ActiveModel {
        buffer_id: Set(row.buffer_id),
        account_id: Set(ACCOUNT),
        version: Set(1),
        created_at: Set(now),
        project_id: Set(row.project_id),
        kind: Set(member(&BUFFER_KIND, &row.kind)?),
        size_days: Set(row.size_days),
        consumed_days: Set(row.consumed_days),
    })
}

fn hundredths(value: f64) -> i64 {
    (value * 100.0).round() as i64
}

fn moment(text: &str) -> Result<i64, DemoError> {
    let parsed = DateTime::parse_from_rfc3339(text).map_err(|_| DemoError::Meaningless(text.to_owned()))?;
    Ok(parsed.timestamp_micros())
}

fn bits(kind: &EnumType, text: &str) -> Result<i64, DemoError> {
    kind.number(text).ok_or_else(|| DemoError::Meaningless(text.to_owned()))
}

fn member(kind: &EnumType, text: &str) -> Result<i32, DemoError> {
    let number = bits(kind, text)?;
    i32::try_from(number).map_err(|_| DemoError::Meaningless(text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::file;

    #[test]
    fn the_file_is_whole() {
        let rows = rows(file::read().unwrap(), DateTime::UNIX_EPOCH).unwrap();
        assert_eq!((rows.projects.len(), rows.tasks.len(), rows.resources.len()), (6, 12, 5));
        assert_eq!((rows.buffers.len(), rows.task_resources.len(), rows.task_links.len()), (6, 9, 8));
    }

    #[test]
    fn hundredths_are_exact() {
        for (value, expected) in [(33.33, 3333), (1.25, 125), (95.5, 9550), (0.0, 0), (26.92, 2692)] {
            assert_eq!(hundredths(value), expected);
        }
    }
}
