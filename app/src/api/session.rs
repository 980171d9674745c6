//! What the console asks about the session itself.

use leptos::prelude::*;

use super::{ConsoleJson, Refused};

/// Whoever is signed in: shows by the password that it is still them. The answer brings the session's new cookie.
#[server(name = ConfirmSession, prefix = "/api/console", endpoint = "session/confirm", protocol = ConsoleJson)]
pub async fn confirm_session(
    /// The password, exactly as it was typed.
    password: String,
) -> Result<(), Refused> {
    let visit = crate::door::visit()?;
    crate::door::renewed(identity::sessions::confirm(&visit, &password).await)
}

/// Whoever is signed in: by which e-mail address. A page that was left open asks, to see whether it is still theirs.
#[server(name = WhoIsThere, prefix = "/api/console", endpoint = "session/who", protocol = ConsoleJson)]
pub async fn who_is_there() -> Result<String, Refused> {
    let visit = crate::door::visit()?;
    crate::door::answer(visit.signed_in().map(|person| person.email.clone()))
}
