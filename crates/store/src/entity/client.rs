//! Clients.

use domain::allowed_ip_addresses::AllowedIpAddresses;
use domain::client::{Client, ClientType, SigningAlgorithm, Status};
use domain::client_claims::ClientClaim;
use domain::client_id::ClientId;
use domain::client_keys::ClientKeys;
use domain::documentation::Documentation;
use domain::environment::Environment;
use domain::template::Template;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use sea_orm::entity::prelude::*;

use crate::column::{Json, Moment, Seconds, Word};

#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "clients")]
pub(crate) struct Model {
    #[sea_orm(primary_key)]
    pub(crate) id: i64,
    pub(crate) client_id: Word<ClientId>,
    pub(crate) account_id: i64,
    pub(crate) owner_id: i64,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) template: Option<Word<Template>>,
    pub(crate) client_type: Word<ClientType>,
    pub(crate) status: Word<Status>,
    pub(crate) grant_types: Word<Vec<GrantType>>,
    pub(crate) scopes: Word<Scopes>,
    pub(crate) roles: Json<Vec<String>>,
    pub(crate) claims: Json<Vec<ClientClaim>>,
    pub(crate) require_pkce: bool,
    pub(crate) allow_offline_access: bool,
    pub(crate) access_token_lifetime: Option<Seconds>,
    pub(crate) refresh_token_lifetime: Seconds,
    pub(crate) absolute_refresh_token_lifetime: Option<Seconds>,
    pub(crate) sliding_refresh_token: bool,
    pub(crate) update_access_token_claims_on_refresh: bool,
    pub(crate) rotate_refresh_token: bool,
    pub(crate) id_token_signing_algorithm: Word<SigningAlgorithm>,
    pub(crate) require_requested_scopes: bool,
    pub(crate) allowed_ip_addresses: Word<AllowedIpAddresses>,
    pub(crate) jwks: Option<Word<ClientKeys>>,
    pub(crate) back_channel_logout_uri: Option<String>,
    pub(crate) persistent_sso: bool,
    pub(crate) environment: Option<Word<Environment>>,
    pub(crate) documentation: Option<Json<Documentation>>,
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
    pub(crate) last_used_at: Option<Moment>,
    pub(crate) version: i64,
}

#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {
    #[sea_orm(belongs_to = "super::user::Entity", from = "Column::OwnerId", to = "super::user::Column::Id")]
    Owner,
}

impl ActiveModelBehavior for ActiveModel {}

impl From<Model> for Client {
    /// The client without what stands in other tables: URIs and secrets.
    fn from(row: Model) -> Self {
        Self {
            client_id: row.client_id.0,
            client_name: row.name,
            description: row.description,
            template: row.template.map(|word| word.0),
            client_type: row.client_type.0,
            status: row.status.0,
            grant_types: row.grant_types.0,
            redirect_uris: Vec::new(),
            post_logout_redirect_uris: Vec::new(),
            allowed_cors_origins: Vec::new(),
            require_pkce: row.require_pkce,
            allow_offline_access: row.allow_offline_access,
            access_token_lifetime: row.access_token_lifetime.map(|lifetime| lifetime.0),
            refresh_token_lifetime: row.refresh_token_lifetime.0,
            absolute_refresh_token_lifetime: row.absolute_refresh_token_lifetime.map(|lifetime| lifetime.0),
            sliding_refresh_token: row.sliding_refresh_token,
            update_access_token_claims_on_refresh: row.update_access_token_claims_on_refresh,
            rotate_refresh_token: row.rotate_refresh_token,
            id_token_signing_algorithm: row.id_token_signing_algorithm.0,
            scopes: row.scopes.0,
            roles: row.roles.0,
            claims: row.claims.0,
            client_secrets: Vec::new(),
            require_requested_scopes: row.require_requested_scopes,
            allowed_ip_addresses: row.allowed_ip_addresses.0,
            jwks: row.jwks.map(|word| word.0),
            back_channel_logout_uri: row.back_channel_logout_uri,
            persistent_sso: row.persistent_sso,
            environment: row.environment.map(|word| word.0),
            documentation: row.documentation.map(|json| json.0).unwrap_or_default(),
            version: row.version,
            created_at: row.created_at.0,
            last_used_at: row.last_used_at.map(|moment| moment.0),
        }
    }
}
