//! Identifiers of signed statements that may be used once.

use sea_orm::entity::prelude::*;

use crate::column::Moment;
use crate::digest::Digest;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "used_jtis")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) digest: Digest,
    pub(crate) expires_at: Moment,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
