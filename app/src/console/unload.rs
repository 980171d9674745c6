//! The warning before a page is left that shows something for the last time.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::prelude::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::Event;
use web_sys::js_sys::Function;

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

/// While `wanted`, Back and Forward of the browser leave the page where it is, and `ask` is called instead.
pub(crate) fn hold_against_history(
    wanted: impl Fn() -> bool + Copy + Send + Sync + 'static,
    ask: Callback<()>,
) {
    Effect::new(move || {
        let Ok(here) = window().location().href() else { return };
        let held = move |event: Event| {
            if untrack(wanted) {
                event.stop_immediate_propagation();
                // The step is taken by now, so one to where the page still is follows. It fails only where a page takes
                // hundreds of them within seconds.
                drop(
                    window()
                        .history()
                        .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&here))),
                );
                ask.run(());
            }
        };
        let listener = Closure::<dyn Fn(Event)>::new(held).into_js_value().unchecked_into::<Function>();
        // Whoever captures is told before the router, which would go along.
        drop(window().add_event_listener_with_callback_and_bool("popstate", &listener, true));
        let listener = StoredValue::new_local(listener);
        on_cleanup(move || {
            listener.with_value(|listener| {
                drop(window().remove_event_listener_with_callback_and_bool("popstate", listener, true));
            });
        });
    });
}
