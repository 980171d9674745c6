//! The pencil of a client.

use domain::client::{Client, Status};
use leptos::html;
use leptos::prelude::*;

use super::editing::{Editing, button_id};
use crate::console::awake::asleep;
use crate::ui::{Icon, IconName};
use crate::words::edit as words;

/// The pencil of a client; none for one that was revoked for good.
#[component]
pub(crate) fn EditButton(
    /// The client.
    client: Client,
    /// What it begins.
    editing: Editing,
) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let client_id = client.client_id.clone();
    Effect::new(move || {
        if let Some(button) = button.get().filter(|_| editing.returns_to(&client_id)) {
            // It is on the page: it was just put there.
            let _ = button.focus();
        }
    });
    (client.status != Status::Revoked).then(|| {
        let id = button_id(&client.client_id);
        view! {
            <button
                node_ref=button
                class="button button--quiet button--icon"
                type="button"
                id=id
                aria-label=words::EDIT
                disabled=asleep()
                on:click=move |_| editing.edit(client.clone())
            >
                <Icon name=IconName::Pencil />
            </button>
        }
    })
}
