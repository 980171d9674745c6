//! Registrations of clients.

use oauth::registration::AuthMethod;
use sea_orm::entity::prelude::*;

use crate::column::{Moment, Word};
use crate::digest::Digest;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "client_registrations")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) digest: Digest,
    pub(crate) client_id: i64,
    pub(crate) auth_method: Word<AuthMethod>,
    pub(crate) created_at: Moment,
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
