//! A client before it exists: what a template or a definition becomes once it is checked.

use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

use crate::allowed_ip_addresses::AllowedIpAddresses;
use crate::client::{Client, ClientType, SigningAlgorithm};
use crate::client_claims::ClientClaim;
use crate::client_keys::ClientKeys;
use crate::documentation::Documentation;
use crate::environment::Environment;
use crate::template::Template;

/// A whole client, checked, before it has an id and a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it is made from.
    pub template: Option<Template>,
    /// Its name.
    pub client_name: String,
    /// What it is for; empty when nobody said.
    pub description: String,
    /// Public or confidential.
    pub client_type: ClientType,
    /// The grant types it may use.
    pub grant_types: Vec<GrantType>,
    /// Where codes may be sent.
    pub redirect_uris: Vec<String>,
    /// Where people may be sent after they signed out.
    pub post_logout_redirect_uris: Vec<String>,
    /// The web origins from which its scripts may call the server.
    pub allowed_cors_origins: Vec<String>,
    /// The scopes it may ask for.
    pub scopes: Scopes,
    /// The roles of the people it may act for; empty when it may act for everybody.
    pub roles: Vec<String>,
    /// What its access tokens say beside what the server says.
    pub claims: Vec<ClientClaim>,
    /// Whether it has to use PKCE.
    pub require_pkce: bool,
    /// Whether it can get refresh tokens.
    pub allow_offline_access: bool,
    /// Seconds an access token lasts; `None` for a personal access token that never expires.
    pub access_token_lifetime: Option<u64>,
    /// Seconds a refresh token lasts.
    pub refresh_token_lifetime: u64,
    /// Seconds from a sign-in after which its refresh tokens end; 0 for no such end, `None` for the default.
    pub absolute_refresh_token_lifetime: Option<u64>,
    /// Whether a refresh token's time starts anew when it is used.
    pub sliding_refresh_token: bool,
    /// Whether a refreshed access token carries the claims of now.
    pub update_access_token_claims_on_refresh: bool,
    /// Whether every use of a refresh token gives a new one.
    pub rotate_refresh_token: bool,
    /// What signs its ID tokens.
    pub id_token_signing_algorithm: SigningAlgorithm,
    /// Whether a request without scopes is refused; so for every new client (R139).
    pub require_requested_scopes: bool,
    /// From where its own requests may come.
    pub allowed_ip_addresses: AllowedIpAddresses,
    /// The public keys by which it proves who it is.
    pub jwks: Option<ClientKeys>,
    /// Where it wants to be told that somebody has signed out.
    pub back_channel_logout_uri: Option<String>,
    /// Whether a sign-in for it outlives the browser.
    pub persistent_sso: bool,
    /// Where it runs, when somebody said.
    pub environment: Option<Environment>,
    /// What its owner wrote down about it.
    pub documentation: Documentation,
}

impl From<&Client> for Draft {
    /// The draft of which this client would be made as it is now.
    fn from(client: &Client) -> Self {
        Self {
            template: client.template,
            client_name: client.client_name.clone(),
            description: client.description.clone(),
            client_type: client.client_type,
            grant_types: client.grant_types.clone(),
            redirect_uris: client.redirect_uris.clone(),
            post_logout_redirect_uris: client.post_logout_redirect_uris.clone(),
            allowed_cors_origins: client.allowed_cors_origins.clone(),
            scopes: client.scopes.clone(),
            roles: client.roles.clone(),
            claims: client.claims.clone(),
            require_pkce: client.require_pkce,
            allow_offline_access: client.allow_offline_access,
            access_token_lifetime: client.access_token_lifetime,
            refresh_token_lifetime: client.refresh_token_lifetime,
            absolute_refresh_token_lifetime: client.absolute_refresh_token_lifetime,
            sliding_refresh_token: client.sliding_refresh_token,
            update_access_token_claims_on_refresh: client.update_access_token_claims_on_refresh,
            rotate_refresh_token: client.rotate_refresh_token,
            id_token_signing_algorithm: client.id_token_signing_algorithm,
            require_requested_scopes: client.require_requested_scopes,
            allowed_ip_addresses: client.allowed_ip_addresses.clone(),
            jwks: client.jwks.clone(),
            back_channel_logout_uri: client.back_channel_logout_uri.clone(),
            persistent_sso: client.persistent_sso,
            environment: client.environment,
            documentation: client.documentation.clone(),
        }
    }
}
