//! The question before a client is deleted.

use domain::client::Client;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::acts::{Acts, Deletion, refusal_of};
use crate::console::refusal_notice::RefusalNotice;
use crate::ui::{
    Button, ButtonKind, ButtonRole, Dialog, DialogActions, DialogBody, Notice, NoticeKind, TextField,
    relative,
};
use crate::words::client as words;

/// Lists what breaks, and lets nobody delete a client whose name was not typed.
#[component]
pub(super) fn DeleteDialog(
    /// The acts of the page.
    acts: Acts,
    /// Now, as the page knows it.
    #[prop(into)]
    now_ms: Signal<i64>,
) -> impl IntoView {
    let question = acts.deleting;
    let typed = RwSignal::new(String::new());
    // What was typed for another client, or before the question was taken back, confirms nothing.
    Effect::new(move || {
        question.open().track();
        typed.set(String::new());
    });
    let confirmed = Memo::new(move |_| confirms(&typed.get(), &question.name()));
    let delete = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(client) = question.client_now().filter(|_| confirmed.get_untracked()) {
            acts.delete.dispatch(Deletion { client, confirmation: typed.get_untracked() });
        }
    };
    let title = Signal::derive(move || format!("Delete {}?", question.name()));
    view! {
        <Dialog id="delete" title open=question.open()>
            <form class="dialog__form" on:submit=delete>
                <DialogBody>
                    {move || question.client().map(|client| view! { <WhatBreaks client now_ms=now_ms.get() /> })}
                    <TextField label="Type the client's name to confirm" name="confirmation" bind=typed />
                    <RefusalNotice refused=refusal_of(acts.delete) />
                </DialogBody>
                <DialogActions>
                    <Button on:click=move |_| question.close()>"Cancel"</Button>
                    <Button
                        kind=ButtonKind::Danger
                        role=ButtonRole::Submit
                        disabled=Signal::derive(move || !confirmed.get())
                        busy=acts.delete.pending()
                    >
                        "Delete client"
                    </Button>
                </DialogActions>
            </form>
        </Dialog>
    }
    .into_any()
}

#[component]
fn WhatBreaks(client: Client, now_ms: i64) -> impl IntoView {
    let breaks =
        what_breaks(&client, now_ms).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <Notice kind=NoticeKind::Warning title="This can't be undone">
            <ul class="points">{breaks}</ul>
        </Notice>
        <p>"The name is " <strong class="exact">{client.client_name}</strong></p>
    }
    .into_any()
}

/// What breaks when a client is deleted.
fn what_breaks(client: &Client, now_ms: i64) -> Vec<String> {
    let stops = match (words::is_token(client), client.redirect_uris.is_empty()) {
        (true, _) => "The token stops working within a second, and can't be brought back.",
        (false, true) => "Its secret and all its tokens stop working within a second.",
        (false, false) => {
            "Nobody can sign in through it any more, and all its tokens stop working within a second."
        }
    };
    let used = match client.last_used_at {
        Some(used) => format!("It was last used {}.", relative(now_ms, used.timestamp_millis())),
        None => "It was never used.".to_owned(),
    };
    vec![stops.to_owned(), used]
}

/// Whether what was typed is the name; white space at the ends is forgiven, as it is when a name is given.
fn confirms(typed: &str, name: &str) -> bool {
    !name.is_empty() && typed.trim() == name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::sample;

    #[test]
    fn only_the_name_itself_confirms() {
        for (typed, good) in [
            ("Data Sync Service", true),
            (" Data Sync Service ", true),
            ("data sync service", false),
            ("Data Sync", false),
            ("", false),
        ] {
            assert_eq!(confirms(typed, "Data Sync Service"), good, "{typed}");
        }
        assert!(!confirms("", ""));
    }

    #[test]
    fn it_is_said_when_the_client_was_last_used() {
        let now = sample::now();
        let never = what_breaks(&sample::service(), now.timestamp_millis());
        assert_eq!(never.last().unwrap(), "It was never used.");
        let used = Client { last_used_at: Some(now - chrono::Duration::minutes(3)), ..sample::service() };
        assert_eq!(
            what_breaks(&used, now.timestamp_millis()).last().unwrap(),
            "It was last used 3 minutes ago."
        );
    }
}
