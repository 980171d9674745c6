//! What signs the messages to a webhook.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_secrets")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub secret_id: i32,
    pub account_id: i32,
    pub webhook_id: i32,
    pub created_at: i64,
    /// The secret's bytes, encrypted, and tied to this webhook.
    pub sealed: Vec<u8>,
    /// Set when another secret took its place: until then it signs as well. In microseconds.
    pub expires_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
