//! Secrets of clients.

use domain::client::ClientSecret;
use sea_orm::entity::prelude::*;

use crate::column::Moment;
use crate::digest::Digest;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "client_secrets")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) client_id: i64,
    pub(crate) digest: Digest,
    pub(crate) hint: String,
    pub(crate) description: String,
    pub(crate) created_at: Moment,
    pub(crate) expires_at: Option<Moment>,
    pub(crate) last_used_at: Option<Moment>,
    pub(crate) removed_at: Option<Moment>,
    pub(crate) last_address: Option<String>,
    pub(crate) last_agent: Option<String>,
    pub(crate) superseded_at: Option<Moment>,
    pub(crate) reminded_days: Option<i64>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(
        belongs_to = "super::client::Entity",
        from = "Column::ClientId",
        to = "super::client::Column::Id"
    )]
    Client,
}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for ClientSecret {
    fn from(row: Model) -> Self {
        Self {
            id: row.id,
            description: row.description,
            hint: row.hint,
            expiration: row.expires_at.map(|moment| moment.0),
            created_at: row.created_at.0,
            last_used_at: row.last_used_at.map(|moment| moment.0),
        }
    }
}
