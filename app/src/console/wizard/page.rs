//! The page around the steps.

use domain::client::{CreatedClient, Issued};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_navigate;
use wasm_split_helpers::wasm_split;

use super::choose::ChooseStep;
use super::details::DetailsStep;
use super::filled_in::FilledIn;
use super::place::Place;
use super::ready::Ready;
use super::review::ReviewStep;
use super::state::Wizard;
use crate::console::part::{FromPart, Part, parted};
use crate::console::reveal::Reveal;
use crate::routes::Page;
use crate::ui::{PageHeading, Steps, Toaster};
use crate::words::wizard as words;

/// The wizard at `/New`.
#[component]
pub fn NewClientPage() -> impl IntoView {
    view! {
        <Title text=words::TITLE />
        <PageHeading title=words::TITLE />
        <div class="stack wizard">{parted(Part::Wizard, wizard)}</div>
    }
    .into_any()
}

/// What is on the page, fetched with it.
#[wasm_split(wizard, fallible, preload(fetch_wizard))]
pub(crate) fn wizard() -> FromPart {
    let wizard = Wizard::start();
    // Whoever goes back leaves the secret behind: it was the answer to a step that is no longer there.
    Effect::new(move |before: Option<Place>| {
        let place = wizard.place.get();
        if before.is_some_and(|before| before != place) && untrack(|| wizard.created()).is_some() {
            wizard.create.clear();
        }
        place
    });
    let made = Memo::new(move |_| wizard.created());
    // The step that made the client is not offered again, also on the way to the list: its fields are empty by now, and
    // an empty step leads back to the first.
    let taken = Memo::new(move |before: Option<&Option<Place>>| {
        let place = wizard.place.get();
        match before.copied().flatten() {
            Some(taken) => (taken == place).then_some(taken),
            None => made.with(Option::is_some).then_some(place),
        }
    });
    let steps = view! {
        {move || match taken.get() {
            Some(_) => ().into_any(),
            None => view! { <CurrentStep wizard /> }.into_any(),
        }}
        {move || made.get().map(|created| view! { <Outcome wizard created /> })}
    };
    Ok(steps.into_any())
}

#[component]
fn CurrentStep(wizard: Wizard) -> impl IntoView {
    let current = Signal::derive(move || wizard.place.get().number());
    view! {
        <Steps names=words::STEPS.to_vec() current />
        <FilledIn wizard />
        {move || match wizard.place.get() {
            Place::Choose(_) => view! { <ChooseStep wizard /> }.into_any(),
            Place::Details(template) => view! { <DetailsStep wizard template /> }.into_any(),
            Place::Review(template) => view! { <ReviewStep wizard template /> }.into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Outcome(wizard: Wizard, created: CreatedClient) -> impl IntoView {
    let shown = match created.issued.clone() {
        Some(issued) => view! { <Secret wizard created issued /> }.into_any(),
        None => view! { <Ready client=created.client /> }.into_any(),
    };
    view! {
        <Title text=words::READY />
        {shown}
    }
    .into_any()
}

/// Shows the secret once. It lives in the answer to Create, and goes with that.
#[component]
fn Secret(wizard: Wizard, created: CreatedClient, issued: Issued) -> impl IntoView {
    let client = created.client;
    let (navigate, toaster) = (use_navigate(), Toaster::here());
    let name = client.client_name.clone();
    let done = Callback::new(move |()| {
        wizard.create.clear();
        toaster.say(words::is_ready(&name));
        navigate(&Page::ApiClients.path(), Default::default());
    });
    view! { <Reveal client issued done /> }
}
