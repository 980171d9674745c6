//! What clients have not been told yet of sessions that ended.

use sea_orm::entity::prelude::*;

use crate::column::Moment;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "logout_deliveries")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) client_id: i64,
    pub(crate) user_id: i64,
    pub(crate) sid: String,
    pub(crate) created_at: Moment,
    pub(crate) due_at: Moment,
    pub(crate) attempts: i32,
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
