//! Who is signed in, and with what.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::journey::{renew, sign_out};
use crate::oidc::userinfo::Person;
use crate::page::Page;
use crate::session::{Errand, SignedIn};
use crate::view::countdown;

/// The person, their tokens, and the ways to renew and to leave.
#[component]
pub fn Account(page: Page) -> impl IntoView {
    let renewing = Memo::new(move |_| known(page, |known| known.errand != Errand::None).unwrap_or_default());
    let renew = move |_| {
        spawn_local(async move {
            renew::renew(page).await;
        });
    };
    view! {
        <section class="card account" aria-labelledby="account-title">
            <h2 id="account-title">"Who is signed in"</h2>
            {page.known(|known| view! { <Who person=known.person.clone() /> })}
            <Facts page />
            <div class="actions">
                <button
                    type="button"
                    class="button"
                    aria-disabled=move || renewing.get().then_some("true")
                    on:click=renew
                >
                    "Renew tokens"
                </button>
                <button type="button" class="button quiet" on:click=move |_| sign_out::sign_out(page)>
                    "Sign out"
                </button>
            </div>
        </section>
    }
}

/// The person as userinfo describes them.
#[component]
fn Who(person: Person) -> impl IntoView {
    view! {
        <div class="who">
            <span class="initials" aria-hidden="true">
                {person.initials()}
            </span>
            <p class="who-name">{person.display_name().to_owned()}</p>
            <p class="who-email">{person.email().unwrap_or("The e-mail address was not shared").to_owned()}</p>
        </div>
    }
}

/// The tokens, without showing any.
#[component]
fn Facts(page: Page) -> impl IntoView {
    let subject = move || known(page, |known| known.person.subject().to_owned());
    let scopes = Memo::new(move |_| known(page, |known| known.tokens.scopes()).unwrap_or_default());
    let access = move || {
        let now = page.now.get();
        known(page, |known| countdown::expires(known.tokens.remaining(now)))
    };
    let refresh = move || known(page, refresh_words);
    view! {
        <dl class="facts">
            <dt>"Subject"</dt>
            <dd class="mono">{subject}</dd>
            <dt>"Access token"</dt>
            <dd class="ticking">{access}</dd>
            <dt>"Refresh token"</dt>
            <dd>{refresh}</dd>
            <dt>"Granted scopes"</dt>
            <dd>
                <ul class="scopes">
                    {move || scopes.get().into_iter().map(|scope| view! { <li>{scope}</li> }).collect_view()}
                </ul>
            </dd>
        </dl>
    }
}

fn refresh_words(known: &SignedIn) -> String {
    match (known.tokens.refresh(), known.renewals) {
        (None, _) => "none was given".to_owned(),
        (Some(_), 0) => "not used yet".to_owned(),
        (Some(_), 1) => "used once".to_owned(),
        (Some(_), times) => format!("used {times} times"),
    }
}

fn known<T>(page: Page, read: impl FnOnce(&SignedIn) -> T) -> Option<T> {
    page.session.with(|session| session.signed_in().map(read))
}
