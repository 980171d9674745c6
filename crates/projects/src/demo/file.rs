//! The demo's file, exactly as it is written: the JSON that the API answers with, and pairs for the links.

use serde::Deserialize;

const TEXT: &str = include_str!("demo-projects.json");

/// Reads the file. A field that is missing or unknown is an error, so the file and the tables cannot drift apart.
pub(super) fn read() -> serde_json::Result<File> {
    serde_json::from_str(TEXT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "PascalCase")]
pub(super) struct File {
    pub(super) projects: Vec<Project>,
    pub(super) tasks: Vec<Task>,
    pub(super) resources: Vec<Resource>,
    pub(super) task_resources: Vec<(i32, i32)>,
    pub(super) buffers: Vec<Buffer>,
    pub(super) task_links: Vec<(i32, i32)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Project {
    pub(super) project_id: i32,
    pub(super) account_id: i32,
    pub(super) project_name: String,
    pub(super) project_objective: Option<String>,
    pub(super) status: i32,
    /// The database derives it from the status.
    #[serde(rename = "projectStatusName")]
    pub(super) _status_name: Option<String>,
    pub(super) project_due_date: Option<String>,
    pub(super) project_suggested_start_date: Option<String>,
    pub(super) minimal_start_date: Option<String>,
    pub(super) risk_quotient: Option<f64>,
    #[serde(rename = "projectManagerID")]
    pub(super) project_manager_id: Option<i32>,
    pub(super) buffer_penetration: f64,
    pub(super) chain_completion: f64,
    pub(super) early_warning: i32,
    /// The database derives it from the warning.
    #[serde(rename = "earlyWarningStatus")]
    pub(super) _warning_name: Option<String>,
    pub(super) last_modified_on: String,
    #[serde(rename = "lastModifiedByUserID")]
    pub(super) last_modified_by_user_id: Option<i32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Task {
    pub(super) task_id: i32,
    pub(super) task_number: String,
    pub(super) task_name: String,
    pub(super) project_id: i32,
    pub(super) status: String,
    pub(super) focused_duration: i32,
    pub(super) safe_duration: i32,
    pub(super) remaining_duration: Option<i32>,
    pub(super) is_critical: bool,
    pub(super) percent_complete: i32,
    pub(super) started_on: Option<String>,
    pub(super) completed_on: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Resource {
    pub(super) resource_id: i32,
    pub(super) resource_name: String,
    pub(super) kind: String,
    pub(super) email: Option<String>,
    pub(super) cost_per_hour: Option<f64>,
    pub(super) capacity: f64,
    pub(super) working_days: Option<String>,
    pub(super) is_active: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub(super) struct Buffer {
    pub(super) buffer_id: i32,
    pub(super) project_id: i32,
    pub(super) kind: String,
    pub(super) size_days: i32,
    pub(super) consumed_days: i32,
}
