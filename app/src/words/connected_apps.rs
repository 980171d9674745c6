//! What the page of connected apps says.

#![expect(missing_docs, reason = "a name says where its words stand")]

use domain::connected_app::ConnectedApp;

pub const TITLE: &str = "Connected apps";
pub const LEAD: &str = "What you allowed apps to do for you. Revoke what you don't use any more.";
pub const REVOKED: &str = "Access is revoked. The app's tokens have stopped working.";
pub const NONE: &str = "No connected apps";
pub const NONE_TEXT: &str =
    "When you sign in to an app with this account and allow it something, it is listed here.";
pub const ABILITIES: &str = "It can";
pub const SINCE: &str = "Since";
pub const LAST_USED: &str = "Last used";
pub const NEVER: &str = "Never";
pub const REFRESH_TOKENS: &str = "Refresh tokens";
pub const REVOKE: &str = "Revoke access";
pub const KEEP: &str = "Keep access";
pub const ASKS_AGAIN: &str = "It has to ask you again before it can act for you.";
pub const STAYS: &str = "What it has done and copied so far stays as it is.";

/// The end of the name of a button that stands on every card.
pub fn of_app(app: &ConnectedApp) -> String {
    format!(" of {}", app.client_name)
}

/// The question before an app is shut out.
pub fn question(app: &ConnectedApp) -> String {
    format!("Revoke access of {}?", app.client_name)
}

/// Who made it; nothing where that is not known.
pub fn made_by(app: &ConnectedApp) -> String {
    if app.owner_name.is_empty() { String::new() } else { format!("Made by {}", app.owner_name) }
}

/// How many refresh tokens it holds.
pub fn tokens(number: u32) -> String {
    match number {
        0 => "None that work".to_owned(),
        1 => "1 that works".to_owned(),
        more => format!("{more} that work"),
    }
}

/// What stops when it is shut out.
pub fn stops(app: &ConnectedApp) -> String {
    match app.refresh_tokens {
        0 => "Every token that it holds for you stops working at once.".to_owned(),
        1 => "Its refresh token and every access token stop working at once.".to_owned(),
        more => format!("Its {more} refresh tokens and every access token stop working at once."),
    }
}
