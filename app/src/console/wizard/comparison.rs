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
    fn each_card_says_what_it_is_best_for_and_gives_four_answers() {
        let cards = cards(true);
        let titles: Vec<&str> = cards.iter().map(|card| card.title.as_str()).collect();
        let expected =
            ["Personal Access Token", "Backend Service", "Web/Mobile App", "Web Server Application"];
        assert_eq!(titles, expected);
        for (card, examples) in cards.iter().zip([
            vec!["Postman", "curl", "scripts", "imports and exports", "debugging"],
            vec!["scheduled jobs", "ETL", "data sync", "microservices"],
            vec!["single-page", "mobile", "progressive web", "desktop with a web view"],
            vec!["ASP.NET", "Java", "Ruby", "Node.js"],
        ]) {
            assert!(card.text.starts_with("Best for "), "{}", card.text);
            for example in examples {
                assert!(card.text.contains(example), "{example} in {}", card.text);
            }
            let facts = &card.facts;
            assert!(facts.len() == 4 && facts.iter().all(|fact| !fact.trim().is_empty()), "{facts:?}");
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
}
