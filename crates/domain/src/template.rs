//! Templates: from three answers in the wizard to a whole client.

use chrono::{DateTime, Duration, Utc};
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::{Deserialize, Serialize};

use crate::allowed_ip_addresses::AllowedIpAddresses;
use crate::client::{ClientType, SigningAlgorithm};
use crate::client_claims::ClientClaim;
use crate::client_keys::ClientKeys;
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
mod tests {
    use super::*;

    fn new(template: Template) -> NewClient {
        NewClient {
            template,
            client_name: "Data Sync".into(),
            description: None,
            redirect_uris: None,
            token_expiration: None,
        }
    }

    fn fields(client: &NewClient) -> Vec<String> {
        client.checked().unwrap_err().0.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn a_backend_service_is_what_the_contract_says() {
        let draft = new(Template::BackendService).checked().unwrap();
        assert_eq!(draft.grant_types, [GrantType::Password, GrantType::ClientCredentials]);
        assert_eq!(draft.scopes.to_string(), "exepron.restapi openid profile");
        assert_eq!(draft.client_type, ClientType::Confidential);
        assert_eq!(draft.access_token_lifetime, Some(3600));
        assert!(!draft.allow_offline_access);
    }

    // Shows A8.
    #[test]
    fn a_web_or_mobile_app_is_public_and_has_to_use_pkce() {
        let uris = vec!["https://app.example.com/callback".to_owned()];
        let draft = NewClient { redirect_uris: Some(uris), ..new(Template::WebMobileApp) }.checked().unwrap();
        assert_eq!(draft.client_type, ClientType::Public);
        assert!(draft.require_pkce && draft.allow_offline_access);
        assert_eq!((draft.access_token_lifetime, draft.refresh_token_lifetime), (Some(3600), 2_592_000));
    }

    #[test]
    fn a_token_lasts_as_long_as_was_chosen() {
        for (choice, seconds) in
            [("30d", Some(2_592_000)), ("90d", Some(7_776_000)), ("1y", Some(31_536_000)), ("never", None)]
        {
            let choice: TokenExpiration = serde_json::from_str(&format!("\"{choice}\"")).unwrap();
            let client = NewClient { token_expiration: Some(choice), ..new(Template::PersonalAccessToken) };
            assert_eq!(client.checked().unwrap().access_token_lifetime, seconds);
        }
    }

    // Shows P3.
    #[test]
    fn a_crafted_expiration_is_no_choice() {
        for text in ["\"\"", "\"31d\"", "\"9999-12-31\"", "null", "[]", "-1"] {
            assert!(serde_json::from_str::<TokenExpiration>(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_name_has_3_to_200_characters() {
        for (length, good) in [(2, false), (3, true), (200, true), (201, false)] {
            assert_eq!(check_name(&"\u{e9}".repeat(length)).is_ok(), good, "{length}");
        }
        assert!(check_name("  ab  ").is_err());
    }

    #[test]
    fn fields_of_another_template_are_refused() {
        let uris = Some(vec!["https://app.example.com/callback".to_owned()]);
        assert_eq!(
            fields(&NewClient { redirect_uris: uris, ..new(Template::BackendService) }),
            ["redirectUris"]
        );
        let expiration = Some(TokenExpiration::Never);
        assert_eq!(
            fields(&NewClient { token_expiration: expiration, ..new(Template::BackendService) }),
            ["tokenExpiration"]
        );
        let description = Some("x".to_owned());
        assert_eq!(fields(&NewClient { description, ..new(Template::PersonalAccessToken) }), ["description"]);
    }

    #[test]
    fn an_app_needs_a_redirect_url() {
        assert_eq!(fields(&new(Template::WebMobileApp)), ["redirectUris"]);
    }

    #[test]
    fn an_unknown_field_is_refused() {
        let text = r#"{"template":"backend_service","clientName":"abc","accountId":2}"#;
        assert!(serde_json::from_str::<NewClient>(text).is_err());
    }
}
