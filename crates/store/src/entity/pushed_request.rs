//! Authorization requests that clients pushed.

use sea_orm::entity::prelude::*;

use crate::column::Moment;
use crate::digest::Digest;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "pushed_requests")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) digest: Digest,
    pub(crate) client_id: i64,
    pub(crate) parameters: String,
    pub(crate) created_at: Moment,
    pub(crate) expires_at: Moment,
    pub(crate) used_at: Option<Moment>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
