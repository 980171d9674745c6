//! Ticks, and what groups of controls share.

use leptos::prelude::*;

use super::field::{FieldError, FieldHint, Wiring, id_or_name};
use super::tick::Tick;

/// Something that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The word in the form.
    pub value: String,
    /// The words on the screen.
    pub label: String,
    /// A line under them; empty when the label says it all.
    pub hint: String,
}

impl Choice {
    /// A choice without a hint.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self { value: value.into(), label: label.into(), hint: String::new() }
    }

    /// The same choice with a line under it.
    #[must_use]
    pub fn with_hint(self, hint: impl Into<String>) -> Self {
        Self { hint: hint.into(), ..self }
    }
}

/// A tick and its words.
#[component]
pub fn Checkbox(
    /// Its name on the screen.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// Its id; the name, unless several ticks share one.
    #[prop(optional, into)]
    id: String,
    /// The word in the form when it is ticked.
    #[prop(default = "true".into(), into)]
    value: String,
    /// Whether it is ticked at first, when it follows no signal.
    #[prop(optional)]
    checked: bool,
    /// The signal that it follows.
    #[prop(optional)]
    bind: Option<RwSignal<bool>>,
    /// A line under it.
    #[prop(optional, into)]
    hint: String,
    /// Whether it can't be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    let id = id_or_name(id, &name);
    let ticked = bind.unwrap_or_else(|| RwSignal::new(checked));
    let tell = move |found| ticked.set(found);
    view! { <Tick label name id value ticked tell hint disabled /> }
}

/// The line under a choice.
#[component]
pub(crate) fn ChoiceHint(
    /// Its id, to which the control points.
    id: String,
    /// Its words; nothing is printed for none.
    hint: String,
) -> impl IntoView {
    (!hint.is_empty()).then(|| {
        view! {
            <p class="choice__hint" id=id>
                {hint}
            </p>
        }
    })
}

/// Controls that belong together, under one name.
#[component]
pub fn FieldSet(
    /// The name of the group.
    #[prop(into)]
    legend: String,
    /// The id of the group, to which a problem can link.
    #[prop(into)]
    id: String,
    /// The line under the name.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the group.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let wiring = Wiring::new(id, hint, error);
    view! {
        <fieldset
            class="group"
            id=wiring.id()
            tabindex="-1"
            aria-describedby=wiring.described_by()
        >
            <legend>{legend}</legend>
            <FieldHint wiring=wiring.clone() />
            {children()}
            <FieldError wiring=wiring.clone() />
        </fieldset>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Checkbox;
    use crate::ui::typed::printed;

    #[test]
    fn a_tick_carries_its_name_and_its_hint() {
        let html = printed(|| {
            view! { <Checkbox label="Keep me signed in" name="keep" checked=true hint="On your own device." /> }
                .into_any()
        });
        assert!(
            html.contains(r#"<label for="keep" class="choice__label">Keep me signed in</label>"#),
            "{html}"
        );
        assert!(html.contains(r#"aria-describedby="keep-hint""#), "{html}");
        assert!(html.contains(" checked"), "{html}");
    }
}
