//! The three templates beside one another.

use domain::template::Template;
use leptos::prelude::*;

use super::place::offered;
use crate::ui::{CompareTable, IconName, RadioCard};
use crate::words::wizard as words;

/// The cards of the first step.
pub(super) fn cards(manager: bool) -> Vec<RadioCard> {
    offered(manager).into_iter().map(card).collect()
}

fn card(template: Template) -> RadioCard {
    let (text, facts) = words::card(template);
    let icon = match template {
        Template::PersonalAccessToken => IconName::Key,
        Template::BackendService => IconName::Server,
        Template::WebServerApplication => IconName::Globe,
        Template::WebMobileApp => IconName::Browser,
    };
    RadioCard {
        value: template.as_str().to_owned(),
        title: template.label().to_owned(),
        icon,
        text: text.to_owned(),
        facts: facts.map(str::to_owned).to_vec(),
    }
}

/// The documents' comparison table.
#[component]
pub(super) fn Comparison(
    /// Whether the reader may use all templates.
    manager: bool,
) -> impl IntoView {
    let heads: Vec<String> =
        offered(manager).into_iter().map(|template| template.label().to_owned()).collect();
    let columns = heads.len();
    let rows = words::COMPARISON
        .into_iter()
        .map(|(feature, cells)| {
            (feature.to_owned(), cells.into_iter().take(columns).map(str::to_owned).collect())
        })
        .collect();
    view! { <CompareTable id="comparison" caption=words::COMPARED heads rows /> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    // Shows R011.
    #[test]
    fn each_card_carries_the_name_of_the_contract_and_four_answers() {
        let cards = cards(true);
        let titles: Vec<&str> = cards.iter().map(|card| card.title.as_str()).collect();
        let expected =
            ["Personal Access Token", "Backend Service", "Web/Mobile App", "Web Server Application"];
        assert_eq!(titles, expected);
        assert!(cards.iter().all(|card| card.facts.len() == 4));
        let uses = [
            ["curl", "Postman", "scripts", "imports and exports", "debugging"],
            ["jobs", "data sync", "ETL", "microservices", "on their own"],
            ["single-page", "mobile", "PWA", "desktop", "web view"],
        ];
        for (card, uses) in cards.iter().zip(uses) {
            let text = card.text.as_str();
            assert!(text.starts_with("Best for "), "{text}");
            assert!(uses.iter().all(|a_use| text.contains(a_use)), "{text}");
        }
    }

    // Shows R131.
    #[test]
    fn the_fourth_card_and_column_are_for_managers() {
        assert_eq!(cards(false).len(), 3);
        for manager in [false, true] {
            let html = printed(move || view! { <Comparison manager /> }.into_any());
            assert_eq!(html.contains("Web Server Application"), manager, "{html}");
            assert_eq!(html.contains("If chosen"), manager, "{html}");
        }
    }

    // Shows R012.
    #[test]
    fn the_table_says_what_the_documents_say() {
        let html = printed(|| view! { <Comparison manager=false /> }.into_any());
        for words in
            ["Requires secret", "Yes (embedded in token)", "Authorization Code + PKCE", "User-facing apps"]
        {
            assert!(html.contains(words), "{words} in {html}");
        }
    }
}
