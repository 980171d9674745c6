//! The question before a client is switched off.

use domain::client::Client;
use leptos::prelude::*;

use super::acts::Acts;
use crate::ui::{Button, ButtonKind, Dialog, DialogActions, DialogBody};
use crate::words::lifecycle as words;

/// Says what stops and when, and asks. The answer is shown at once, and taken back on the page if the server refuses.
#[component]
pub(super) fn DeactivateDialog(
    /// The acts of the page.
    acts: Acts,
) -> impl IntoView {
    let question = acts.deactivating;
    let deactivate = move |_| {
        question.close();
        if let Some(client) = question.client_now() {
            acts.deactivate.dispatch(client);
        }
    };
    let title = Signal::derive(move || words::question(words::DEACTIVATE, &question.name()));
    view! {
        <Dialog id="deactivate" title open=question.open()>
            <DialogBody>
                {move || question.client().map(|client| view! { <WhatStops client /> })}
            </DialogBody>
            <DialogActions>
                <Button on:click=move |_| question.close()>{words::CANCEL}</Button>
                <Button kind=ButtonKind::Primary on:click=deactivate>
                    {words::DEACTIVATE}
                </Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

#[component]
fn WhatStops(client: Client) -> impl IntoView {
    let stops = words::what_stops(&client).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <div class="stack stack--tight">
            <p>{words::NOTHING_IS_DELETED}</p>
            <ul class="points">{stops}</ul>
        </div>
    }
    .into_any()
}
