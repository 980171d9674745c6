//! Ready-to-paste usage of a client: the examples of the product's documents, filled in.

use oauth::form::Form;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

use crate::client::{Client, Issued};
use crate::template::Template;

/// A text to copy, and what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// What it does.
    pub title: &'static str,
    /// The text.
    pub text: String,
}

/// The addresses that the examples point at.
#[derive(Debug, Clone, Copy)]
pub struct Servers<'a> {
    /// The identity listener's public URL.
    pub identity: &'a str,
    /// The API listener's public URL.
    pub api: &'a str,
}

/// The examples for a client, with its credentials where they are known.
#[must_use]
pub fn examples(client: &Client, issued: Option<&Issued>, servers: Servers<'_>) -> Vec<Example> {
    let secret = issued.and_then(|issued| issued.client_secret.as_deref()).unwrap_or("YOUR_CLIENT_SECRET");
    match client.template {
        Some(Template::PersonalAccessToken) => {
            let token = issued.and_then(|issued| issued.personal_access_token.as_deref());
            vec![bearer(token.unwrap_or("YOUR_TOKEN"), servers)]
        }
        _ if client.grant_types.contains(&GrantType::AuthorizationCode) => vec![authorize(client, servers)],
        _ if client.grant_types.contains(&GrantType::DeviceCode) => vec![device(client, servers)],
        _ => by_secret(client, secret, servers),
    }
}

/// One example for each grant type by which a client comes to tokens without a browser.
fn by_secret(client: &Client, secret: &str, servers: Servers<'_>) -> Vec<Example> {
    let may = |grant: GrantType| client.grant_types.contains(&grant);
    let scope = Form::encode([("scope", &*impersonal(&client.scopes).to_string())]);
    [
        may(GrantType::ClientCredentials).then(|| client_credentials(client, secret, &scope, servers)),
        may(GrantType::Password).then(|| password(client, secret, &scope, servers)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The scopes that mean something also where nobody signs in: those that are not about a person.
pub(crate) fn impersonal(scopes: &Scopes) -> Scopes {
    scopes.without(&["openid", "profile", "email", "address", "phone", "role", "offline_access"])
}

fn bearer(token: &str, servers: Servers<'_>) -> Example {
    let text = format!("curl -H \"Authorization: Bearer {token}\" \\\n{}/odata/Projects", servers.api);
    Example { title: "Call the API with your token", text }
}

fn client_credentials(client: &Client, secret: &str, scope: &str, servers: Servers<'_>) -> Example {
    let text = format!(
        "curl {}/connect/token \\\n  -d grant_type=client_credentials \\\n  -d client_id={} \\\n  -d client_secret={secret} \\\n  -d {scope}",
        servers.identity, client.client_id
    );
    Example { title: "Get an access token for the service itself", text }
}

fn password(client: &Client, secret: &str, scope: &str, servers: Servers<'_>) -> Example {
    let text = format!(
        "POST {}/connect/token\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=password\n&username=USER_EMAIL\n&password=USER_PASSWORD\n&client_id={}\n&client_secret={secret}\n&{scope}",
        servers.identity, client.client_id
    );
    Example { title: "Legacy: act as a user, with the user's password", text }
}

fn device(client: &Client, servers: Servers<'_>) -> Example {
    let text = format!(
        "curl {}/connect/deviceauthorization \\\n  -d client_id={} \\\n  --data-urlencode \"scope={}\"",
        servers.identity, client.client_id, client.scopes
    );
    Example { title: "Get a code for people to type on their phone (device authorization)", text }
}

fn authorize(client: &Client, servers: Servers<'_>) -> Example {
    let redirect_uri = client.redirect_uris.first().map_or("YOUR_REDIRECT_URI", String::as_str);
    let query = Form::encode([
        ("response_type", "code"),
        ("client_id", client.client_id.as_str()),
        ("redirect_uri", redirect_uri),
        ("scope", &client.scopes.to_string()),
        ("state", "RANDOM_STATE"),
        ("code_challenge", "BASE64URL_SHA256_OF_VERIFIER"),
        ("code_challenge_method", "S256"),
    ]);
    let text = format!("{}/connect/authorize?{query}", servers.identity);
    Example { title: "Send people here to sign in (Authorization Code + PKCE)", text }
}
