//! The wizard: its steps, its fields and what it ends with.

mod summary;
mod templates;

use domain::template::Template;

pub(crate) use summary::{app, service, token};
pub(crate) use templates::{COMPARED, COMPARISON, card};

/// The page.
pub(crate) const TITLE: &str = "Create API client";
/// The steps.
pub(crate) const STEPS: [&str; 3] = ["Template", "Details", "Review"];
/// On to the next step.
pub(crate) const CONTINUE: &str = "Continue";
/// To the step before.
pub(crate) const BACK: &str = "Back";
/// To the list.
pub(crate) const CANCEL: &str = "Cancel";
/// The button that makes the client (`contract.md`).
pub(crate) const CREATE: &str = "Create";

/// Above the templates.
pub(crate) const WHAT_FOR: &str = "What is it for?";
/// When none of them is chosen.
pub(crate) const CHOOSE_ONE: &str = "Choose one of these.";
/// Above the table of the templates.
pub(crate) const HOW_THEY_COMPARE: &str = "How they compare";

/// The template, where it is one line among others.
pub(crate) const TEMPLATE: &str = "Template";
/// The name, in the notice about a link.
pub(crate) const NAME: &str = "Name";
/// The field for what it is for.
pub(crate) const DESCRIPTION: &str = "Description";
/// Under it.
pub(crate) const DESCRIPTION_HINT: &str = "Optional: what it is for, and who to ask about it.";
/// The field for a token's end (`contract.md`).
pub(crate) const EXPIRATION: &str = "Token expiration";
/// Under it.
pub(crate) const EXPIRATION_HINT: &str = "The shorter, the less harm if it is lost.";
/// The same in the notice about a link.
pub(crate) const EXPIRES_IN: &str = "Expiration";
/// Beside the choice of no end.
pub(crate) const NEVER_NUDGE: &str =
    "A token that never expires works for whoever finds it, years from now. A new one is made in a minute.";
/// The field for the addresses (`contract.md`).
pub(crate) const REDIRECT_URLS: &str = "Redirect URLs";
/// Under it.
pub(crate) const REDIRECT_URLS_HINT: &str = "Where people come back to after signing in, one per line. HTTPS required for production; http is for localhost only.";
/// When the addresses say themselves what is wrong with them.
pub(crate) const MARKED_BELOW: &str = "Change what is marked below.";
/// The same where each address has a row.
pub(crate) const MARKED: &str = "Change what is marked.";

/// Above the summary.
pub(crate) const IS_THIS_RIGHT: &str = "Is this right?";

/// In the place of a secret (`contract.md`).
pub(crate) const READY: &str = "Your client is ready";
/// Why there is none.
pub(crate) const NO_SECRET: &str =
    "No secret needed: this app is a public client, and PKCE protects every sign-in.";
/// To the list.
pub(crate) const TO_CLIENTS: &str = "Go to API Clients";
/// To the page of the client.
pub(crate) const TO_CLIENT: &str = "See this client";
/// The id of the client.
pub(crate) const CLIENT_ID: &str = "Client ID";
/// How it gets its tokens.
pub(crate) const GRANT_TYPE: &str = "Grant type";
/// Where people come back to.
pub(crate) const REDIRECT_URIS: &str = "Redirect URIs";

/// An address that can't be used, one about which there is a doubt, and one that can.
pub(crate) const VERDICTS: [&str; 3] = ["Not allowed", "Allowed, with a doubt", "Allowed"];

/// Above the fields of a template.
pub(crate) const fn heading(template: Template) -> &'static str {
    match template {
        Template::PersonalAccessToken => "A personal access token",
        Template::BackendService => "A backend service",
        Template::WebMobileApp => "A web or mobile app",
        Template::WebServerApplication => "A web server application",
    }
}

/// Under the field for the name.
pub(crate) const fn name_hint(template: Template) -> &'static str {
    match template {
        Template::PersonalAccessToken => "What you will know it by, for example Local Development Testing.",
        Template::BackendService => "What you will know it by, for example Data Sync Service.",
        Template::WebMobileApp => "What people see when they sign in, for example React Dashboard.",
        Template::WebServerApplication => "What people see when they sign in, for example Customer Portal.",
    }
}

/// The button that takes the better choice.
pub(crate) fn use_instead(better: &str) -> String {
    format!("Use {better} instead")
}

/// An address that a link brought and that can't be used.
pub(crate) fn redirect_url(why: &str) -> String {
    format!("Redirect URL {why}")
}

/// When the client is made and its secret stored.
pub(crate) fn is_ready(name: &str) -> String {
    format!("{name} is ready.")
}

/// All verdicts in a sentence, to be said aloud.
pub(crate) fn verdicts(all: usize, refused: usize) -> String {
    match (all, refused) {
        (0, _) => String::new(),
        (1, 0) => "The address can be used.".to_owned(),
        (1, _) => "The address can't be used.".to_owned(),
        (all, 0) => format!("All {all} addresses can be used."),
        (all, refused) => format!("{refused} of {all} addresses can't be used."),
    }
}
