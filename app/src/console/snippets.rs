//! A client's first call, in the language that the reader chooses. The server prints the texts, all of them at once.

use domain::client_id::ClientId;
use domain::snippet::Snippet;
use leptos::prelude::*;

use crate::api::clients::first_call;
use crate::json::ask;
use crate::ui::{Choice, CodeBlock, Kept, Loaded, RadioGroup};
use crate::words::snippets as words;

/// The texts of a client, one language at a time; nothing for a client that has none.
#[component]
pub(super) fn Snippets(
    /// The client.
    client_id: ClientId,
    /// Where the page keeps them.
    #[prop(optional)]
    kept: Option<Kept<Vec<Snippet>>>,
) -> impl IntoView {
    let kept = kept.map(|kept| (kept, client_id.to_string()));
    let texts = ask(|| (), move |()| first_call(client_id.clone()));
    view! {
        <Loaded data=texts kept let:snippets>
            {(!snippets.is_empty()).then(|| show(snippets))}
        </Loaded>
    }
    .into_any()
}

fn show(snippets: Vec<Snippet>) -> AnyView {
    let first = snippets.first().map(|snippet| snippet.language.clone()).unwrap_or_default();
    let chosen = RwSignal::new(first);
    let choices = snippets
        .iter()
        .map(|snippet| Choice::new(snippet.language.as_str(), snippet.language.as_str()))
        .collect();
    let code = Signal::derive(move || {
        let text = snippets.iter().find(|snippet| snippet.language == chosen.get());
        text.map(|snippet| snippet.text.clone()).unwrap_or_default()
    });
    view! {
        <h3>{words::HEADING}</h3>
        <p>{words::LEAD}</p>
        <RadioGroup legend=words::LANGUAGE name="language" choices bind=chosen inline=true />
        <CodeBlock id="first-call" label=words::CODE code />
    }
    .into_any()
}
