//! What holds a page that shows something for the last time, and where reloading leads from there.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsValue;

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

/// Writes an address over that of the page, which stays as it is: reloading leads there, and so does coming back through the
/// history. For what a page shows once, and can't show again.
pub(super) fn reload_leads_to(address: &str) {
    // It fails only where a page writes hundreds of them within seconds.
    drop(
        window()
            .history()
            .and_then(|history| history.replace_state_with_url(&JsValue::NULL, "", Some(address))),
    );
}

/// What holds the page against Back and Forward: its address, and what is called instead of going.
#[derive(Clone, Copy)]
struct Hold(StoredValue<Option<(String, Callback<()>)>>);

/// Listens to steps through the history. It has to begin before the router is made: a window tells its listeners in the
/// order in which they came, and only what comes first can keep the router where it is.
pub(super) fn watch_history() {
    let hold = Hold(StoredValue::new(None));
    provide_context(hold);
    let listening = window_event_listener(ev::popstate, move |event| {
        let Some((here, ask)) = hold.0.try_get_value().flatten() else { return };
        event.stop_immediate_propagation();
        // The step is taken by now, so one to where the page still is follows. It fails only where a page takes hundreds
        // of them within seconds.
        drop(
            window()
                .history()
                .and_then(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&here))),
        );
        ask.run(());
    });
    on_cleanup(move || listening.remove());
}

/// While `wanted`, Back and Forward of the browser leave the page where it is, and `ask` is called instead.
pub(crate) fn hold_against_history(
    wanted: impl Fn() -> bool + Copy + Send + Sync + 'static,
    ask: Callback<()>,
) {
    let Some(Hold(hold)) = use_context::<Hold>() else { return };
    Effect::new(move || {
        let here = wanted().then(|| window().location().href().ok()).flatten();
        hold.set_value(here.map(|here| (here, ask)));
    });
    on_cleanup(move || drop(hold.try_set_value(None)));
}
