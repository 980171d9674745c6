//! The frame of the pages that a stranger meets: one card in the middle.

use leptos::prelude::*;

use super::brand::{Brand, PageTop};
use super::frame::{Frame, SignedIn};
use super::settings::SignOutForm;
use super::theme_form::ThemeForm;
use crate::words::frame::signed_in_as;

/// How wide the card is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardWidth {
    /// For a form of a few short fields.
    #[default]
    Narrow,
    /// For text that is read.
    Wide,
}

/// A page for somebody who may not be signed in, or is on the way through to an app.
#[component]
pub fn StrangerFrame(
    /// What surrounds the page.
    frame: Frame,
    /// How wide the card is.
    #[prop(optional)]
    width: CardWidth,
    /// The content of the card, beginning with its `h1`.
    children: Children,
) -> impl IntoView {
    let card = match width {
        CardWidth::Narrow => "stranger__main",
        CardWidth::Wide => "stranger__main stranger__main--wide",
    };
    view! {
        <PageTop demo=frame.demo_banner />
        <div class="stranger">
            <header class="stranger__head">
                <Brand product=frame.product.clone() />
                <ThemeForm frame=frame.clone() />
            </header>
            <main class=card id="main" tabindex="-1">
                {children()}
            </main>
            <footer class="stranger__foot">
                {frame.user.map(|user| view! { <Reader user csrf=frame.csrf /> })}
            </footer>
        </div>
    }
    .into_any()
}

/// Who is signed in, and the way out.
#[component]
fn Reader(user: SignedIn, csrf: String) -> impl IntoView {
    view! {
        <span>{signed_in_as(&user.email)}</span>
        <SignOutForm csrf button="link" />
    }
}
