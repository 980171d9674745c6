//! Several lines of text.

use leptos::prelude::*;

use super::field::{FieldFrame, Wiring, id_or_name};
use super::typed::follow_text;

/// How the lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextAreaKind {
    /// Sentences.
    #[default]
    Prose,
    /// Addresses and other things where every character counts.
    Exact,
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Its name on the screen.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// Its id; the name, unless two forms on one page use the same.
    #[prop(optional, into)]
    id: String,
    /// What stands in it at first, when it follows no signal.
    #[prop(optional, into)]
    value: String,
    /// The signal that it follows.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// How the lines are written.
    #[prop(optional)]
    kind: TextAreaKind,
    /// The line that helps before anything is typed.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with what was typed.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// How many lines are shown.
    #[prop(default = 4)]
    rows: u8,
    /// Whether it can't stay empty.
    #[prop(optional)]
    required: bool,
) -> impl IntoView {
    let wiring = Wiring::new(id_or_name(id, &name), hint, error);
    let text = bind.unwrap_or_else(|| RwSignal::new(value));
    let printed = text.get_untracked();
    let area = NodeRef::new();
    follow_text(area, text, printed.clone());
    let (class, spellcheck) = match kind {
        TextAreaKind::Prose => ("input", None),
        TextAreaKind::Exact => ("input input--mono", Some("false")),
    };
    view! {
        <FieldFrame label wiring=wiring.clone()>
            <textarea
                node_ref=area
                class=class
                id=wiring.id()
                name=name
                rows=rows.to_string()
                spellcheck=spellcheck
                autocomplete="off"
                required=required
                aria-describedby=wiring.described_by()
                aria-invalid=wiring.invalid()
                on:input=move |event| text.set(event_target_value(&event))
            >
                {as_printed(printed)}
            </textarea>
        </FieldFrame>
    }
}

/// What stands between the tags. The server's printer leaves the text of this element as it is, so what would end the
/// element is spelled out here; in the browser it is a text node and needs nothing.
fn as_printed(text: String) -> String {
    if cfg!(feature = "ssr") { text.replace('&', "&amp;").replace('<', "&lt;") } else { text }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::TextArea;
    use crate::ui::typed::printed;

    #[test]
    fn what_stands_in_it_cannot_end_it() {
        let text = "a & b</textarea><img src=x>";
        let html = printed(|| view! { <TextArea label="Text" name="text" value=text /> }.into_any());
        assert!(html.contains(">a &amp; b&lt;/textarea>&lt;img src=x></textarea>"), "{html}");
        assert!(!html.contains("<img"), "{html}");
    }
}
