//! The words of the form of a Web Server Application, and of what it leads to.

mod summary;

use domain::client::Client;
use domain::template::Template;
use oauth::grant_type::GrantType;

pub(crate) use summary::sentences;

/// The group of the grant types.
pub(crate) const GRANT_TYPES: &str = "Grant types";
/// Under the name of the group.
pub(crate) const GRANT_TYPES_HINT: &str = "How the application comes by its tokens.";
/// The group of the redirect URLs.
pub(crate) const REDIRECT_URLS: &str = "Redirect URLs";
/// The name of their rows.
pub(crate) const REDIRECT_URL: &str = "Redirect URL";
/// Under the name of the group.
pub(crate) const REDIRECT_URL_HINT: &str =
    "Where people come back to after signing in. Several lines can be pasted at once.";
/// Adds a row.
pub(crate) const ADD_URL: &str = "Add URL";
/// The group of everything that the client may ask for.
pub(crate) const ALLOWED_SCOPES: &str = "Allowed scopes";
/// Under the name of the group.
pub(crate) const ALLOWED_SCOPES_HINT: &str = "What it may do on behalf of people, and what it may see.";
/// The group of the OpenID Connect scopes.
pub(crate) const OPENID: &str = "OpenID Connect";
/// The scope `openid`.
pub(crate) const ID_TOKEN: &str = "ID Token";
/// What it is for.
pub(crate) const ID_TOKEN_HINT: &str = "People can sign in to the application with OpenID Connect.";
/// The scopes `profile` and `email`.
pub(crate) const BASIC: &str = "Basic User Information";
/// What they are for.
pub(crate) const BASIC_HINT: &str =
    "E-mail address, first name and last name, through UserInfo. Needs ID Token, and chooses it.";
/// Whether a sign-in outlives the browser.
pub(crate) const PERSISTENT_SSO: &str = "Persistent SSO";
/// What it means.
pub(crate) const PERSISTENT_SSO_HINT: &str =
    "People stay signed in for 30 days, also after they close the browser. For trusted mobile apps.";
/// The group of the roles.
pub(crate) const ROLES: &str = "User roles";
/// Under the name of the group.
pub(crate) const ROLES_HINT: &str =
    "It acts only for people with one of these roles. With none chosen, for everybody.";
/// The group of the scope picker.
pub(crate) const API_SCOPES: &str = "API and other scopes";
/// The field of the addresses.
pub(crate) const ADDRESSES: &str = "Allowed IP addresses";
/// Under its name.
pub(crate) const ADDRESSES_HINT: &str = "From where its requests may come, separated by commas: IPv4, IPv6, or networks such as 203.0.113.0/24. Leave it blank to allow all.";
/// When one of the addresses is everywhere.
pub(crate) const EVERYWHERE: &str =
    "This list holds a network that is the whole internet: every address is allowed.";
/// The field of the days.
pub(crate) const REFRESH_DAYS: &str = "Refresh token lifetime (days)";
/// Under its name, while it can be changed.
pub(crate) const REFRESH_DAYS_HINT: &str =
    "30 unless you change it. Choose Refresh Token above to change it.";
/// The policy that is always on (R139).
pub(crate) const SCOPES_POLICY: &str = "Every request has to name the scopes it needs: one that names none is refused. This is so for all new clients.";
/// The tick by which a client of before comes to it (R140).
pub(crate) const ENFORCE: &str = "Require API clients to request scopes";
/// What it means.
pub(crate) const ENFORCE_HINT: &str = "A request that names no scopes gets all of them so far. With this on it is refused. Once it is saved, it can't be switched off again.";
/// Why not the grant type Password.
pub(crate) const PASSWORD_NUDGE: &str = "With Password, people type their password into the application itself, which sees it. With Authorization Code they type it here only.";
/// The way out of it.
pub(crate) const PASSWORD_SWITCH: &str = "Use Authorization Code instead";
/// The public half of the credentials, as these clients call it.
pub(crate) const CONSUMER_KEY: &str = "Consumer Key";
/// The secret half.
pub(crate) const CONSUMER_SECRET: &str = "Consumer Secret";
/// Under the secret half where only its end is known.
pub(crate) const SECRET_HINT: &str =
    "It was shown once, when it was made. If it is lost, regenerate it from the client's menu.";
/// In the place of a secret half that is not there.
pub(crate) const NO_SECRET: &str = "None";

/// The name of a row.
pub(crate) fn redirect_url(place: usize) -> String {
    match place {
        0 => REDIRECT_URL.to_owned(),
        _ => format!("{REDIRECT_URL} {}", place + 1),
    }
}

/// The button that takes a row away.
pub(crate) fn remove_url(place: usize) -> String {
    format!("Remove URL {}", place + 1)
}

/// The name of a grant type in the form, and what it is for.
pub(crate) const fn grant_type(grant: GrantType) -> (&'static str, &'static str) {
    match grant {
        GrantType::AuthorizationCode => (
            "Authorization Code",
            "People sign in here and come back with a code, which the server exchanges with its secret. The most common choice.",
        ),
        GrantType::Password => {
            ("Password", "For trusted applications: they ask people for their password and hand it on.")
        }
        GrantType::RefreshToken => {
            ("Refresh Token", "New access tokens at any time, without another sign-in.")
        }
        GrantType::ClientCredentials => ("Client Credentials", "The application acts as itself."),
        GrantType::DeviceCode => ("Device Authorization", "For devices without a browser."),
        GrantType::TokenExchange => ("Token Exchange", "For tokens that were exchanged for others."),
    }
}

/// A role with a capital letter at its beginning.
pub(crate) fn role(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What the id of a client is called beside its secret.
pub(crate) fn key_label(client: &Client) -> &'static str {
    if is_made_by_template(client) { CONSUMER_KEY } else { "Client ID" }
}

/// What the secret of a client is called.
pub(crate) fn secret_label(client: &Client) -> &'static str {
    if is_made_by_template(client) { CONSUMER_SECRET } else { "Client Secret" }
}

fn is_made_by_template(client: &Client) -> bool {
    client.template == Some(Template::WebServerApplication)
}
