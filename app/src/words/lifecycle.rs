//! Switching a client off and on, revoking and deleting it: what stops and when, before it happens; what happened, after.

use domain::client::{Client, Status};
use domain::refusal::{Refusal, RefusalCode};

use super::client::{is_token, lifetime, status};
use super::moments::relative;

/// The act that can be taken back.
pub(crate) const DEACTIVATE: &str = "Deactivate";
/// It is taken back.
pub(crate) const ACTIVATE: &str = "Activate";
/// The act that removes a client, in menus and headings.
pub(crate) const DELETE: &str = "Delete";
/// The button that removes a client.
pub(crate) const DELETE_CLIENT: &str = "Delete client";
/// The way out of a question.
pub(crate) const CANCEL: &str = "Cancel";
/// The field of what can't be undone.
pub(crate) const TYPE_NAME: &str = "Type the client's name to confirm";
/// Before the name that has to be typed.
pub(crate) const NAME_IS: &str = "The name is";
/// Before an active client is deleted: there is a way that can be taken back.
pub(crate) const STILL_ACTIVE: &str =
    "It is still active. Deactivate it first if you want to see what stops: that can be taken back.";
/// The title over what breaks.
pub(crate) const FOR_EVER: &str = "This can't be undone";
/// The part of a client's page where it is stopped.
pub(crate) const END_OF_LIFE: &str = "Stop or remove this client";

/// Before the lines of a question that can be taken back.
pub(crate) const NOTHING_IS_DELETED: &str =
    "Nothing is deleted. You can activate it again at any time; until then:";

/// What deactivating is good for, in a sentence.
pub(crate) const DEACTIVATE_TEXT: &str =
    "It stops working within a second and frees a place. You can activate it again.";
/// What activating does.
pub(crate) const ACTIVATE_TEXT: &str =
    "It works again at once, with the credentials that it has, and takes a place.";
/// What deleting is good for.
pub(crate) const DELETE_TEXT: &str =
    "It goes with its secrets, tokens and consents. Only the audit trail stays.";

/// The act that ends a client and keeps its row, so that its id is never given again.
pub(crate) const REVOKE: &str = "Revoke for good";
/// What revoking is good for.
pub(crate) const REVOKE_TEXT: &str =
    "It never works again, and nobody gets its id. It stays in the list, to be looked at; its name is free.";
/// What is left to say of a client that was revoked.
pub(crate) const REVOKED_TEXT: &str =
    "It was revoked for good. Its name is free; its id is given to nobody, also after it is deleted.";
/// What deleting is good for when nothing works any more.
pub(crate) const DELETE_REVOKED_TEXT: &str = "It leaves the list. Only the audit trail stays.";
/// The part of a client's page where it can only be removed.
pub(crate) const AFTER_LIFE: &str = "Remove this client";
/// What is lost when a client is deleted that was revoked.
const LEAVES_THE_LIST: &str =
    "It leaves the list. Its activity is kept; nothing else changes, since it stopped working before.";

/// The title of a question.
pub(crate) fn question(act: &str, name: &str) -> String {
    if act == REVOKE { format!("Revoke {name} for good?") } else { format!("{act} {name}?") }
}

/// What stops when a client is switched off or revoked, and how soon.
pub(crate) fn what_stops(client: &Client) -> Vec<String> {
    if is_token(client) {
        return vec!["The token stops working within a second, wherever it is used.".to_owned()];
    }
    let mut lines = vec!["It gets no new tokens, from this moment on.".to_owned()];
    if !client.redirect_uris.is_empty() {
        lines.push("Nobody can sign in through it.".to_owned());
    }
    lines.push("Access tokens that it already has stop working too, within a second.".to_owned());
    if let Some(seconds) = client.access_token_lifetime {
        lines.push(format!(
            "An API of your own that never asks this server accepts them until they expire: {} at most.",
            lifetime(seconds)
        ));
    }
    lines
}

/// What ends when a client is revoked for good.
pub(crate) fn what_ends(client: &Client) -> Vec<String> {
    let mut lines = what_stops(client);
    lines.push("It can't be activated again, and its id is never given to another client.".to_owned());
    lines
}

