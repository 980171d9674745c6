//! Clients that were deleted.

use domain::client_id::ClientId;
use sea_orm::entity::prelude::*;

use crate::column::{Moment, Word};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "former_clients")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) client_id: Word<ClientId>,
    pub(crate) owner_id: i64,
    /// Whether it was revoked for good before: its id stays taken.
    pub(crate) revoked: bool,
    pub(crate) deleted_at: Moment,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
