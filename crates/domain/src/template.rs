//! Templates: from three answers in the wizard to a whole client.

mod new_client;

use chrono::{DateTime, Duration, Utc};
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::{Deserialize, Serialize};

use crate::client::ClientType;

pub use new_client::NewClient;

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

impl Template {
    /// All of them, in the order of the wizard.
    pub const ALL: [Self; 4] =
        [Self::PersonalAccessToken, Self::BackendService, Self::WebMobileApp, Self::WebServerApplication];

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

    pub(crate) const fn takes_redirect_uris(self) -> bool {
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

/// Whether a character is not seen but changes what is: a control character, or one that turns the direction of the text
/// around it (Unicode Annex 9, §2), with which one name can look like another.
fn misleads(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Checks a client's name: 3 to 200 characters, white space at the ends taken off.
///
/// # Errors
/// What to tell the person.
pub fn check_name(name: &str) -> Result<String, &'static str> {
    let name = name.trim();
    if name.chars().any(misleads) {
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
    if description.chars().any(|c| misleads(c) && c != '\n' && c != '\r') {
        return Err("Remove the control characters.");
    }
    if description.chars().count() > 1000 {
        Err("1,000 characters at most.")
    } else {
        Ok(description.to_owned())
    }
}

#[cfg(test)]
mod tests;
