//! Where the focus goes when a page or a step is exchanged without a new page being loaded.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Remembers where the reader is, so that coming to a new place moves the focus and reading anew does not.
#[derive(Clone, Copy)]
pub(crate) struct Arrivals(StoredValue<Option<String>>);

impl Arrivals {
    /// Makes the memory and gives it to every page below.
    pub(crate) fn provide() {
        provide_context(Self(StoredValue::new(None)));
    }
}

/// Called by a page or step when it is shown: puts the focus on its heading, so that a screen reader reads on there
/// and the next Tab goes into the new content (WCAG 2.4.3).
///
/// The first place of all is the one the browser loaded; there the focus is where the browser put it.
pub(super) fn arrive(place: impl Into<String>) {
    let Some(Arrivals(last)) = use_context() else { return };
    let place = place.into();
    Effect::new(move || {
        let before = last.try_update_value(|last| last.replace(place.clone())).flatten();
        if before.is_some_and(|before| before != place) {
            request_animation_frame(focus_heading);
        }
    });
}

/// Puts the focus on the heading of the step, or else of the page.
pub(super) fn focus_heading() {
    let found = document().query_selector("[data-arrive]").ok().flatten();
    let found = found.or_else(|| document().query_selector("#main h1").ok().flatten());
    if let Some(heading) = found.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
        // A heading is no control: it takes the focus when it is given it, and never by Tab.
        heading.set_tab_index(-1);
        focus(&heading);
    }
}

/// Puts the focus on the control with this id.
pub(super) fn focus_on(id: &str) {
    let found = document().get_element_by_id(id);
    if let Some(control) = found.and_then(|control| control.dyn_into::<HtmlElement>().ok()) {
        focus(&control);
    }
}

/// It fails for what is not on the page any more, and then there is nothing to focus.
fn focus(element: &HtmlElement) {
    let _ = element.focus();
}

/// The control with which something began that may print the page anew: the one that opened a dialog, for instance.
#[derive(Clone, Copy)]
pub(super) struct Opener(StoredValue<Option<String>>);

impl Opener {
    /// Nothing has begun.
    pub(super) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Something begins, with the control that has the focus.
    pub(super) fn note(self) {
        let id = document().active_element().map(|control| control.id()).unwrap_or_default();
        // The page may be gone by then.
        let _ = self.0.try_set_value(Some(id));
    }

    /// Gives the focus back to that control, or to the heading when the control is gone. A focus that is somewhere
    /// stays there: a dialog gives it back by itself, unless its control was printed anew meanwhile.
    pub(super) fn give_back(self) {
        request_animation_frame(move || {
            if !focus_is_lost() {
                return;
            }
            if let Some(id) = self.0.try_update_value(Option::take).flatten() {
                focus_on(&id);
                if focus_is_lost() {
                    focus_heading();
                }
            }
        });
    }
}

/// Whether the control that had the focus has left the page.
fn focus_is_lost() -> bool {
    document().active_element().is_none_or(|holder| holder.tag_name() == "BODY")
}
