//! The way onto the clipboard, and around it where the browser keeps it closed.

use leptos::prelude::{document, window};
use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlTextAreaElement};

/// The browser let nothing onto the clipboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct NotCopied;

/// Puts a text onto the clipboard.
///
/// Outside a secure context `navigator.clipboard` does not exist, and elsewhere a person may have forbidden it;
/// then the old copy command is tried.
pub(crate) async fn put(text: &str) -> Result<(), NotCopied> {
    let window = window();
    if window.is_secure_context() {
        let clipboard = window.navigator().clipboard();
        if !clipboard.is_undefined() && JsFuture::from(clipboard.write_text(text)).await.is_ok() {
            return Ok(());
        }
    }
    put_by_command(text).ok_or(NotCopied)
}

/// Selects the text in a field that nobody sees, and copies the selection.
fn put_by_command(text: &str) -> Option<()> {
    let document = document().dyn_into::<HtmlDocument>().ok()?;
    // The field stands beside the pressed button: everything outside an open dialog can't be selected.
    let button = document.active_element()?;
    let place = button.parent_element()?;
    let area = document.create_element("textarea").ok()?.dyn_into::<HtmlTextAreaElement>().ok()?;
    area.set_class_name("visually-hidden");
    area.set_value(text);
    place.append_child(&area).ok()?;
    area.select();
    let copied = document.exec_command("copy").unwrap_or(false);
    area.remove();
    if let Ok(button) = button.dyn_into::<web_sys::HtmlElement>() {
        // Focus is a courtesy here: the text is on the clipboard whether or not it comes back.
        let _ = button.focus();
    }
    copied.then_some(())
}
