//! Audit events.

use sea_orm::entity::prelude::*;

use crate::column::Moment;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_events")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) at: Moment,
    pub(crate) action: String,
    pub(crate) outcome: String,
    pub(crate) account_id: Option<i64>,
    pub(crate) actor_user_id: Option<i64>,
    pub(crate) client_id: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) request_id: Option<String>,
    pub(crate) detail: String,
    pub(crate) concerns_user_id: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
