//! Light or dark, as the reader likes it.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

use super::button::{Button, ButtonKind, ButtonSize};
use super::icon::{Icon, IconName};
use crate::words::parts::THEME;

/// The cookie that remembers the choice; the server prints it as `data-theme`. A year, in seconds.
const COOKIE_TAIL: &str = "; path=/; max-age=31536000; samesite=lax";

/// A button that turns light into dark and back, now and on every later page.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let switch = move |_| {
        let next = if is_dark() { "light" } else { "dark" };
        put_theme(next);
    };
    view! {
        <Button
            kind=ButtonKind::Quiet
            size=ButtonSize::Icon
            on:click=switch
            attr:aria-label=THEME
        >
            <Icon name=IconName::Contrast />
        </Button>
    }
}

/// What is seen now: the choice, or else what the system prefers.
fn is_dark() -> bool {
    let chosen = document().document_element().and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some("dark") => true,
        Some("light") => false,
        _ => window()
            .match_media("(prefers-color-scheme: dark)")
            .ok()
            .flatten()
            .is_some_and(|query| query.matches()),
    }
}

/// Shows a theme and remembers it. Where cookies are refused it lasts as long as the page.
fn put_theme(theme: &str) {
    let document = document();
    if let Some(root) = document.document_element() {
        let _ = root.set_attribute("data-theme", theme);
    }
    if let Ok(document) = document.dyn_into::<HtmlDocument>() {
        let _ = document.set_cookie(&format!("theme={theme}{COOKIE_TAIL}"));
    }
}
