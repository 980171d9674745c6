//! The draft's place in the tab: it survives a reload and a sign-in on the way, and ends with the tab.

use leptos::prelude::window;
use web_sys::Storage;

use super::draft::Draft;
use crate::json::read;

const KEY: &str = "latchkey.new-client";

/// Keeps a draft; an empty one is forgotten. Where the browser keeps nothing, the draft lives as long as the page.
pub(super) fn keep(draft: &Draft) {
    let Some(storage) = storage() else { return };
    match serde_json::to_string(draft) {
        Ok(text) if !draft.is_empty() => drop(storage.set_item(KEY, &text)),
        _ => forget(),
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
