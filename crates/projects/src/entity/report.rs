//! Reports: the figures of a project on a day.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reports")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub report_id: i32,
    pub account_id: i32,
    pub version: i32,
    pub created_at: i64,
    pub project_id: i32,
    /// `YYYY-MM-DD`, in UTC.
    pub reported_on: String,
    pub chain_days: i32,
    pub remaining_days: i32,
    pub buffer_days: i32,
    pub consumed_days: i32,
    /// In hundredths of a percent.
    pub chain_completion: i64,
    /// In hundredths of a percent.
    pub penetration: i64,
    /// In hundredths.
    pub burn_rate: Option<i64>,
    pub zone: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
