//! Refresh tokens.

use sea_orm::entity::prelude::*;

use crate::column::{Moment, Precise};
use crate::digest::Digest;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_tokens")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) digest: Digest,
    pub(crate) family_id: i64,
    pub(crate) created_at: Moment,
    pub(crate) expires_at: Moment,
    pub(crate) consumed_at: Option<Precise>,
    pub(crate) parent_id: Option<i64>,
    pub(crate) access_token_jti: Option<String>,
    pub(crate) access_token_expires_at: Option<Moment>,
    pub(crate) retried_at: Option<Precise>,
    pub(crate) contended_at: Option<Precise>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(
        belongs_to = "super::token_family::Entity",
        from = "Column::FamilyId",
        to = "super::token_family::Column::Id"
    )]
    Family,
    #[sea_orm(belongs_to = "Entity", from = "Column::ParentId", to = "Column::Id")]
    Parent,
}

impl ActiveModelBehavior for ActiveModel {}
