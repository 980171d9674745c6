//! Resources.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "resources")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub resource_id: i32,
    pub account_id: i32,
    pub version: i32,
    pub created_at: i64,
    pub resource_name: String,
    pub kind: i32,
    pub email: Option<String>,
    /// In hundredths.
    pub cost_per_hour: Option<i64>,
    #[sea_orm(column_type = "Double")]
    pub capacity: f64,
    /// Bits, Monday first.
    pub working_days: Option<i64>,
    pub is_active: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
