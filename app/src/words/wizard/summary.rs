//! What a client will be able to do, in one plain sentence after another.

use domain::template::{REFRESH_TOKEN_LIFETIME, TokenExpiration};

use crate::words::client::lifetime;

/// A personal access token.
pub(crate) fn token(abilities: &str, expiration: TokenExpiration) -> Vec<String> {
    let end = match expiration.lifetime() {
        Some(seconds) => format!("It stops working after {}.", lifetime(seconds)),
        None => "It works until you deactivate or delete it.".to_owned(),
    };
    vec![
        format!("Whoever holds this token can {abilities}, as you."),
        end,
        "It is shown once, when it is created.".to_owned(),
    ]
}

/// A backend service.
pub(crate) fn service(abilities: &str) -> Vec<String> {
    vec![
        format!("This service can {abilities}: as itself, or as a user whose password it is given."),
        "Each access token lasts an hour; the service asks for the next one with its secret.".to_owned(),
        "The secret is shown once, when it is created.".to_owned(),
    ]
}

/// An app, with what it learns of people and how many addresses they may come back to.
pub(crate) fn app(abilities: &str, learns: &str, addresses: usize) -> Vec<String> {
    let back = match addresses {
        1 => "After signing in, people come back to one address and to no other.".to_owned(),
        many => format!("After signing in, people come back to one of {many} addresses and to no other."),
    };
    vec![
        format!(
            "This app can {abilities}, as the person who signed in and agreed, and stay signed in for {}.",
            lifetime(REFRESH_TOKEN_LIFETIME)
        ),
        format!("It learns {learns}."),
        back,
        "It needs no secret: PKCE protects every sign-in.".to_owned(),
    ]
}
