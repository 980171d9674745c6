//! A client's first call in the languages of the people who make clients: ready to run, with the client's own values.
//!
//! A secret is never among them. Every text reads it from the environment (R087), under the names that the text for `.env`
//! lists. The server prints these texts; the browser only shows them.

mod curl;
mod dotnet;
mod dotenv;
mod node;
mod python;
mod rust;

use oauth::form::Form;
use oauth::grant_type::GrantType;
use serde::{Deserialize, Serialize};

use crate::client::{Client, ClientType};
use crate::template::Template;
use crate::usage::{Servers, impersonal};

/// What a person is asked for after signing in.
const PASTE: &str = "Paste the address you were sent to: ";

/// A text in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// The language or tool, as people call it.
    pub language: String,
    /// The text, line breaks and all.
    pub text: String,
}

/// How a client comes to its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// It is one.
    Token,
    /// By its own credentials (RFC 6749 §4.4).
    Service,
    /// By the user name and the password of a person (RFC 6749 §4.3).
    Password,
    /// Somebody signs in: a code and PKCE (RFC 6749 §4.1, RFC 7636).
    SignIn,
}

/// What all the texts are made of.
struct Call<'a> {
    way: Way,
    servers: Servers<'a>,
    client_id: &'a str,
    redirect_uri: &'a str,
    scope: String,
    has_secret: bool,
}

/// What stands in no text: it is read from the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// A personal access token.
    Token,
    /// The client's secret.
    Secret,
    /// The user name of a person.
    Username,
    /// The password of that person.
    Password,
}

/// A value of the token request.
enum Value<'a> {
    /// Known here.
    Text(&'a str),
    /// Out of the environment.
    Held(Held),
    /// The code that the person brought back.
    Code,
    /// The verifier that the text has drawn.
    Verifier,
}

/// The texts for a client, one a language; none for a client that comes to its tokens in another way.
#[must_use]
pub fn snippets(client: &Client, servers: Servers<'_>) -> Vec<Snippet> {
    let Some(call) = Call::of(client, servers) else {
        return Vec::new();
    };
    let texts = [
        ("curl", curl::text(&call)),
        ("Node.js", node::text(&call)),
        ("Python", python::text(&call)),
        (".NET", dotnet::text(&call)),
        ("Rust", rust::text(&call)),
        (".env", dotenv::text(&call)),
    ];
    texts.into_iter().map(|(language, text)| Snippet { language: language.into(), text }).collect()
}

impl<'a> Call<'a> {
    fn of(client: &'a Client, servers: Servers<'a>) -> Option<Self> {
        let may = |grant: GrantType| client.grant_types.contains(&grant);
        let way = match client.template {
            Some(Template::PersonalAccessToken) => Way::Token,
            _ if may(GrantType::AuthorizationCode) => Way::SignIn,
            _ if may(GrantType::ClientCredentials) => Way::Service,
            _ if may(GrantType::Password) => Way::Password,
            _ => return None,
        };
        let scope = if way == Way::SignIn { client.scopes.clone() } else { impersonal(&client.scopes) };
        Some(Self {
            way,
            servers,
            client_id: client.client_id.as_str(),
            redirect_uri: client.redirect_uris.first().map_or("YOUR_REDIRECT_URI", String::as_str),
            scope: scope.to_string(),
            has_secret: client.client_type == ClientType::Confidential,
        })
    }

    fn token_endpoint(&self) -> String {
        format!("{}/connect/token", self.servers.identity)
    }

    /// The collection that every text reads.
    fn projects(&self) -> String {
        format!("{}/odata/Projects", self.servers.api)
    }

    /// The fields of the token request, in the order of the RFC.
    fn fields(&self) -> Vec<(&'static str, Value<'_>)> {
        let (grant, rest) = match self.way {
            Way::SignIn => (
                "authorization_code",
                vec![
                    ("code", Value::Code),
                    ("redirect_uri", Value::Text(self.redirect_uri)),
                    ("code_verifier", Value::Verifier),
                ],
            ),
            Way::Service | Way::Token => ("client_credentials", vec![("scope", Value::Text(&self.scope))]),
            Way::Password => (
                "password",
                vec![
                    ("username", Value::Held(Held::Username)),
                    ("password", Value::Held(Held::Password)),
                    ("scope", Value::Text(&self.scope)),
                ],
            ),
        };
        let mut fields = vec![("grant_type", Value::Text(grant)), ("client_id", Value::Text(self.client_id))];
        if self.has_secret {
            fields.push(("client_secret", Value::Held(Held::Secret)));
        }
        fields.extend(rest);
        fields
    }

    /// What the texts read from the environment, in the order of the token request.
    fn held(&self) -> Vec<Held> {
        if self.way == Way::Token {
            return vec![Held::Token];
        }
        let held = |(_, value)| if let Value::Held(held) = value { Some(held) } else { None };
        self.fields().into_iter().filter_map(held).collect()
    }

    /// Where people sign in, without what is new each time: the challenge and `state`.
    fn authorize(&self) -> String {
        let query = Form::encode([
            ("response_type", "code"),
            ("client_id", self.client_id),
            ("redirect_uri", self.redirect_uri),
            ("scope", &self.scope),
            ("code_challenge_method", "S256"),
        ]);
        format!("{}/connect/authorize?{query}", self.servers.identity)
    }
}

impl Held {
    /// Its name in the environment.
    const fn variable(self) -> &'static str {
        match self {
            Self::Token => "EXEPRON_TOKEN",
            Self::Secret => "EXEPRON_CLIENT_SECRET",
            Self::Username => "EXEPRON_USERNAME",
            Self::Password => "EXEPRON_PASSWORD",
        }
    }

    /// Its name below `Exepron` in the configuration of .NET.
    const fn dotnet(self) -> &'static str {
        match self {
            Self::Token => "Token",
            Self::Secret => "ClientSecret",
            Self::Username => "Username",
            Self::Password => "Password",
        }
    }
}

/// A string as JavaScript, Python, C# and Rust all read it: JSON without control characters, which no value here has.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

#[cfg(test)]
mod tests;
