//! Buffers.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "buffers")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub buffer_id: i32,
    pub account_id: i32,
    pub version: i32,
    pub created_at: i64,
    pub project_id: i32,
    pub kind: i32,
    pub size_days: i32,
    pub consumed_days: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
