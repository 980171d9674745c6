//! Keeps what was typed or ticked before the page woke up.
//!
//! The server prints a form, a person begins to type, and only then the script arrives. Writing the
//! signal's value into the field at that moment would lose what was typed. So the first look goes the
//! other way: where the field differs from what was printed, the field is right.

use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// A field that holds a text.
pub(crate) trait TextControl {
    /// What stands in the field now.
    fn text(&self) -> String;
    /// Puts a text into the field.
    fn put_text(&self, text: &str);
}

impl TextControl for HtmlInputElement {
    fn text(&self) -> String {
        self.value()
    }

    fn put_text(&self, text: &str) {
        self.set_value(text);
    }
}

impl TextControl for HtmlTextAreaElement {
    fn text(&self) -> String {
        self.value()
    }

    fn put_text(&self, text: &str) {
        self.set_value(text);
    }
}

impl TextControl for HtmlSelectElement {
    fn text(&self) -> String {
        self.value()
    }

    fn put_text(&self, text: &str) {
        self.set_value(text);
    }
}

/// Lets a field and its signal say the same; `printed` is what the page came with.
pub(crate) fn follow_text<E>(field: NodeRef<E>, signal: RwSignal<String>, printed: String)
where
    E: ElementType + 'static,
    E::Output: TextControl + JsCast + Clone + 'static,
{
    Effect::new(move |before: Option<()>| {
        let wanted = signal.get();
        let Some(field) = field.get() else { return };
        let found = field.text();
        if before.is_none() && found != printed {
            signal.set(found);
        } else if found != wanted {
            field.put_text(&wanted);
        }
    });
}

/// Lets a tick and its signal say the same; `printed` is what the page came with.
pub(crate) fn follow_tick(
    field: NodeRef<leptos::html::Input>,
    wanted: Signal<bool>,
    printed: bool,
    tell: impl Fn(bool) + 'static,
) {
    Effect::new(move |before: Option<()>| {
        let wanted = wanted.get();
        let Some(field) = field.get() else { return };
        let found = field.checked();
        if before.is_none() && found != printed {
            tell(found);
        } else if found != wanted {
            field.set_checked(wanted);
        }
    });
}

/// Prints a part as the server would, for tests, but without the marks at which the browser takes it over.
#[cfg(test)]
pub(crate) fn printed(part: impl FnOnce() -> AnyView) -> String {
    let owner = Owner::new();
    owner.with(|| crate::account::without_marks(&part().to_html()))
}
