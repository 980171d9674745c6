//! Families of tokens.

use domain::asked_claims::AskedClaims;
use domain::carried_claims::CarriedClaims;
use oauth::dpop::Thumbprint;
use oauth::resource::Resources;
use oauth::scope::Scopes;
use sea_orm::entity::prelude::*;

use crate::column::{Json, Moment, Word};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "token_families")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) public_id: String,
    pub(crate) client_id: i64,
    pub(crate) user_id: i64,
    pub(crate) sid: String,
    pub(crate) scopes: Word<Scopes>,
    pub(crate) auth_time: Moment,
    pub(crate) nonce: Option<String>,
    pub(crate) created_at: Moment,
    pub(crate) revoked_at: Option<Moment>,
    pub(crate) revoked_reason: Option<String>,
    pub(crate) acr: Option<String>,
    pub(crate) claims: Option<Word<AskedClaims>>,
    pub(crate) resources: Json<Resources>,
    pub(crate) dpop_jkt: Option<Word<Thumbprint>>,
    pub(crate) carried_claims: Option<Json<CarriedClaims>>,
    pub(crate) last_used_at: Option<Moment>,
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
