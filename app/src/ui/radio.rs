//! One out of several.

use leptos::prelude::*;

use super::choice::{Choice, ChoiceHint, FieldSet};
use super::typed::follow_tick;

/// One out of several, all of them in sight.
#[component]
pub fn RadioGroup(
    /// The name of the group.
    #[prop(into)]
    legend: String,
    /// Its name in the form, and its id.
    #[prop(into)]
    name: String,
    /// What can be chosen.
    choices: Vec<Choice>,
    /// What is chosen at first, when it follows no signal.
    #[prop(optional, into)]
    value: String,
    /// The signal that it follows.
    #[prop(optional)]
    bind: Option<RwSignal<String>>,
    /// The line under the name.
    #[prop(optional, into)]
    hint: String,
    /// What is wrong with the choice.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Whether short names stand beside one another.
    #[prop(optional)]
    inline: bool,
) -> impl IntoView {
    let class = if inline { "choices choices--inline" } else { "choices" };
    let chosen = bind.unwrap_or_else(|| RwSignal::new(value));
    let radios =
        choices.into_iter().map(|choice| view! { <Radio choice name=name.clone() chosen /> }).collect_view();
    view! {
        <FieldSet legend id=name.clone() hint error>
            <div class=class>{radios}</div>
        </FieldSet>
    }
}

#[component]
fn Radio(choice: Choice, name: String, chosen: RwSignal<String>) -> impl IntoView {
    let id = format!("{name}-{}", choice.value);
    let hint_id = format!("{id}-hint");
    let described_by = (!choice.hint.is_empty()).then(|| hint_id.clone());
    view! {
        <div class="choice">
            <RadioInput
                class="choice__box"
                id=id.clone()
                name
                value=choice.value
                chosen
                described_by
            />
            <label class="choice__label" for=id>
                {choice.label}
            </label>
            <ChoiceHint id=hint_id hint=choice.hint />
        </div>
    }
    .into_any()
}

/// One radio button, which follows a shared signal.
#[component]
pub(crate) fn RadioInput(
    /// The class of the control.
    class: &'static str,
    /// Its id.
    id: String,
    /// The name that the group shares.
    name: String,
    /// Its own value.
    value: String,
    /// The value that is chosen.
    chosen: RwSignal<String>,
    /// What describes it.
    described_by: Option<String>,
) -> impl IntoView {
    let is_chosen = Signal::derive({
        let value = value.clone();
        move || chosen.with(|chosen| *chosen == value)
    });
    let printed = is_chosen.get_untracked();
    let input = NodeRef::new();
    follow_tick(input, is_chosen, printed, {
        let value = value.clone();
        move |found| {
            if found {
                chosen.set(value.clone());
            }
        }
    });
    let choose = {
        let value = value.clone();
        move |_| chosen.set(value.clone())
    };
    view! {
        <input
            node_ref=input
            class=class
            type="radio"
            id=id
            name=name
            value=value
            checked=printed
            aria-describedby=described_by
            on:change=choose
        />
    }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::RadioGroup;
    use crate::ui::choice::Choice;
    use crate::ui::typed::printed;

    #[test]
    fn exactly_the_chosen_radio_is_checked() {
        let html = printed(|| {
            let choices = vec![Choice::new("1h", "1 hour"), Choice::new("24h", "24 hours")];
            view! { <RadioGroup legend="Old secret" name="overlap" choices value="24h" /> }.into_any()
        });
        assert_eq!(html.matches(" checked").count(), 1, "{html}");
        assert!(html.contains(r#"id="overlap-24h""#), "{html}");
        assert!(html.contains("<legend>Old secret</legend>"), "{html}");
    }
}
