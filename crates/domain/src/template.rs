//! Templates: from three answers in the wizard to a whole client.

use chrono::{DateTime, Duration, Utc};
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::{Deserialize, Serialize};

use crate::allowed_ip_addresses::AllowedIpAddresses;
use crate::client::{ClientType, SigningAlgorithm};
use crate::documentation::Documentation;
use crate::draft::Draft;
use crate::problem::Problems;
use crate::redirect_uri;
use crate::refresh::ABSOLUTE_LIFETIME;

/// Seconds an access token lasts unless its client says otherwise.
pub const ACCESS_TOKEN_LIFETIME: u64 = 3600;
/// Seconds a refresh token lasts unless its client says otherwise: 30 days.
pub const REFRESH_TOKEN_LIFETIME: u64 = 2_592_000;

/// What a client is made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Template {
    /// For scripts and quick tests: a token that acts as its creator.
    PersonalAccessToken,
    /// For servers that call the API on their own.
    BackendService,
    /// For apps that people sign in to.
    WebMobileApp,
    /// For web applications that keep a secret on their server; made by managers.
    WebServerApplication,
}

/// How long a personal access token lasts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TokenExpiration {
    /// 30 days.
    #[default]
    #[serde(rename = "30d")]
    Days30,
    /// 90 days.
    #[serde(rename = "90d")]
    Days90,
    /// 365 days.
    #[serde(rename = "1y")]
    Year1,
    /// Until somebody ends it.
    #[serde(rename = "never")]
    Never,
}

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
}

impl Template {
    /// What the ids of its clients begin with.
    #[must_use]
    pub const fn client_id_prefix(self) -> &'static str {
        match self {
            Self::PersonalAccessToken => "",
            Self::BackendService => "service_",
            Self::WebMobileApp => "app_",
            Self::WebServerApplication => "web_",
        }
    }

    /// Its name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::PersonalAccessToken => "Personal Access Token",
            Self::BackendService => "Backend Service",
            Self::WebMobileApp => "Web/Mobile App",
            Self::WebServerApplication => "Web Server Application",
        }
    }

    /// The template as it is written in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PersonalAccessToken => "personal_access_token",
            Self::BackendService => "backend_service",
            Self::WebMobileApp => "web_mobile_app",
            Self::WebServerApplication => "web_server_application",
        }
    }

    /// What the field for the name is called in the wizard.
    #[must_use]
    pub const fn name_label(self) -> &'static str {
        match self {
            Self::PersonalAccessToken => "Token name",
            Self::BackendService => "Service name",
            Self::WebMobileApp => "App name",
            Self::WebServerApplication => "Name",
        }
    }

    /// Whether its clients keep a secret.
    #[must_use]
    pub const fn client_type(self) -> ClientType {
        match self {
            Self::WebMobileApp => ClientType::Public,
            _ => ClientType::Confidential,
        }
    }

    const fn takes_redirect_uris(self) -> bool {
        matches!(self, Self::WebMobileApp | Self::WebServerApplication)
    }

    /// The grant types that Create writes (`contract.md`, Templates).
    #[must_use]
    pub fn grant_types(self) -> Vec<GrantType> {
        match self {
            Self::PersonalAccessToken => vec![GrantType::Password],
            Self::BackendService => vec![GrantType::Password, GrantType::ClientCredentials],
            Self::WebMobileApp => vec![GrantType::AuthorizationCode],
            Self::WebServerApplication => vec![GrantType::AuthorizationCode, GrantType::RefreshToken],
        }
    }

    /// The scopes that Create writes (`contract.md`, Templates).
    #[must_use]
    pub fn scopes(self) -> Scopes {
        let text = match self {
            Self::PersonalAccessToken => "exepron.restapi exepron.restapi:extended",
            Self::BackendService => "openid profile exepron.restapi",
            Self::WebMobileApp | Self::WebServerApplication => {
                "openid profile email exepron.restapi offline_access"
            }
        };
        Scopes::parse(text).unwrap_or_default()
    }
}

impl TokenExpiration {
    /// The choices, in the order of the form.
    pub const ALL: [Self; 4] = [Self::Days30, Self::Days90, Self::Year1, Self::Never];

    /// The choice's name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Days30 => "30 days",
            Self::Days90 => "90 days",
            Self::Year1 => "1 year",
            Self::Never => "Never",
        }
    }

    /// Seconds, or `None` for never.
    #[must_use]
    pub const fn lifetime(self) -> Option<u64> {
        match self {
            Self::Days30 => Some(30 * 86_400),
            Self::Days90 => Some(90 * 86_400),
            Self::Year1 => Some(365 * 86_400),
            Self::Never => None,
        }
    }

    /// When a token made now stops working.
    #[must_use]
    pub fn expires_at(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.lifetime()
            .and_then(|seconds| i64::try_from(seconds).ok())
            .map(|seconds| now + Duration::seconds(seconds))
    }
}

/// Checks a client's name: 3 to 200 characters, white space at the ends taken off.
///
/// # Errors
/// What to tell the person.
pub fn check_name(name: &str) -> Result<String, &'static str> {
    let name = name.trim();
    if name.chars().any(char::is_control) {
        return Err("Remove the control characters.");
    }
    match name.chars().count() {
        0..=2 => Err("Use 3 characters or more."),
        3..=200 => Ok(name.to_owned()),
        _ => Err("200 characters at most."),
    }
}

/// Checks a description: at most 1,000 characters.
///
/// # Errors
/// What to tell the person.
pub fn check_description(description: &str) -> Result<String, &'static str> {
    let description = description.trim();
    if description.chars().any(|c| c.is_control() && c != '\n' && c != '\r') {
        return Err("Remove the control characters.");
    }
    if description.chars().count() > 1000 {
        Err("1,000 characters at most.")
    } else {
        Ok(description.to_owned())
    }
}

impl NewClient {
    /// Turns the answers of the wizard into a whole client.
    ///
    /// # Errors
    /// A problem for each field that can't stay as it is, also for a field the template doesn't have.
    pub fn checked(&self) -> Result<Draft, Problems> {
        let mut problems = Problems::default();
        let client_name = check_name(&self.client_name)
            .map_err(|words| problems.add("clientName", "length", words))
            .unwrap_or_default();
        let description = self.checked_description(&mut problems);
        let redirect_uris = self.checked_redirect_uris(&mut problems);
        let expiration = self.checked_expiration(&mut problems);
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

#[cfg(test)]
mod tests;