/// What breaks when a client is deleted.
pub(crate) fn what_breaks(client: &Client, now_ms: i64) -> Vec<String> {
    if client.status == Status::Revoked {
        return vec![LEAVES_THE_LIST.to_owned(), last_use(client, now_ms)];
    }
    let stops = match (is_token(client), client.redirect_uris.is_empty()) {
        (true, _) => "The token stops working within a second, and can't be brought back.",
        (false, true) => "Its secret and all its tokens stop working within a second.",
        (false, false) => {
            "Nobody can sign in through it any more, and all its tokens stop working within a second."
        }
    };
    let active = (client.status == Status::Active).then(|| STILL_ACTIVE.to_owned());
    [Some(stops.to_owned()), active, Some(last_use(client, now_ms))].into_iter().flatten().collect()
}

/// When a client was last used, as a sentence.
pub(crate) fn last_use(client: &Client, now_ms: i64) -> String {
    match client.last_used_at {
        Some(used) => format!("It was last used {}.", relative(now_ms, used.timestamp_millis())),
        None => "It was never used.".to_owned(),
    }
}

/// A client has another status.
pub(crate) fn switched(name: &str, to: Status) -> String {
    match to {
        Status::Active => format!("{name} is active again."),
        Status::Inactive => format!("{name} is deactivated."),
        Status::Revoked => format!("{name} is revoked for good."),
    }
}

/// A client is gone.
pub(crate) fn deleted(name: &str) -> String {
    format!("{name} is deleted.")
}

/// A refusal of a change that was shown already: first how it is, then why.
pub(crate) fn still(name: &str, is: Status, refusal: Refusal) -> Refusal {
    if refusal.code == RefusalCode::NotSignedIn {
        return refusal;
    }
    let message = format!("{name} is still {}. {}", status(is).to_lowercase(), refusal.message);
    Refusal { message, ..refusal }
}

#[cfg(test)]
mod tests {
    use domain::limits::Limits;
    use domain::template::TokenExpiration;

    use super::*;
    use crate::console::sample;

    // Shows R093.
    #[test]
    fn it_is_said_what_stops_and_how_soon() {
        for client in [sample::app(), sample::service(), sample::token(TokenExpiration::Never)] {
            let lines = what_stops(&client).join(" ");
            assert!(lines.contains("within a second"), "{lines}");
        }
        assert!(what_stops(&sample::app()).join(" ").contains("1 hour at most"));
    }

    // Shows R094.
    #[test]
    fn it_is_said_when_the_client_was_last_used() {
        let now = sample::now();
        let never = what_breaks(&sample::service(), now.timestamp_millis());
        assert_eq!(never.last().unwrap(), "It was never used.");
        assert!(never.contains(&STILL_ACTIVE.to_owned()));
        let off = Client { status: Status::Inactive, ..sample::service() };
        assert!(!what_breaks(&off, now.timestamp_millis()).contains(&STILL_ACTIVE.to_owned()));
        let revoked = Client { status: Status::Revoked, ..sample::service() };
        let lines = what_breaks(&revoked, now.timestamp_millis()).join(" ");
        assert!(lines.starts_with(LEAVES_THE_LIST) && lines.ends_with("never used."), "{lines}");
        let used = Client { last_used_at: Some(now - chrono::Duration::minutes(3)), ..sample::service() };
        assert_eq!(
            what_breaks(&used, now.timestamp_millis()).last().unwrap(),
            "It was last used 3 minutes ago."
        );
    }

    #[test]
    fn a_change_that_is_taken_back_says_how_it_is_and_why() {
        let refusal = Refusal::limit_reached(Limits::default());
        let words = still("Night import", Status::Inactive, refusal).message;
        assert!(words.starts_with("Night import is still inactive. You have 10 active clients"), "{words}");
        assert_eq!(still("Night import", Status::Active, Refusal::not_signed_in()), Refusal::not_signed_in());
    }
}
