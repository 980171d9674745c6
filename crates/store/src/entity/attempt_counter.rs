//! How often secrets were tried.

use sea_orm::entity::prelude::*;

use crate::column::Moment;
use crate::digest::Digest;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "attempt_counters")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) digest: Digest,
    pub(crate) failures: i64,
    pub(crate) failed_at: Moment,
    pub(crate) full_at: Moment,
    pub(crate) stale_at: Moment,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
