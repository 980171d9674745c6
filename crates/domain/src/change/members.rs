//! Which members a client has that its owner can change, and which of them differ.

use oauth::grant_type::GrantType;
use serde_json::{Map, Value};

use super::Change;
use crate::client::Client;
use crate::template::Template;

/// What every client has (R091, R104, R105), and what holds for a personal access token as much as for others.
const ALWAYS: [&str; 5] = ["clientName", "scopes", "allowedIpAddresses", "environment", "documentation"];
/// What a Backend Service has beside these (R091): no address, no sign-in and no refresh token (R022).
const SERVICE: [&str; 7] = [
    "description",
    "grantTypes",
    "accessTokenLifetime",
    "idTokenSigningAlgorithm",
    "roles",
    "claims",
    "requireRequestedScopes",
];

/// Whether a client that was made from this template has a member that can be changed; others have them all.
#[must_use]
pub fn has_member(template: Option<Template>, member: &str) -> bool {
    match template {
        Some(Template::PersonalAccessToken) => ALWAYS.contains(&member),
        Some(Template::BackendService) => ALWAYS.contains(&member) || SERVICE.contains(&member),
        // A public client calls from its users' devices, which have every address.
        Some(Template::WebMobileApp) => member != "allowedIpAddresses",
        Some(Template::WebServerApplication) | None => true,
    }
}

/// The grant types that a client made from this template may be given.
#[must_use]
pub const fn allowed_grant_types(template: Option<Template>) -> &'static [GrantType] {
    use GrantType::{AuthorizationCode, ClientCredentials, DeviceCode, Password, RefreshToken};
    match template {
        Some(Template::PersonalAccessToken) => &[Password],
        Some(Template::BackendService) => &[Password, ClientCredentials],
        Some(Template::WebMobileApp) => &[AuthorizationCode, RefreshToken, DeviceCode],
        Some(Template::WebServerApplication) => &[AuthorizationCode, Password, RefreshToken],
        None => &GrantType::ALL,
    }
}

impl Change {
    /// The change that makes any client into one like this.
    #[must_use]
    pub fn to(client: &Client) -> Self {
        Self {
            client_name: Some(client.client_name.clone()),
            description: Some(client.description.clone()),
            grant_types: Some(client.grant_types.clone()),
            redirect_uris: Some(client.redirect_uris.clone()),
            post_logout_redirect_uris: Some(Some(client.post_logout_redirect_uris.clone())),
            allowed_cors_origins: Some(Some(client.allowed_cors_origins.clone())),
            back_channel_logout_uri: Some(client.back_channel_logout_uri.clone()),
            require_pkce: Some(client.require_pkce),
            allow_offline_access: Some(client.allow_offline_access),
            access_token_lifetime: client.access_token_lifetime,
            refresh_token_lifetime: Some(client.refresh_token_lifetime),
            absolute_refresh_token_lifetime: Some(client.absolute_refresh_token_lifetime),
            sliding_refresh_token: Some(client.sliding_refresh_token),
            update_access_token_claims_on_refresh: Some(client.update_access_token_claims_on_refresh),
            rotate_refresh_token: Some(client.rotate_refresh_token),
            id_token_signing_algorithm: Some(client.id_token_signing_algorithm),
            scopes: Some(client.scopes.clone()),
            roles: Some(client.roles.clone()),
            claims: Some(client.claims.clone()),
            allowed_ip_addresses: Some(client.allowed_ip_addresses.clone().into()),
            require_requested_scopes: Some(client.require_requested_scopes),
            persistent_sso: Some(client.persistent_sso),
            environment: Some(client.environment),
            documentation: Some(client.documentation.clone()),
        }
    }

    /// The members that are named, under their names in JSON.
    #[must_use]
    pub fn members(&self) -> Map<String, Value> {
        // Lists and records of texts, numbers and words have no way to fail.
        match serde_json::to_value(self) {
            Ok(Value::Object(members)) => members,
            _ => Map::new(),
        }
    }

    /// The names in JSON of the members in which two clients differ, in the order of the alphabet.
    #[must_use]
    pub fn differences(one: &Client, other: &Client) -> Vec<String> {
        let (one, other) = (Self::to(one).members(), Self::to(other).members());
        let names = one.keys().chain(other.keys());
        let mut differing: Vec<String> =
            names.filter(|name| one.get(*name) != other.get(*name)).cloned().collect();
        differing.sort();
        differing.dedup();
        differing
    }
}
