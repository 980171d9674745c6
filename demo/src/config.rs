//! What the page is told about its surroundings.

use serde::Deserialize;

/// The address of [`Config`] on the page's own origin.
pub const ADDRESS: &str = "/config.json";

/// Who to ask for sign-in, who to ask for projects, and as whom.
///
/// Nothing in here is a secret: a public client has none (RFC 6749 §2.1).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Config {
    /// The issuer, exactly as its discovery document and its tokens name it.
    pub issuer: String,
    /// The API's public URL.
    pub api_url: String,
    /// This app's client id.
    pub client_id: String,
    /// Where people come back to, registered character for character.
    pub redirect_uri: String,
    /// Where people come back to after sign-out. Latchkey derives it from the redirect URI unless the
    /// client names its own, so that is also what is taken here.
    pub post_logout_redirect_uri: Option<String>,
    /// The scopes to ask for, with spaces between them.
    pub scope: String,
}

impl Config {
    /// Where discovery is found (OpenID Connect Discovery §4.1).
    pub fn discovery_url(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer.trim_end_matches('/'))
    }

    /// Where the sign-out should end.
    pub fn after_sign_out(&self) -> &str {
        self.post_logout_redirect_uri.as_deref().unwrap_or(&self.redirect_uri)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn example() -> Config {
        serde_json::from_str(
            r#"{
                "issuer": "http://localhost:44367",
                "apiUrl": "http://localhost:44395",
                "clientId": "app_abc123def456",
                "redirectUri": "http://localhost:3000/callback",
                "scope": "openid profile offline_access"
            }"#,
        )
        .unwrap()
    }

    #[test]
    fn discovery_stands_below_the_issuer_with_or_without_a_slash() {
        let mut config = example();
        assert_eq!(config.discovery_url(), "http://localhost:44367/.well-known/openid-configuration");
        config.issuer.push('/');
        assert_eq!(config.discovery_url(), "http://localhost:44367/.well-known/openid-configuration");
    }

    #[test]
    fn sign_out_ends_at_the_redirect_uri_unless_another_place_is_named() {
        let mut config = example();
        assert_eq!(config.after_sign_out(), "http://localhost:3000/callback");
        config.post_logout_redirect_uri = Some("http://localhost:3000".to_owned());
        assert_eq!(config.after_sign_out(), "http://localhost:3000");
    }
}
