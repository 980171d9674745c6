//! A client that somebody writes down whole, instead of answering the wizard.

use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::Deserialize;

use crate::allowed_ip_addresses::AllowedIpAddresses;
use crate::client::{ClientType, SigningAlgorithm};
use crate::client_claims::{self, ClientClaim};
use crate::client_id::ClientId;
use crate::client_keys::ClientKeys;
use crate::documentation::Documentation;
use crate::draft::Draft;
use crate::environment::Environment;
use crate::problem::Problems;
use crate::secret::PlainSecret;
use crate::secret_label::{CheckedSecret, SecretLabel};
use crate::template::{ACCESS_TOKEN_LIFETIME, REFRESH_TOKEN_LIFETIME, check_description, check_name};
use crate::{back_channel, redirect_uri, scope_catalogue, session};

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
    /// Checks every member by the rules that the wizard's answers are held to.
    ///
    /// # Errors
    /// A problem for each member that can't stay as it is.
    pub fn checked(&self, most_secrets: u32) -> Result<CheckedDefinition, Problems> {
        let problems = &mut Problems::default();
        let client_id = self.checked_id(problems);
        let secrets = self.checked_secrets(most_secrets, problems);
        self.check_flow(problems);
        self.check_pkce(problems);
        let public = self.client_type == ClientType::Public;
        let draft = Draft {
            template: None,
            client_name: named(problems, "clientName", check_name(&self.client_name)),
            description: named(problems, "description", check_description(&self.description)),
            client_type: self.client_type,
            grant_types: self.grant_types.clone(),
            redirect_uris: self.checked_uris("redirectUris", &self.redirect_uris, problems),
            post_logout_redirect_uris: self.post_logout(problems),
            allowed_cors_origins: self.origins(problems),
            scopes: self.checked_scopes(problems),
            roles: self.checked_roles(problems),
            claims: self.checked_claims(problems),
            require_pkce: public || self.require_pkce == Some(true),
            allow_offline_access: self.allow_offline_access,
            access_token_lifetime: Some(lifetime(
                problems,
                "accessTokenLifetime",
                self.access_token_lifetime.unwrap_or(ACCESS_TOKEN_LIFETIME),
            )),
            refresh_token_lifetime: lifetime(
                problems,
                "refreshTokenLifetime",
                self.refresh_token_lifetime.unwrap_or(REFRESH_TOKEN_LIFETIME),
            ),
            // 0 is no lifetime at all but a word for none.
            absolute_refresh_token_lifetime: self.absolute_refresh_token_lifetime.map(|seconds| {
                seconds.min(lifetime(problems, "absoluteRefreshTokenLifetime", seconds.max(1)))
            }),
            sliding_refresh_token: self.sliding_refresh_token,
            update_access_token_claims_on_refresh: self.update_access_token_claims_on_refresh,
            rotate_refresh_token: public || self.rotate_refresh_token == Some(true),
            id_token_signing_algorithm: self.id_token_signing_algorithm,
            require_requested_scopes: self.require_requested_scopes,
            allowed_ip_addresses: self.checked_addresses(problems),
            jwks: self.jwks.clone(),
            back_channel_logout_uri: self.checked_logout_uri(problems),
            persistent_sso: self.checked_persistent_sso(problems),
            environment: self.environment,
            documentation: self.checked_documentation(problems),
        };
        std::mem::take(problems).into_result(CheckedDefinition { client_id, draft, secrets })
    }

    fn checked_id(&self, problems: &mut Problems) -> Option<ClientId> {
        let id = self.client_id.as_deref()?.parse::<ClientId>();
        let id = id.map_err(|words| problems.add("clientId", "characters", words.to_string())).ok()?;
        if !id.may_be_chosen() {
            problems.add("clientId", "reserved", "This id is a part of an address. Choose another.");
            return None;
        }
        Some(id)
    }

    fn checked_secrets(&self, most: u32, problems: &mut Problems) -> Vec<CheckedSecret> {
        let public = self.client_type == ClientType::Public;
        if public && !self.client_secrets.is_empty() {
            problems.add("clientSecrets", "not_here", "A public client can't keep a secret. Remove it.");
        }
        if public && self.jwks.is_some() {
            problems.add("jwks", "not_here", "A public client can't keep a private key. Remove its keys.");
        }
        if self.client_secrets.len() > most as usize {
            problems.add("clientSecrets", "too_many", format!("{most} secrets at most."));
        }
        self.client_secrets.iter().filter_map(|secret| secret.checked(problems)).collect()
    }

    /// What a grant type asks of the client.
    fn check_flow(&self, problems: &mut Problems) {
        let uses = |grant| self.grant_types.contains(&grant);
        if self.grant_types.is_empty() {
            problems.add("grantTypes", "empty", "Choose at least one grant type.");
        }
        if self.client_type == ClientType::Public
            && (uses(GrantType::Password) || uses(GrantType::ClientCredentials))
        {
            let words = "Password and client credentials need a secret, which a public client can't keep.";
            problems.add("grantTypes", "needs_secret", words);
        }
        if uses(GrantType::AuthorizationCode) && self.redirect_uris.is_empty() {
            problems.add("redirectUris", "uri.empty", "Add at least one web address.");
        }
    }

    fn check_pkce(&self, problems: &mut Problems) {
        let public = self.client_type == ClientType::Public;
        if public && self.require_pkce == Some(false) {
            problems.add("requirePkce", "public", "A public client always has to use PKCE.");
        }
        if public && self.rotate_refresh_token == Some(false) {
            problems.add("rotateRefreshToken", "public", "A public client's refresh tokens always rotate.");
        }
    }

    fn checked_uris(&self, field: &str, uris: &[String], problems: &mut Problems) -> Vec<String> {
        for (code, message) in redirect_uri::blocking(uris, self.client_type) {
            problems.add(field, code, message);
        }
        uris.to_vec()
    }

    fn post_logout(&self, problems: &mut Problems) -> Vec<String> {
        match &self.post_logout_redirect_uris {
            Some(uris) => self.checked_uris("postLogoutRedirectUris", uris, problems),
            None => self.redirect_uris.clone(),
        }
    }

    fn checked_logout_uri(&self, problems: &mut Problems) -> Option<String> {
        let uri = self.back_channel_logout_uri.as_deref().filter(|uri| !uri.is_empty())?;
        if let Err((code, words)) = back_channel::check_uri(uri) {
            problems.add("backChannelLogoutUri", code, words);
        }
        Some(uri.to_owned())
    }

    fn checked_persistent_sso(&self, problems: &mut Problems) -> bool {
        if self.persistent_sso && !session::fits_persistent_sso(&self.grant_types, &self.scopes) {
            let words = "Persistent SSO needs the authorization code grant and the scope openid.";
            problems.add("persistentSso", "needs_sign_in", words);
        }
        self.persistent_sso
    }

    fn checked_documentation(&self, problems: &mut Problems) -> Documentation {
        named(problems, "documentation", self.documentation.check());
        self.documentation.clone()
    }

    fn origins(&self, problems: &mut Problems) -> Vec<String> {
        let Some(origins) = &self.allowed_cors_origins else {
            return redirect_uri::origins(&self.redirect_uris);
        };
        for origin in origins {
            if redirect_uri::origin(origin).as_ref() != Some(origin) {
                let words = "Write an origin: scheme, host and port, for example https://app.example.com.";
                problems.add("allowedCorsOrigins", "origin", words);
            }
        }
        origins.clone()
    }

    fn checked_scopes(&self, problems: &mut Problems) -> Scopes {
        for scope in self.scopes.iter().filter(|scope| scope_catalogue::find(scope.as_str()).is_none()) {
            problems.add("scopes", "unknown", format!("This server has no scope `{}`.", scope.as_str()));
        }
        self.scopes.clone()
    }

    fn checked_roles(&self, problems: &mut Problems) -> Vec<String> {
        let plain =
            |role: &String| !role.trim().is_empty() && role.len() <= 100 && !role.contains(char::is_control);
        if self.roles.len() > 50 || !self.roles.iter().all(plain) {
            problems.add("roles", "invalid", "50 roles at most, each of 1 to 100 characters.");
        }
        self.roles.clone()
    }

    fn checked_claims(&self, problems: &mut Problems) -> Vec<ClientClaim> {
        named(problems, "claims", client_claims::check(&self.claims));
        self.claims.clone()
    }

    fn checked_addresses(&self, problems: &mut Problems) -> AllowedIpAddresses {
        let entries = self.allowed_ip_addresses.iter().map(String::as_str);
        let list = named(problems, "allowedIpAddresses", AllowedIpAddresses::parse(entries));
        if self.client_type == ClientType::Public && !list.is_empty() {
            let words = "A public client calls from its users' devices, so it can't be held to addresses.";
            problems.add("allowedIpAddresses", "not_here", words);
        }
        list
    }
}

impl SecretDefinition {
    fn checked(&self, problems: &mut Problems) -> Option<CheckedSecret> {
        let label =
            SecretLabel { description: self.description.clone(), expiration: self.expiration.clone() };
        let label = label.checked().map_err(|wrong| {
            for problem in wrong.0 {
                problems.add("clientSecrets", &problem.code, problem.message);
            }
        });
        let value = PlainSecret::accept(&self.value)
            .map_err(|words| problems.add("clientSecrets", "value", words.to_string()));
        let (value, (description, expires_at)) = (value.ok()?, label.ok()?);
        Some(CheckedSecret { value, description, expires_at })
    }
}

fn lifetime(problems: &mut Problems, field: &str, seconds: u64) -> u64 {
    if !(1..=LONGEST_LIFETIME).contains(&seconds) {
        problems.add(field, "range", "Write seconds: from 1 to 315360000, which is ten years.");
    }
    seconds
}

/// The value, or its default and a problem of the field.
fn named<T: Default>(problems: &mut Problems, field: &str, checked: Result<T, impl ToString>) -> T {
    checked.map_err(|words| problems.add(field, "invalid", words.to_string())).unwrap_or_default()
}

#[cfg(test)]
mod tests;
