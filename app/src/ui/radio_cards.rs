//! One out of several, where each wants a picture and a few words.

use leptos::prelude::*;

use super::choice::FieldSet;
use super::icon::{Icon, IconName};
use super::radio::RadioInput;

/// A card that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RadioCard {
    /// The word in the form.
    pub value: String,
    /// The name of the card, and of its radio button.
    pub title: String,
    /// The sign in its corner.
    pub icon: IconName,
    /// Who it is for, in a sentence.
    pub text: String,
    /// What it means, in a few short lines.
    pub facts: Vec<String>,
}

/// One out of several cards. The whole card can be pressed; the arrow keys move as in any radio group.
#[component]
pub fn RadioCards(
    /// The name of the group.
    #[prop(into)]
    legend: String,
    /// Its name in the form, and its id.
    #[prop(into)]
    name: String,
    /// The cards.
    cards: Vec<RadioCard>,
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
) -> impl IntoView {
    let chosen = bind.unwrap_or_else(|| RwSignal::new(value));
    let cards =
        cards.into_iter().map(|card| view! { <PickCard card name=name.clone() chosen /> }).collect_view();
    view! {
        <FieldSet legend id=name.clone() hint error>
            <div class="picks">{cards}</div>
        </FieldSet>
    }
}

#[component]
fn PickCard(card: RadioCard, name: String, chosen: RwSignal<String>) -> impl IntoView {
    let id = format!("{name}-{}", card.value);
    let text_id = format!("{id}-text");
    let facts = card.facts.into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view();
    view! {
        <div class="pick">
            <span class="pick__icon">
                <Icon name=card.icon />
            </span>
            <label class="pick__label" for=id.clone()>
                {card.title}
            </label>
            <RadioInput
                class="pick__radio"
                id
                name
                value=card.value
                chosen
                described_by=Some(text_id.clone())
            />
            <p class="pick__text" id=text_id>
                {card.text}
            </p>
            <ul class="pick__facts">{facts}</ul>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{RadioCard, RadioCards};
    use crate::ui::icon::IconName;
    use crate::ui::typed::printed;

    #[test]
    fn a_card_is_named_by_its_title_and_described_by_its_text() {
        let html = printed(|| {
            let cards = vec![RadioCard {
                value: "backend_service".into(),
                title: "Backend Service".into(),
                icon: IconName::Server,
                text: "For programs that run without anybody watching.".into(),
                facts: vec!["Has a secret".into()],
            }];
            view! { <RadioCards legend="Template" name="template" cards /> }.into_any()
        });
        let label = r#"<label for="template-backend_service" class="pick__label">Backend Service</label>"#;
        assert!(html.contains(label), "{html}");
        assert!(html.contains(r#"aria-describedby="template-backend_service-text""#), "{html}");
    }
}
