//! The first step: which template.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::comparison::{Comparison, cards};
use super::place::Place;
use super::state::Wizard;
use crate::api::clients::list_clients;
use crate::console::arrival::arrive;
use crate::console::clients::LimitReached;
use crate::json::ask;
use crate::routes::Page;
use crate::ui::{Button, ButtonKind, ButtonRole, LinkButton, RadioCards};
use crate::words::wizard as words;

/// Says at the beginning what Create would say at the end: that no client can be added, and what helps.
#[component]
fn Room() -> impl IntoView {
    let clients = ask(|| (), |()| list_clients(String::new()));
    let notice = move || {
        Suspend::new(async move {
            let full = clients.await.ok().map(|list| list.body).filter(|page| page.active >= page.limit);
            full.map(|page| view! { <LimitReached limit=page.limit /> })
        })
    };
    view! { <Transition>{notice}</Transition> }.into_any()
}

/// The cards, and what tells them apart. The form also works before the script has come.
#[component]
pub(super) fn ChooseStep(
    /// The wizard.
    wizard: Wizard,
) -> impl IntoView {
    arrive("wizard: choose");
    let chosen = wizard.place.get_untracked().template().map(|template| template.as_str().to_owned());
    let chosen = RwSignal::new(chosen.unwrap_or_default());
    let missing = RwSignal::new(false);
    let error = Signal::derive(move || {
        let unchosen = missing.get() && chosen.with(String::is_empty);
        unchosen.then(|| words::CHOOSE_ONE.to_owned())
    });
    let go_on = move |event: SubmitEvent| {
        event.prevent_default();
        match Place::from_query(Some(&chosen.get_untracked()), Some("details"), wizard.manager) {
            Place::Choose(_) => missing.set(true),
            place => {
                // Back shows the card that was chosen.
                wizard.go_instead(Place::Choose(place.template()));
                wizard.go(place);
            }
        }
    };
    view! {
        <Room />
        <form class="form" method="get" action=Page::NewApiClient.path() on:submit=go_on>
            <input type="hidden" name="step" value="details" />
            <RadioCards legend=words::WHAT_FOR name="template" cards=cards(wizard.manager) bind=chosen error />
            <div class="form__actions">
                <Button kind=ButtonKind::Primary role=ButtonRole::Submit>
                    {words::CONTINUE}
                </Button>
                <LinkButton href=Page::ApiClients.path()>{words::CANCEL}</LinkButton>
            </div>
        </form>
        <section class="stack stack--tight" aria-labelledby="compare">
            <h2 id="compare">{words::HOW_THEY_COMPARE}</h2>
            <Comparison manager=wizard.manager />
        </section>
    }
    .into_any()
}
