//! The three templates beside one another.

use domain::template::Template;
use leptos::prelude::*;

use super::place::OFFERED;
use crate::ui::{CompareTable, IconName, RadioCard};

/// The cards of the first step.
pub(super) fn cards() -> Vec<RadioCard> {
    OFFERED.into_iter().map(card).collect()
}

fn card(template: Template) -> RadioCard {
    let (icon, text, facts) = match template {
        Template::PersonalAccessToken => (
            IconName::Key,
            "For you: quick tests, personal scripts and command-line tools.",
            [
                "The token is the secret",
                "Acts as you",
                "No refresh: it lasts as long as you choose",
                "No redirect URLs",
            ],
        ),
        Template::BackendService => (
            IconName::Server,
            "For servers that call the API on their own: scheduled jobs, imports, integrations.",
            [
                "Needs a secret, kept on your server",
                "Acts as itself",
                "No refresh tokens: it asks anew",
                "No redirect URLs",
            ],
        ),
        Template::WebMobileApp | Template::WebServerApplication => (
            IconName::Browser,
            "For apps that people sign in to: single-page, mobile and desktop.",
            [
                "Needs no secret: PKCE protects it",
                "Acts as the person who signed in",
                "Refresh tokens for 30 days",
                "Needs redirect URLs",
            ],
        ),
    };
    RadioCard {
        value: template.as_str().to_owned(),
        title: template.label().to_owned(),
        icon,
        text: text.to_owned(),
        facts: facts.map(str::to_owned).to_vec(),
    }
}

/// The rows of the documents' comparison table, one cell for each card.
const ROWS: [(&str, [&str; 3]); 6] = [
    ("Grant type", ["Password", "Password, Client Credentials", "Authorization Code + PKCE"]),
    ("Requires secret", ["Yes (embedded in token)", "Yes", "No"]),
    (
        "User context",
        ["Yes (creator's identity)", "No, unless it is given a user's password", "Yes (authenticated user)"],
    ),
    ("Refresh tokens", ["No", "No", "Yes"]),
    ("Redirect URIs", ["Not required", "Not required", "Required"]),
    ("Best use case", ["Quick testing, scripts", "Server-to-server", "User-facing apps"]),
];

/// The documents' comparison table.
#[component]
pub(super) fn Comparison() -> impl IntoView {
    let heads = OFFERED.into_iter().map(|template| template.label().to_owned()).collect();
    let rows = ROWS
        .into_iter()
        .map(|(feature, cells)| (feature.to_owned(), cells.map(str::to_owned).to_vec()))
        .collect();
    view! { <CompareTable id="comparison" caption="The templates compared" heads rows /> }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ui::typed::printed;

    // Shows R011.
    #[test]
    fn each_card_carries_the_name_of_the_contract_and_four_answers() {
        let cards = cards();
        let titles: Vec<&str> = cards.iter().map(|card| card.title.as_str()).collect();
        assert_eq!(titles, ["Personal Access Token", "Backend Service", "Web/Mobile App"]);
        assert!(cards.iter().all(|card| card.facts.len() == 4));
    }

    // Shows R012.
    #[test]
    fn the_table_says_what_the_documents_say() {
        let html = printed(|| view! { <Comparison /> }.into_any());
        for words in
            ["Requires secret", "Yes (embedded in token)", "Authorization Code + PKCE", "User-facing apps"]
        {
            assert!(html.contains(words), "{words} in {html}");
        }
    }
}
