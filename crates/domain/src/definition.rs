//! A client that somebody writes down whole, instead of answering the wizard.

mod check;

use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::Deserialize;

use crate::client::{ClientType, SigningAlgorithm};
use crate::client_claims::ClientClaim;
use crate::client_id::ClientId;
use crate::client_keys::ClientKeys;
use crate::documentation::Documentation;
use crate::draft::Draft;
use crate::environment::Environment;
use crate::problem::FieldProblem;
use crate::secret;
use crate::secret_label::CheckedSecret;

/// Seconds in ten years: no lifetime is longer.
pub const LONGEST_LIFETIME: u64 = 3650 * 86_400;

/// The members of a client that somebody may set (`contract.md`, "A client as JSON"). What is left out takes the default
/// of the contract.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Definition {
    /// An id of the caller's choice; one is drawn when it is left out.
    #[serde(default)]
    pub client_id: Option<String>,
    /// The client's name.
    pub client_name: String,
    /// What it is for.
    #[serde(default)]
    pub description: String,
    /// Public or confidential.
    pub client_type: ClientType,
    /// The grant types it may use.
    pub grant_types: Vec<GrantType>,
    /// Where codes may be sent.
    #[serde(default)]
    pub redirect_uris: Vec<String>,
    /// Where people may be sent after they signed out; the redirect URIs when it is left out.
    #[serde(default)]
    pub post_logout_redirect_uris: Option<Vec<String>>,
    /// The web origins whose scripts may call; those of the redirect URIs when it is left out.
    #[serde(default)]
    pub allowed_cors_origins: Option<Vec<String>>,
    /// Whether it has to use PKCE; public clients always have to.
    #[serde(default)]
    pub require_pkce: Option<bool>,
    /// Whether it can get refresh tokens by `offline_access`.
    #[serde(default)]
    pub allow_offline_access: bool,
    /// Seconds an access token lasts.
    #[serde(default)]
    pub access_token_lifetime: Option<u64>,
    /// Seconds a refresh token lasts.
    #[serde(default)]
    pub refresh_token_lifetime: Option<u64>,
    /// Seconds from a sign-in after which its refresh tokens end; 0 for no such end.
    #[serde(default)]
    pub absolute_refresh_token_lifetime: Option<u64>,
    /// Whether a refresh token's time starts anew when it is used.
    #[serde(default)]
    pub sliding_refresh_token: bool,
    /// Whether a refreshed access token carries the claims of now.
    #[serde(default)]
    pub update_access_token_claims_on_refresh: bool,
    /// Whether every use of a refresh token gives a new one; public clients' tokens always rotate.
    #[serde(default)]
    pub rotate_refresh_token: Option<bool>,
    /// What signs its ID tokens.
    #[serde(default)]
    pub id_token_signing_algorithm: SigningAlgorithm,
    /// The scopes it may ask for.
    #[serde(default)]
    pub scopes: Scopes,
    /// The roles of the people it may act for.
    #[serde(default)]
    pub roles: Vec<String>,
    /// What its access tokens say beside what the server says.
    #[serde(default)]
    pub claims: Vec<ClientClaim>,
    /// Secrets that the caller brings along; one is made for a confidential client that brings none and has no keys.
    #[serde(default)]
    pub client_secrets: Vec<SecretDefinition>,
    /// Public keys by which it proves who it is (`private_key_jwt`).
    #[serde(default)]
    pub jwks: Option<ClientKeys>,
    /// From where its own requests may come.
    #[serde(default)]
    pub allowed_ip_addresses: Vec<String>,
    /// Whether a request without scopes is refused.
    #[serde(default = "always")]
    pub require_requested_scopes: bool,
    /// Where it wants to be told that somebody has signed out.
    #[serde(default)]
    pub back_channel_logout_uri: Option<String>,
    /// Whether a sign-in for it outlives the browser.
    #[serde(default)]
    pub persistent_sso: bool,
    /// Where it runs.
    #[serde(default)]
    pub environment: Option<Environment>,
    /// What its owner wrote down about it.
    #[serde(default)]
    pub documentation: Documentation,
}

const fn always() -> bool {
    true
}

/// A secret that a caller brings along.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SecretDefinition {
    /// The secret itself.
    pub value: String,
    /// What the owner calls it.
    #[serde(default)]
    pub description: String,
    /// A date, which lasts to its end in UTC, or a moment.
    #[serde(default)]
    pub expiration: Option<String>,
}

/// A definition that may be stored.
pub struct CheckedDefinition {
    /// The id of the caller's choice.
    pub client_id: Option<ClientId>,
    /// The client.
    pub draft: Draft,
    /// Its secrets.
    pub secrets: Vec<CheckedSecret>,
}

impl Definition {
    /// What may be taken over and deserves a second look (R037).
    #[must_use]
    pub fn warnings(&self) -> Vec<FieldProblem> {
        weak(&self.client_secrets).into_iter().collect()
    }
}

/// A warning when one of these secrets could be guessed, for every door through which people bring secrets in.
pub(crate) fn weak(secrets: &[SecretDefinition]) -> Option<FieldProblem> {
    let weak = secrets.iter().any(|secret| secret::is_weak(&secret.value));
    let words =
        "A secret has less than 128 bits: it could be guessed. Put one of the server's making in its place.";
    weak.then(|| FieldProblem::new("clientSecrets", "weak", words))
}

#[cfg(test)]
mod tests;
