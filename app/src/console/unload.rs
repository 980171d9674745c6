//! The warning before a page is left that shows something for the last time.

use leptos::ev;
use leptos::prelude::*;

/// While `wanted`, the browser asks before the page is closed, reloaded or left.
pub(crate) fn warn_before_leaving(wanted: impl Fn() -> bool + Copy + Send + Sync + 'static) {
    Effect::new(move || {
        let listening = window_event_listener(ev::beforeunload, move |event| {
            if untrack(wanted) {
                event.prevent_default();
                // Older browsers ask only when there is an answer.
                event.set_return_value("unsaved");
            }
        });
        on_cleanup(move || listening.remove());
    });
}
