//! One of a few words, in the list that the system draws.

use leptos::prelude::*;

use super::choice::Choice;
use super::field::{FieldFrame, Wiring, id_or_name};
use super::typed::follow_text;

/// One of a few words.
#[component]
pub fn Select(
    /// Its name on the screen.
    #[prop(into)]
    label: String,
    /// Its name in the form.
    #[prop(into)]
    name: String,
    /// Its id; the name, unless two forms on one page use the same.
    #[prop(optional, into)]
    id: String,
    /// What can be chosen; hints are not shown here.
    choices: Vec<Choice>,
    /// What is chosen at first, when it follows no signal.
    #[prop(optional, into)]
    value: String,
    /// The signal that it follows.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// The line that helps before anything is chosen.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let wiring = Wiring::new(id_or_name(id, &name), hint, error);
    let chosen = bind.unwrap_or_else(|| RwSignal::new(value));
    let printed = chosen.get_untracked();
    let select = NodeRef::new();
    follow_text(select, chosen, printed.clone());
    let options = choices
        .into_iter()
        .map(|choice| {
            let selected = choice.value == printed;
            view! {
                <option value=choice.value selected=selected>
                    {choice.label}
                </option>
            }
        })
        .collect_view();
    view! {
        <FieldFrame label wiring=wiring.clone()>
            <select
                node_ref=select
                class="input"
                id=wiring.id()
                name=name
                aria-describedby=wiring.described_by()
                aria-invalid=wiring.invalid()
                on:change=move |event| chosen.set(event_target_value(&event))
            >
                {options}
            </select>
        </FieldFrame>
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::Select;
    use crate::ui::choice::Choice;
    use crate::ui::typed::printed;

    #[test]
    fn the_list_opens_at_the_value_of_its_signal() {
        let html = printed(|| {
            let choices = vec![Choice::new("30d", "30 days"), Choice::new("never", "Never")];
            let chosen = RwSignal::new("never".to_owned());
            view! { <Select label="Token expiration" name="expires" choices bind=chosen /> }.into_any()
        });
        assert!(html.contains(r#"<option value="never" selected>Never</option>"#), "{html}");
        assert!(html.contains(r#"<option value="30d">30 days</option>"#), "{html}");
    }
}
