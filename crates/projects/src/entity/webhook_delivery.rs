//! Messages to webhooks: the outbox, and what became of each.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_deliveries")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub delivery_id: i32,
    pub account_id: i32,
    pub version: i32,
    pub created_at: i64,
    pub webhook_id: i32,
    /// Whose webhook it is.
    pub owner_user_id: Option<i32>,
    pub message_id: String,
    pub event_type: String,
    /// The message as it is sent.
    pub body: String,
    /// How often it was tried, the try that is under way included.
    pub attempt: i32,
    pub status: i32,
    pub response_status: Option<i32>,
    /// In microseconds; none when nothing more will be tried.
    pub next_attempt_on: Option<i64>,
    /// Until then it belongs to the process that tries it; in microseconds.
    pub leased_until: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
