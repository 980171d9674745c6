//! Where there is nothing.

use leptos::prelude::*;
use leptos_meta::Title;

use super::arrival::arrive;
use crate::routes::Page;
use crate::ui::{LinkButton, PageHeading};

/// RFC 9110 §15.5.5.
const NOT_FOUND: u16 = 404;

/// Says that there is no such page.
#[component]
pub fn MissingPage() -> impl IntoView {
    view! {
        <Nothing
            title="There is no such page"
            text="The address may have been written differently, or the page may have moved."
        />
    }
    .into_any()
}

/// Says that there is no such client, whether it was deleted or belongs to somebody else.
#[component]
pub(super) fn MissingClient() -> impl IntoView {
    view! {
        <Nothing
            title="There is no such client"
            text="It may have been deleted, or it belongs to another account."
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
        <LinkButton href=Page::ApiClients.path()>"Go to API Clients"</LinkButton>
    }
    .into_any()
}
