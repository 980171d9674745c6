//! What follows for projects from what a request has changed: they are summed up again, and the day is kept.

use chrono::DateTime;
use odata::path::Way;
use odata::payload::{Entity, Value};
use sea_orm::{ActiveValue::Set, ConnectionTrait, DatabaseTransaction, DbErr};

use super::figures::sum_up;
use crate::entity::report;
use crate::lower::{self, Dialect, Ground, Tenant};
use crate::model::PROJECTS;
use crate::rows::read;
use crate::table::Schema;
use crate::write::change::Change;

/// What the figures of a project are made of: the sets, and which of their properties. Whatever moves a row from one
/// project to another changes both.
const MADE_OF: [(&str, &[&str]); 2] = [
    ("Tasks", &["projectId", "status", "focusedDuration", "remainingDuration", "isCritical"]),
    ("Buffers", &["projectId", "kind", "sizeDays", "consumedDays"]),
];

/// Sums up the projects that changes are about, and those on which there was a report, each once: four statements a
/// project. Answers with what has become of the projects, for whoever takes word of changes.
pub(crate) async fn follow(
    txn: &DatabaseTransaction,
    changes: &[Change],
    reported: &[i32],
) -> Result<Vec<Change>, DbErr> {
    let Some(first) = changes.first() else {
        return Ok(Vec::new());
    };
    let mut projects: Vec<i32> = changes.iter().flat_map(concerned).chain(reported.iter().copied()).collect();
    // In one order, so that two requests don't wait for each other.
    projects.sort_unstable();
    projects.dedup();
    projects.retain(|key| !changes.iter().any(|change| is_end_of(change, *key)));
    let mut followed = Vec::new();
    for key in projects {
        followed.extend(again(txn, key, first).await?);
    }
    Ok(followed)
}

/// Whether a change is the end of this project, which took along what it was made of.
fn is_end_of(change: &Change, key: i32) -> bool {
    change.set.name == PROJECTS.name && change.key == key && change.after.is_none()
}

/// The projects whose figures a change has touched.
fn concerned(change: &Change) -> Vec<i32> {
    let Some((_, made_of)) = MADE_OF.iter().find(|(set, _)| *set == change.set.name) else {
        return Vec::new();
    };
    if !change.properties().any(|property| made_of.contains(&property)) {
        return Vec::new();
    }
    [&change.before, &change.after].into_iter().flatten().filter_map(project_of).collect()
}

/// The project that a row belongs to.
pub(crate) fn project_of(row: &Entity) -> Option<i32> {
    row.properties.iter().find_map(|(name, value)| match (*name, value) {
        ("projectId", Value::Int32(key)) => Some(*key),
        _ => None,
    })
}

/// Sums up one project. It is kept from others first: of two who report at once, the second sums up what both have said.
async fn again(txn: &DatabaseTransaction, key: i32, cause: &Change) -> Result<Option<Change>, DbErr> {
    let dialect = Dialect::from(txn.get_database_backend());
    let ground = Ground { schema: Schema::own(), tenant: Tenant::all_of(cause.account), dialect };
    let way = Way { set: &PROJECTS, key: Some(key), from: None, called: None };
    let (held, output) = lower::held(ground, &way)?;
    let Some(before) = txn.query_one(&held).await? else {
        // Nothing is left to be summed up.
        return Ok(None);
    };
    let before = read(&before, &output, None)?.entity;
    let Some(figures) = sum_up(txn, ground, key).await? else {
        return Ok(None);
    };
    let (keep, output) = lower::keep_anew(ground, key, figures.columns())?;
    let after = txn.query_one(&keep).await?.map(|row| read(&row, &output, None)).transpose()?;
    let day = DateTime::from_timestamp_micros(cause.at).unwrap_or_default().date_naive();
    let day = report::ActiveModel {
        account_id: Set(cause.account),
        created_at: Set(cause.at),
        project_id: Set(key),
        ..figures.on(day.to_string())
    };
    lower::keep_day(day).exec_without_returning(txn).await?;
    let Change { account, by, at, .. } = *cause;
    let change =
        |after| Change { set: &PROJECTS, key, account, by, at, before: Some(before), after: Some(after) };
    Ok(after.map(|row| change(row.entity)))
}
