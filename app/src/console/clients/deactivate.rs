//! The question before a client is switched off.

use domain::client::Client;
use leptos::prelude::*;

use super::acts::{Acts, refusal_of};
use crate::console::refusal_notice::RefusalNotice;
use crate::ui::{Button, ButtonKind, Dialog, DialogActions, DialogBody};
use crate::words::client as words;

/// Says what stops and when, and asks.
#[component]
pub(super) fn DeactivateDialog(
    /// The acts of the page.
    acts: Acts,
) -> impl IntoView {
    let question = acts.deactivating;
    let deactivate = move |_| {
        if let Some(client) = question.client_now() {
            acts.deactivate.dispatch(client);
        }
    };
    let title = Signal::derive(move || format!("Deactivate {}?", question.name()));
    view! {
        <Dialog id="deactivate" title open=question.open()>
            <DialogBody>
                {move || question.client().map(|client| view! { <WhatStops client /> })}
                <RefusalNotice refused=refusal_of(acts.deactivate) />
            </DialogBody>
            <DialogActions>
                <Button on:click=move |_| question.close()>"Cancel"</Button>
                <Button kind=ButtonKind::Primary busy=acts.deactivate.pending() on:click=deactivate>
                    "Deactivate"
                </Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

#[component]
fn WhatStops(client: Client) -> impl IntoView {
    let stops = what_stops(&client).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <div class="stack stack--tight">
            <p>"Nothing is deleted. You can activate it again at any time; until then:"</p>
            <ul class="points">{stops}</ul>
        </div>
    }
    .into_any()
}

/// What stops when a client is deactivated, and how soon.
fn what_stops(client: &Client) -> Vec<&'static str> {
    if words::is_token(client) {
        return vec!["The token stops working within a second, wherever it is used."];
    }
    vec![
        "It gets no new tokens, from this moment on.",
        "Access tokens that it already has stop working too, within a second.",
    ]
}

#[cfg(test)]
mod tests {
    use domain::template::TokenExpiration;

    use super::what_stops;
    use crate::console::sample;

    #[test]
    fn it_is_said_what_stops_and_how_soon() {
        for client in [sample::app(), sample::service(), sample::token(TokenExpiration::Never)] {
            let lines = what_stops(&client).join(" ");
            assert!(lines.contains("within a second"), "{lines}");
        }
    }
}
