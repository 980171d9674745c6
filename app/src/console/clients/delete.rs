//! The question before a client is deleted.

use domain::client::Client;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::acts::{Acts, Deletion, refusal_of};
use crate::console::refusal_notice::RefusalNotice;
use crate::ui::{
    Button, ButtonKind, ButtonRole, Dialog, DialogActions, DialogBody, Notice, NoticeKind, TextField,
};
use crate::words::lifecycle as words;

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
    let title = Signal::derive(move || words::question(words::DELETE, &question.name()));
    view! {
        <Dialog id="delete" title open=question.open()>
            <form class="dialog__form" on:submit=delete>
                <DialogBody>
                    {move || question.client().map(|client| view! { <WhatBreaks client now_ms=now_ms.get() /> })}
                    <TextField label=words::TYPE_NAME name="confirmation" bind=typed />
                    <RefusalNotice refused=refusal_of(acts.delete) />
                </DialogBody>
                <DialogActions>
                    <Button on:click=move |_| question.close()>{words::CANCEL}</Button>
                    <Button
                        kind=ButtonKind::Danger
                        role=ButtonRole::Submit
                        disabled=Signal::derive(move || !confirmed.get())
                        busy=acts.delete.pending()
                    >
                        {words::DELETE_CLIENT}
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
        words::what_breaks(&client, now_ms).into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <Notice kind=NoticeKind::Warning title=words::FOR_EVER>
            <ul class="points">{breaks}</ul>
        </Notice>
        <p>{words::NAME_IS} <strong class="exact">{client.client_name}</strong></p>
    }
    .into_any()
}

/// Whether what was typed is the name; white space at the ends is forgiven, as it is when a name is given.
pub(super) fn confirms(typed: &str, name: &str) -> bool {
    !name.is_empty() && typed.trim() == name
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
