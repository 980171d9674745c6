//! Signing keys.

use sea_orm::entity::prelude::*;

use crate::column::Moment;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_keys")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) kid: String,
    pub(crate) algorithm: String,
    pub(crate) slot: String,
    pub(crate) public_jwk: String,
    pub(crate) sealed_private_key: Vec<u8>,
    pub(crate) created_at: Moment,
    pub(crate) retired_at: Option<Moment>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
