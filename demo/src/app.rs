//! The page.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser;
use crate::journey::arrive;
use crate::page::{Arrival, Page};
use crate::session::{Event, Phase, Session};
use crate::store;
use crate::view::account::Account;
use crate::view::masthead::{Closing, Masthead};
use crate::view::message::Message;
use crate::view::projects::ProjectList;
use crate::view::steps::Steps;
use crate::view::welcome::{Unavailable, Waiting, Welcome};

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    let arrival = browser::take_answer().map(|query| Arrival { query, pending: store::take() });
    let page = Page::open(arrival, browser::now());
    set_interval(move || page.now.set(browser::now()), Duration::from_secs(1));
    settle_when_shown_again(page);
    spawn_local(arrive::arrive(page));

    let phase = Memo::new(move |_| page.session.with(Session::phase));
    view! {
        <Masthead />
        <main>
            <h1>"Latchkey demo app"</h1>
            <p class="lede">"A small app of its own that signs people in with Latchkey and reads their projects."</p>
            <Message notice=page.notice />
            {move || match phase.get() {
                Phase::Starting => view! { <Waiting words="Getting ready…" /> }.into_any(),
                Phase::Unavailable => view! { <Unavailable page /> }.into_any(),
                Phase::SignedOut => view! { <Welcome page /> }.into_any(),
                Phase::SigningIn => view! { <Waiting words="Signing in…" /> }.into_any(),
                Phase::SignedIn => {
                    view! {
                        <div class="desk">
                            <Account page />
                            <ProjectList page />
                        </div>
                    }
                        .into_any()
                }
            }}
            <Steps trail=page.trail />
        </main>
        <Closing />
    }
}

/// A page that comes back with the Back button may still wait for a sign-in that was broken off.
fn settle_when_shown_again(page: Page) {
    let _kept = window_event_listener(leptos::ev::pageshow, move |event| {
        if event.persisted() && page.session.with_untracked(Session::phase) == Phase::SigningIn {
            page.happen(Event::Ended);
        }
    });
}
