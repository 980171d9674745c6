//! The page of one client: its tabs, and what they say.

use domain::client::{Client, SigningAlgorithm};
use domain::environment::Environment;
use domain::refresh::Policy;

use super::client::lifetime;

/// The way back to the list.
pub(crate) const BACK: &str = "All API clients";
/// What the tabs are, for who can't see them together.
pub(crate) const TABS: &str = "About this client";
/// The tab with what is looked for most.
pub(crate) const OVERVIEW: &str = "Overview";
/// The tab of the secrets.
pub(crate) const CREDENTIALS: &str = "Credentials";
/// The tab of what a client may do.
pub(crate) const ACCESS: &str = "Access";
/// The tab of what happened.
pub(crate) const ACTIVITY: &str = "Activity";
/// The tab of examples.
pub(crate) const DOCUMENTATION: &str = "Documentation";

/// Beside the hint of a secret.
pub(crate) const SHOWN_ONCE: &str = "A secret is shown once, when it is made, and can't be shown again.";
/// Beside the hint of a personal access token.
pub(crate) const TOKEN_SHOWN_ONCE: &str =
    "The token was shown once, when it was made, and can't be shown again.";
/// In the place of secrets that were all removed.
pub(crate) const NO_SECRETS: &str = "It has no secret, so it can't authenticate with one.";
/// A list that restricts nobody.
pub(crate) const ANY_ADDRESS: &str = "From any address";
/// A list that restricts nobody.
pub(crate) const ANYBODY: &str = "Everybody";

/// The names of what is told about a client.
pub(crate) mod fact {
    /// Template and type.
    pub(crate) const KIND: &str = "Type";
    /// How it gets its tokens.
    pub(crate) const GRANT_TYPES: &str = "Grant types";
    /// When a token ends.
    pub(crate) const EXPIRATION: &str = "Expiration";
    /// When it was made.
    pub(crate) const CREATED: &str = "Created";
    /// When it was last used.
    pub(crate) const LAST_USED: &str = "Last used";
    /// Where it runs.
    pub(crate) const ENVIRONMENT: &str = "Environment";
    /// What its owner says of it.
    pub(crate) const DESCRIPTION: &str = "Description";
    /// What it may do.
    pub(crate) const SCOPES: &str = "Scopes";
    /// What a request has to say.
    pub(crate) const REQUESTED_SCOPES: &str = "Requested scopes";
    /// Whether codes are bound to who asked for them.
    pub(crate) const PKCE: &str = "PKCE";
    /// Where people come back to.
    pub(crate) const REDIRECT_URLS: &str = "Redirect URLs";
    /// Where they are sent after they signed out.
    pub(crate) const AFTER_SIGN_OUT: &str = "After sign-out";
    /// The pages whose scripts may call the server.
    pub(crate) const ORIGINS: &str = "Allowed origins";
    /// The address that is told of it.
    pub(crate) const TOLD_OF_SIGN_OUT: &str = "Told of sign-out";
    /// What proves them.
    pub(crate) const ID_TOKENS: &str = "ID tokens";
    /// Whether a sign-in outlives the browser.
    pub(crate) const PERSISTENT_SSO: &str = "Persistent SSO";
    /// How long they last.
    pub(crate) const ACCESS_TOKENS: &str = "Access tokens";
    /// How long they last.
    pub(crate) const REFRESH_TOKENS: &str = "Refresh tokens";
    /// People with which roles.
    pub(crate) const ACTS_FOR: &str = "Acts for";
    /// From which addresses.
    pub(crate) const REQUESTS_COME: &str = "Requests come";
    /// What its tokens say besides.
    pub(crate) const CLAIMS: &str = "Claims";
    /// By which it can prove who it is.
    pub(crate) const KEYS: &str = "Keys";
}

/// Where a client runs.
pub(crate) const fn environment(environment: Environment) -> &'static str {
    match environment {
        Environment::Development => "Development",
        Environment::Staging => "Staging",
        Environment::Production => "Production",
    }
}

/// A hint where a name doesn't show in which environment its client runs (R105).
pub(crate) fn name_hint(client: &Client) -> Option<String> {
    let end = client.environment?.name_end();
    (!client.client_name.to_lowercase().ends_with(end)).then(|| {
        format!("Clients of several environments are told apart best when the name ends with {end}.")
    })
}

/// What a text that an owner wrote down is about, by its name in JSON.
pub(crate) fn note(name: &str) -> &'static str {
    match name {
        "purpose" => "Purpose",
        "owner" => "Owner",
        "deploymentLocations" => "Deployed at",
        "contact" => "Contact",
        "dependencies" => "Dependencies",
        "rotationSchedule" => "Rotation schedule",
        _ => "Note",
    }
}

/// Whether codes are bound to who asked for them (RFC 7636).
pub(crate) const fn pkce(required: bool) -> &'static str {
    if required { "Required, with S256" } else { "Accepted, not required" }
}

/// What a request without scopes gets.
pub(crate) const fn requested_scopes(required: bool) -> &'static str {
    if required {
        "Each request has to name the scopes it wants"
    } else {
        "A request that names no scopes gets all of them"
    }
}

/// Whether a sign-in lasts beyond the browser's window.
pub(crate) const fn persistent_sso(on: bool) -> &'static str {
    if on { "Sign-in is kept when the browser is closed" } else { "Sign-in ends with the browser" }
}

/// What proves that an ID token is the server's.
pub(crate) fn signed_with(algorithm: SigningAlgorithm) -> String {
    format!("Signed with {}", algorithm.as_str())
}

/// How long a credential lasts.
pub(crate) fn valid_for(seconds: u64) -> String {
    format!("Valid for {}", lifetime(seconds))
}

/// The claims of a refreshed access token.
pub(crate) const fn claims_on_refresh(of_now: bool) -> &'static str {
    if of_now {
        "A refreshed access token carries the claims of that moment"
    } else {
        "A refreshed access token carries the claims of the first one"
    }
}

/// How long refresh tokens last, and what using one does.
pub(crate) fn refresh_tokens(policy: &Policy) -> Vec<String> {
    let start = if policy.sliding { "after its last use" } else { "after sign-in" };
    let end = policy.absolute.map(|seconds| format!("Ends for good {} after sign-in", lifetime(seconds)));
    let rotation = if policy.rotates {
        "Each use gives a new one and ends the old"
    } else {
        "The same one is used again and again"
    };
    [Some(format!("Valid for {} {start}", lifetime(policy.lifetime))), end, Some(rotation.to_owned())]
        .into_iter()
        .flatten()
        .collect()
}

/// With how many public keys a client can prove who it is (RFC 7523).
pub(crate) fn keys(count: usize) -> String {
    match count {
        1 => "1 public key, for assertions that it signs".to_owned(),
        _ => format!("{count} public keys, for assertions that it signs"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refresh_tokens_say_when_they_end_and_what_using_one_does() {
        let day = 86_400;
        let sliding = Policy { rotates: true, sliding: true, lifetime: 30 * day, absolute: Some(180 * day) };
        assert_eq!(
            refresh_tokens(&sliding),
            [
                "Valid for 30 days after its last use",
                "Ends for good 180 days after sign-in",
                "Each use gives a new one and ends the old"
            ]
        );
        let fixed = Policy { rotates: false, sliding: false, lifetime: 3600, absolute: None };
        assert_eq!(
            refresh_tokens(&fixed),
            ["Valid for 1 hour after sign-in", "The same one is used again and again"]
        );
    }
}
