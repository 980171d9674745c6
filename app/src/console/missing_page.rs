//! Where there is nothing.

use leptos::prelude::*;
use leptos_meta::Title;

use super::arrival::arrive;
use crate::routes::Page;
use crate::ui::{LinkButton, PageHeading};
use crate::words::missing as words;

/// RFC 9110 §15.5.5.
const NOT_FOUND: u16 = 404;

/// Says that there is no such page.
#[component]
pub fn MissingPage() -> impl IntoView {
    view! {
        <Nothing
            title=words::NO_PAGE
            text=words::NO_PAGE_TEXT
        />
    }
    .into_any()
}

/// Says that there is no such client, whether it was deleted or belongs to somebody else.
#[component]
pub(super) fn MissingClient() -> impl IntoView {
    view! {
        <Nothing
            title=words::NO_CLIENT
            text=words::NO_CLIENT_TEXT
        />
    }
    .into_any()
}

#[component]
fn Nothing(title: &'static str, text: &'static str) -> impl IntoView {
    crate::set_status(NOT_FOUND);
    arrive(title);
    view! {
        <Title text=title />
        <PageHeading title lead=text />
        <div class="row">
            <LinkButton href=Page::ApiClients.path()>{words::TO_CLIENTS}</LinkButton>
        </div>
    }
    .into_any()
}
