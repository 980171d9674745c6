//! Editing a client: a dialog that says what will change, loses nothing that was typed, and overwrites nobody.

mod editing;
mod values;
mod field;
mod hidden;
mod form;
mod saving;
mod memory;
mod fields;
mod derived;
mod advanced;
mod documentation;
mod web_server;
mod changes;
mod stale;
mod dialog;
mod button;

pub(super) use button::EditButton;
pub(super) use dialog::{EditDialog, fetch_edit};
pub(super) use editing::Editing;
