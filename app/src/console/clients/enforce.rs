//! A client that was imported without the policy about requested scopes, and the way to it (R140, C25).

use domain::change::Change;
use domain::client::Client;
use leptos::prelude::*;

use super::acts::{Acts, refusal_of};
use crate::api::clients::change_client;
use crate::console::awake::asleep;
use crate::console::refusal_notice::RefusalNotice;
use crate::ui::{
    Badge, BadgeTone, Button, ButtonKind, ButtonSize, Dialog, DialogActions, DialogBody, Toaster,
};
use crate::words::legacy as words;
use crate::words::lifecycle::CANCEL;

/// Says that a client may ask for no scopes; nothing for one that has to.
#[component]
pub(super) fn LegacyBadge(
    /// The client.
    client: Client,
) -> impl IntoView {
    (!client.require_requested_scopes).then(|| view! { <Badge tone=BadgeTone::Warn text=words::BADGE /> })
}

/// The same in a word, for a row; the rest is under the pointer.
#[component]
pub(super) fn LegacyMark(
    /// The client.
    client: Client,
) -> impl IntoView {
    (!client.require_requested_scopes)
        .then(|| view! { <Badge tone=BadgeTone::Warn text=words::MARK attr:title=words::BADGE /> })
}

/// The button that turns the policy on, with its question; nothing where it is on. There is no way back.
#[component]
pub(super) fn Enforce(
    /// The client.
    client: Client,
    /// The acts of the page.
    acts: Acts,
) -> impl IntoView {
    (!client.require_requested_scopes).then(|| view! { <Offer client acts /> })
}

#[component]
fn Offer(client: Client, acts: Acts) -> impl IntoView {
    let open = RwSignal::new(false);
    let toaster = Toaster::here();
    let title = words::question(&client.client_name);
    let enforce = Action::new(move |client: &Client| {
        let client = client.clone();
        async move {
            let change = Change { require_requested_scopes: Some(true), ..Change::default() };
            let answer = change_client(client.client_id.clone(), client.version, change).await?;
            let _ = open.try_set(false);
            toaster.say(words::done(&client.client_name));
            acts.changed.run(client.client_id);
            Ok(answer)
        }
    });
    let client = StoredValue::new(client);
    let ask = move |_| {
        acts.opener.note();
        open.set(true);
    };
    view! {
        <div>
            <Button size=ButtonSize::Small disabled=asleep() on:click=ask>
                {words::ENFORCE}
            </Button>
        </div>
        <Dialog id="enforce" title open>
            <DialogBody>
                <p>{words::WHAT}</p>
                <p>{words::FOR_GOOD}</p>
                <RefusalNotice refused=refusal_of(enforce) />
            </DialogBody>
            <DialogActions>
                <Button on:click=move |_| open.set(false)>{CANCEL}</Button>
                <Button
                    kind=ButtonKind::Primary
                    busy=enforce.pending()
                    on:click=move |_| {
                        enforce.dispatch(client.get_value());
                    }
                >
                    {words::ENFORCE}
                </Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::sample;
    use crate::ui::typed::printed;

    // Shows R140.
    #[test]
    fn only_a_client_that_may_ask_for_no_scopes_is_marked_and_can_be_changed() {
        for required in [false, true] {
            let html = printed(move || {
                let client = Client { require_requested_scopes: required, ..sample::service() };
                let nothing = Callback::new(|_| {});
                let acts = Acts::new(nothing, nothing);
                view! {
                    <LegacyBadge client=client.clone() />
                    <Enforce client acts />
                }
                .into_any()
            });
            assert_eq!(html.contains("Legacy: may ask for no scopes"), !required, "{html}");
            assert_eq!(html.contains(">Enforce<"), !required, "{html}");
        }
    }
}
