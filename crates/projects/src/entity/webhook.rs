//! Webhooks.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhooks")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub webhook_id: i32,
    pub account_id: i32,
    pub version: i32,
    pub created_at: i64,
    /// Whose it is; nobody's when a client made it that acts as itself.
    pub owner_user_id: Option<i32>,
    pub url: String,
    pub description: Option<String>,
    /// An array of JSON.
    pub event_types: String,
    pub is_active: bool,
    pub disabled_reason: Option<String>,
    /// Until then nothing is sent, because the receiver has enough; in microseconds.
    pub paused_until: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
