//! The draft's place in the tab: it outlives a reload and a sign-in on the way, and ends with the tab.

use domain::client_id::ClientId;
use leptos::prelude::window;
use serde::{Deserialize, Serialize};
use web_sys::Storage;

use super::form::{AllTyped, Base};
use crate::json::read;

const KEY: &str = "latchkey.edit-client";

/// Changes that are not saved yet. None of a client's members is a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Draft {
    /// Whose they are, by the e-mail address that signs in.
    pub(super) owner: String,
    /// The page on which the dialog was open.
    pub(super) place: String,
    /// The client.
    pub(super) client_id: ClientId,
    /// What the client was.
    pub(super) base: Base,
    /// What was typed.
    pub(super) typed: AllTyped,
}

/// Keeps a draft. Where the browser keeps nothing, it lives as long as the page.
pub(super) fn keep(draft: &Draft) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(draft)) {
        // A full storage keeps what it had.
        drop(storage.set_item(KEY, &text));
    }
}

/// The draft that this person left in this tab.
pub(super) fn recall(owner: &str) -> Option<Draft> {
    let text = storage()?.get_item(KEY).ok().flatten()?;
    read(&text).ok().filter(|draft: &Draft| draft.owner == owner)
}

/// Forgets the draft.
pub(super) fn forget() {
    if let Some(storage) = storage() {
        drop(storage.remove_item(KEY));
    }
}

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}
