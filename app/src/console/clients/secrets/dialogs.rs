//! The dialogs of the acts. They stand beside what is shown of a client, which is printed anew while they are open.

use leptos::prelude::*;

use super::acts::SecretActs;
use super::add::AddDialog;
use super::regenerate::RegenerateDialog;
use super::remove::RemoveDialog;
use crate::console::reveal::Reveal;

/// Every question about secrets, and the one time that a new one is shown.
#[component]
pub(in crate::console::clients) fn SecretDialogs(
    /// The acts of the page.
    acts: SecretActs,
    /// Now, as the page knows it.
    #[prop(into)]
    now_ms: Signal<i64>,
) -> impl IntoView {
    let done = Callback::new(move |()| {
        acts.shown.set(None);
        acts.opener.give_back();
    });
    view! {
        <RegenerateDialog acts now_ms />
        <AddDialog acts />
        <RemoveDialog acts now_ms />
        {move || {
            acts.shown.get().map(|(client, made)| view! { <Reveal client issued=made.issued done /> })
        }}
    }
    .into_any()
}
