//! Sessions.

use sea_orm::entity::prelude::*;

use crate::column::Moment;
use crate::digest::Digest;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) digest: Digest,
    pub(crate) user_id: i64,
    pub(crate) sid: String,
    pub(crate) created_at: Moment,
    pub(crate) authenticated_at: Moment,
    pub(crate) last_seen_at: Moment,
    pub(crate) expires_at: Moment,
    pub(crate) persistent: bool,
    pub(crate) address: Option<String>,
    pub(crate) user_agent: Option<String>,
    pub(crate) ended_at: Option<Moment>,
    pub(crate) user_code_misses: i32,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::UserId", to = "super::user::Column::Id")]
    User,
}

impl ActiveModelBehavior for ActiveModel {}
