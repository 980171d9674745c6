//! What the wizard and `POST /api/v1/clients` ask for, and the client that comes of it.

use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::{Deserialize, Serialize};

use super::{
    ACCESS_TOKEN_LIFETIME, REFRESH_TOKEN_LIFETIME, Template, TokenExpiration, check_description, check_name,
};
use crate::allowed_ip_addresses::AllowedIpAddresses;
use crate::client::{ClientType, SigningAlgorithm};
use crate::documentation::Documentation;
use crate::draft::Draft;
use crate::problem::Problems;
use crate::refresh::ABSOLUTE_LIFETIME;
use crate::{redirect_uri, web_server};

/// What somebody asks for in the wizard or at `POST /api/v1/clients`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NewClient {
    /// What to make it from.
    pub template: Template,
    /// The client's name.
    pub client_name: String,
    /// What it is for; not for personal access tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Where codes may be sent; for apps only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub redirect_uris: Option<Vec<String>>,
    /// For personal access tokens only; 30 days when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token_expiration: Option<TokenExpiration>,
    /// The grant types; this and what follows for web server applications only, with defaults when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant_types: Option<Vec<GrantType>>,
    /// The scopes it may ask for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scopes: Option<Scopes>,
    /// The roles of the people it may act for; for everybody when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<String>>,
    /// Whether a sign-in for it outlives the browser.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub persistent_sso: Option<bool>,
    /// From where its own requests may come; from everywhere when there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allowed_ip_addresses: Option<Vec<String>>,
    /// Seconds a refresh token lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refresh_token_lifetime: Option<u64>,
}

impl NewClient {
    /// Answers with nothing but a name.
    #[must_use]
    pub fn named(template: Template, client_name: impl Into<String>) -> Self {
        Self {
            template,
            client_name: client_name.into(),
            description: None,
            redirect_uris: None,
            token_expiration: None,
            grant_types: None,
            scopes: None,
            roles: None,
            persistent_sso: None,
            allowed_ip_addresses: None,
            refresh_token_lifetime: None,
        }
    }

    /// Turns the answers of the wizard into a whole client.
    ///
    /// # Errors
    /// A problem for each field that can't stay as it is, also for a field the template doesn't have.
    pub fn checked(&self) -> Result<Draft, Problems> {
        if self.template == Template::WebServerApplication && self.token_expiration.is_none() {
            return web_server::checked(self);
        }
        let mut problems = Problems::default();
        let client_name = check_name(&self.client_name)
            .map_err(|words| problems.add("clientName", "length", words))
            .unwrap_or_default();
        let description = self.checked_description(&mut problems);
        let redirect_uris = self.checked_redirect_uris(&mut problems);
        let expiration = self.checked_expiration(&mut problems);
        self.refuse_choices(&mut problems);
        let template = self.template;
        let app = template.takes_redirect_uris();
        problems.into_result(Draft {
            template: Some(template),
            client_name,
            description,
            client_type: template.client_type(),
            grant_types: template.grant_types(),
            post_logout_redirect_uris: redirect_uris.clone(),
            allowed_cors_origins: redirect_uri::origins(&redirect_uris),
            redirect_uris,
            scopes: template.scopes(),
            roles: Vec::new(),
            claims: Vec::new(),
            require_pkce: app,
            allow_offline_access: app,
            access_token_lifetime: expiration.map_or(Some(ACCESS_TOKEN_LIFETIME), TokenExpiration::lifetime),
            refresh_token_lifetime: REFRESH_TOKEN_LIFETIME,
            absolute_refresh_token_lifetime: app.then_some(ABSOLUTE_LIFETIME),
            sliding_refresh_token: app,
            update_access_token_claims_on_refresh: app,
            rotate_refresh_token: template.client_type() == ClientType::Public,
            id_token_signing_algorithm: SigningAlgorithm::RS256,
            require_requested_scopes: true,
            allowed_ip_addresses: AllowedIpAddresses::default(),
            jwks: None,
            back_channel_logout_uri: None,
            persistent_sso: false,
            environment: None,
            documentation: Documentation::default(),
        })
    }

    /// How long the token lasts; `None` when this isn't a personal access token.
    #[must_use]
    pub fn expiration(&self) -> Option<TokenExpiration> {
        (self.template == Template::PersonalAccessToken).then(|| self.token_expiration.unwrap_or_default())
    }

    /// What only web server applications choose when they are made.
    fn refuse_choices(&self, problems: &mut Problems) {
        for (field, given) in [
            ("grantTypes", self.grant_types.is_some()),
            ("scopes", self.scopes.is_some()),
            ("roles", self.roles.is_some()),
            ("persistentSso", self.persistent_sso.is_some()),
            ("allowedIpAddresses", self.allowed_ip_addresses.is_some()),
            ("refreshTokenLifetime", self.refresh_token_lifetime.is_some()),
        ] {
            if given && self.template != Template::WebServerApplication {
                let words =
                    "The template decides this. Only web server applications choose it when they are made.";
                problems.add(field, "not_here", words);
            }
        }
    }

    fn checked_description(&self, problems: &mut Problems) -> String {
        let Some(description) = &self.description else {
            return String::new();
        };
        if self.template == Template::PersonalAccessToken && !description.is_empty() {
            problems.add("description", "not_here", "A personal access token has a name only.");
            return String::new();
        }
        check_description(description)
            .map_err(|words| problems.add("description", "too_long", words))
            .unwrap_or_default()
    }

    fn checked_redirect_uris(&self, problems: &mut Problems) -> Vec<String> {
        let uris = self.redirect_uris.clone().unwrap_or_default();
        if !self.template.takes_redirect_uris() {
            if !uris.is_empty() {
                problems.add(
                    "redirectUris",
                    "not_here",
                    "Only apps that people sign in to have redirect URLs.",
                );
            }
            return Vec::new();
        }
        if uris.is_empty() {
            problems.add("redirectUris", "uri.empty", "Add at least one web address.");
        }
        for (code, message) in redirect_uri::blocking(&uris, self.template.client_type()) {
            problems.add("redirectUris", code, message);
        }
        uris
    }

    fn checked_expiration(&self, problems: &mut Problems) -> Option<TokenExpiration> {
        if self.template != Template::PersonalAccessToken && self.token_expiration.is_some() {
            problems.add("tokenExpiration", "not_here", "Only personal access tokens have an expiration.");
        }
        self.expiration()
    }
}
