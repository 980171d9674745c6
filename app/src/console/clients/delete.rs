//! The question before what can't be undone: a client is deleted, or revoked for good.

use domain::client::Client;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::acts::{Acts, Deletion, refusal_of};
use super::question::Question;
use crate::api::Refused;
use crate::console::refusal_notice::RefusalNotice;
use crate::ui::{
    Button, ButtonKind, ButtonRole, Dialog, DialogActions, DialogBody, Notice, NoticeKind, TextField,
};
use crate::words::lifecycle as words;

/// Asks whether to delete a client.
#[component]
pub(super) fn DeleteDialog(
    /// The acts of the page.
    acts: Acts,
    /// Now, as the page knows it.
    #[prop(into)]
    now_ms: Signal<i64>,
) -> impl IntoView {
    view! {
        <Farewell
            act=Act { id: "delete", name: words::DELETE, button: words::DELETE_CLIENT, question: acts.deleting }
            breaks=Callback::new(move |client: Client| words::what_breaks(&client, now_ms.get()))
            busy=acts.delete.pending()
            refused=refusal_of(acts.delete)
            yes=Callback::new(move |deletion| {
                acts.delete.dispatch(deletion);
            })
        />
    }
    .into_any()
}

/// Asks whether to revoke a client for good.
#[component]
pub(super) fn RevokeDialog(
    /// The acts of the page.
    acts: Acts,
) -> impl IntoView {
    view! {
        <Farewell
            act=Act { id: "revoke", name: words::REVOKE, button: words::REVOKE, question: acts.revoking }
            breaks=Callback::new(|client: Client| words::what_ends(&client))
            busy=acts.revoke.pending()
            refused=refusal_of(acts.revoke)
            yes=Callback::new(move |deletion: Deletion| {
                acts.revoke.dispatch(deletion.client);
            })
        />
    }
    .into_any()
}

/// What is asked: the dialog's id, the act in its title, its button, and about whom.
#[derive(Clone, Copy)]
struct Act {
    id: &'static str,
    name: &'static str,
    button: &'static str,
    question: Question,
}

/// Lists what breaks, and lets nobody go on who has not typed the client's name.
#[component]
fn Farewell(
    act: Act,
    breaks: Callback<Client, Vec<String>>,
    #[prop(into)] busy: Signal<bool>,
    refused: Signal<Option<Refused>>,
    yes: Callback<Deletion>,
) -> impl IntoView {
    let question = act.question;
    let typed = RwSignal::new(String::new());
    // What was typed for another client, or before the question was taken back, confirms nothing.
    Effect::new(move || {
        question.open().track();
        typed.set(String::new());
    });
    let confirmed = Memo::new(move |_| confirms(&typed.get(), &question.name()));
    let go_on = move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(client) = question.client_now().filter(|_| confirmed.get_untracked()) {
            yes.run(Deletion { client, confirmation: typed.get_untracked() });
        }
    };
    let field = format!("{}-confirmation", act.id);
    let title = Signal::derive(move || words::question(act.name, &question.name()));
    view! {
        <Dialog id=act.id title open=question.open()>
            <form class="dialog__form" on:submit=go_on>
                <DialogBody>
                    {move || {
                        question.client().map(|client| view! { <WhatBreaks lines=breaks.run(client.clone()) client /> })
                    }}
                    <TextField label=words::TYPE_NAME name="confirmation" id=field bind=typed />
                    <RefusalNotice refused />
                </DialogBody>
                <DialogActions>
                    <Button on:click=move |_| question.close()>{words::CANCEL}</Button>
                    <Button
                        kind=ButtonKind::Danger
                        role=ButtonRole::Submit
                        disabled=Signal::derive(move || !confirmed.get())
                        busy
                    >
                        {act.button}
                    </Button>
                </DialogActions>
            </form>
        </Dialog>
    }
    .into_any()
}

#[component]
fn WhatBreaks(client: Client, lines: Vec<String>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! {
        <Notice kind=NoticeKind::Warning title=words::FOR_EVER>
            <ul class="points">{lines}</ul>
        </Notice>
        <p>{words::NAME_IS} " " <strong class="exact">{client.client_name}</strong></p>
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
    use crate::console::sample;
    use crate::ui::typed::printed;

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
    fn the_name_that_has_to_be_typed_stands_apart_from_the_words_before_it() {
        let html = printed(|| view! { <WhatBreaks client=sample::service() lines=Vec::new() /> }.into_any());
        let text = html.replace("<!>", "");
        assert!(text.contains(r#"The name is <strong class="exact">Data Sync Service</strong>"#), "{html}");
    }
}
