//! Tasks.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "tasks")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub task_id: i32,
    pub account_id: i32,
    pub version: i32,
    pub created_at: i64,
    pub task_number: String,
    pub task_name: String,
    pub project_id: i32,
    pub status: i32,
    pub focused_duration: i32,
    pub safe_duration: i32,
    pub remaining_duration: Option<i32>,
    pub is_critical: bool,
    pub percent_complete: i32,
    /// In microseconds.
    pub started_on: Option<i64>,
    /// In microseconds.
    pub completed_on: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
