//! Authorization codes.

use domain::asked_claims::AskedClaims;
use domain::code::{AuthorizationCode, Granted};
use domain::restriction::Restriction;
use oauth::dpop::Thumbprint;
use oauth::pkce::CodeChallenge;
use oauth::resource::Resources;
use oauth::scope::Scopes;
use sea_orm::entity::prelude::*;

use crate::column::{Json, Moment, Word};
use crate::digest::Digest;

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "codes")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) digest: Digest,
    pub(crate) client_id: i64,
    pub(crate) user_id: i64,
    pub(crate) family_id: Option<i64>,
    pub(crate) redirect_uri: String,
    pub(crate) code_challenge: Option<String>,
    pub(crate) nonce: Option<String>,
    pub(crate) scopes: Word<Scopes>,
    pub(crate) auth_time: Moment,
    pub(crate) sid: String,
    pub(crate) created_at: Moment,
    pub(crate) expires_at: Moment,
    pub(crate) consumed_at: Option<Moment>,
    pub(crate) failures: i32,
    pub(crate) acr: Option<String>,
    pub(crate) claims: Option<Word<AskedClaims>>,
    pub(crate) resources: Json<Resources>,
    pub(crate) dpop_jkt: Option<Word<Thumbprint>>,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for AuthorizationCode {
    fn from(row: Model) -> Self {
        Self {
            client: row.client_id,
            redirect_uri: row.redirect_uri,
            challenge: row.code_challenge.map(CodeChallenge::from_stored),
            expires_at: row.expires_at.0,
            granted: Granted {
                user: row.user_id,
                scopes: row.scopes.0,
                nonce: row.nonce,
                auth_time: row.auth_time.0,
                sid: row.sid,
                acr: row.acr,
                claims: row.claims.map(|claims| claims.0).unwrap_or_default(),
                restriction: Restriction { resources: row.resources.0, key: row.dpop_jkt.map(|key| key.0) },
            },
        }
    }
}
