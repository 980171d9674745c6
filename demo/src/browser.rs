//! The browser's own things: the address bar, the clock, the dice.

use leptos::prelude::{document, location, window};
use wasm_bindgen::JsValue;
use web_sys::js_sys::Date;

use crate::oidc::authorize::DRAWN_LENGTH;
use crate::oidc::callback;

/// Removes the note that is shown until the app runs.
pub fn clear_waiting_note() {
    if let Some(note) = document().get_element_by_id("waiting") {
        note.remove();
    }
}

/// Milliseconds since 1970, by this device's clock.
pub fn now() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "a float holds whole milliseconds for 285,000 years")]
    let now = Date::now() as i64;
    now
}

/// One value that nobody can guess, in the alphabet of RFC 7636 §4.1.
pub fn dice() -> String {
    pkce::code_verifier(DRAWN_LENGTH).into_iter().map(char::from).collect()
}

/// Takes an authorization response out of the address bar, if one is there.
///
/// It is removed at once, before anything is asked of anybody, so that it stays neither in the history nor
/// in a copied address (RFC 9700 §4.3.2).
pub fn take_answer() -> Option<String> {
    let search = location().search().ok()?;
    let query = search.strip_prefix('?').unwrap_or(&search);
    if !callback::is_answer(query) {
        return None;
    }
    if let Ok(history) = window().history() {
        // A browser that refuses shows a spent code in its address bar, which is not nice and does no harm.
        let _shown = history.replace_state_with_url(&JsValue::NULL, "", Some("/"));
    }
    Some(query.to_owned())
}

/// Leaves this page. `false` if the browser does not want to.
pub fn go(url: &str) -> bool {
    location().assign(url).is_ok()
}
