//! What is shown while nobody is signed in.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::journey::{arrive, sign_in};
use crate::page::Page;
use crate::session::Event;

/// Invites to sign in, and says what that means.
#[component]
pub fn Welcome(page: Page) -> impl IntoView {
    view! {
        <section class="card welcome" aria-labelledby="welcome-title">
            <h2 id="welcome-title">"Nobody is signed in"</h2>
            <ol class="plan">
                <li>"You sign in at Latchkey. This app never sees your password."</li>
                <li>"Latchkey asks whether this app may know who you are and read your projects."</li>
                <li>"You come back, and the app shows what it was given. Deny is a fine answer, too."</li>
            </ol>
            <button type="button" class="button primary" on:click=move |_| sign_in::leave(page)>
                "Sign in"
            </button>
        </section>
    }
}

/// Something takes a moment.
#[component]
pub fn Waiting(words: &'static str) -> impl IntoView {
    view! {
        <section class="card waiting" aria-busy="true" aria-label="Waiting">
            <p>{words}</p>
        </section>
    }
}

/// The page does not know who to ask.
#[component]
pub fn Unavailable(page: Page) -> impl IntoView {
    let try_again = move |_| {
        page.hush();
        page.happen(Event::TriedAgain);
        spawn_local(arrive::arrive(page));
    };
    view! {
        <section class="card welcome" aria-labelledby="unavailable-title">
            <h2 id="unavailable-title">"Nobody to ask"</h2>
            <p>"This app needs its sign-in server. Once that runs, everything else follows."</p>
            <button type="button" class="button primary" on:click=try_again>
                "Try again"
            </button>
        </section>
    }
}
