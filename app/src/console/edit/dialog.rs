//! The dialog `Edit <name>`.

use domain::client::Client;
use domain::template::Template;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use wasm_split_helpers::wasm_split;

use super::advanced::Advanced;
use super::changes::Changes;
use super::derived::DerivedLists;
use super::documentation::DocumentationDrawer;
use super::editing::{Editing, Opened};
use super::fields::Fields;
use super::form::Form;
use super::memory;
use super::saving::{Saving, id_of};
use super::stale::Stale;
use super::web_server::WebServerForm;
use crate::console::arrival::focus_on;
use crate::console::part::{FromPart, Part, parted};
use crate::console::refusal_notice::RefusalNotice;
use crate::console::unload::{hold_against_history, warn_before_leaving};
use crate::ui::{
    Button, ButtonKind, ButtonRole, Dialog, DialogActions, DialogBody, DialogWidth, ErrorSummary, InputKind,
    Notice, TextAreaKind,
};
use crate::words::edit as words;

/// The dialog in which a client is edited, and the question before its changes are lost.
#[component]
pub(crate) fn EditDialog(
    /// Which client is edited.
    editing: Editing,
) -> impl IntoView {
    editing.resume();
    let title = Signal::derive(move || words::title(&editing.name()));
    let leaving = Callback::new(move |()| editing.may_leave());
    view! {
        <Dialog id="edit" title open=editing.open leaving width=DialogWidth::Wide>
            {move || editing.about.get().map(|opened| parted(Part::Edit, move || edit_form(opened.clone(), editing)))}
        </Dialog>
        <DiscardDialog editing />
    }
    .into_any()
}

/// What is in the dialog, fetched when it is first opened.
#[wasm_split(edit, fallible, preload(fetch_edit))]
pub(crate) fn edit_form(opened: Opened, editing: Editing) -> FromPart {
    let form = Form::new(opened.base(), opened.client.template);
    let Opened { client, draft } = opened;
    if let Some(draft) = &draft {
        form.retype(&draft.typed);
    }
    let saving = Saving::new(form, client.client_id.clone(), editing);
    let fields = Fields { form, saving };
    remember(form, client.client_id.clone(), editing);
    if editing.open.get_untracked() {
        // It came late, after another try: the button that asked for it is gone, and with it the focus.
        request_animation_frame(|| focus_on(&id_of("clientName")));
    }
    warn_before_leaving(move || editing.unsaved.get() && !saving.signed_out());
    hold_against_history(move || editing.unsaved.get(), Callback::new(move |()| editing.asking.set(true)));
    let save = move |event: SubmitEvent| {
        event.prevent_default();
        saving.save();
    };
    let problems = Signal::derive(move || saving.problems());
    let name_label = words::name_label(client.template);
    let form = view! {
        <form class="dialog__form" on:submit=save novalidate=true>
            <DialogBody>
                <Stale fields />
                <RefusalNotice refused=saving.refused />
                <ErrorSummary problems />
                {draft.is_some().then(|| view! { <Notice>{words::KEPT}</Notice> })}
                {fields.line("clientName", name_label, InputKind::Text)}
                {questions(&client, fields)}
                {fields.area("description", TextAreaKind::Prose, 2)}
                {fields.environment()}
                <Advanced client fields />
                <DocumentationDrawer fields />
                <Changes form />
            </DialogBody>
            <DialogActions>
                <Button on:click=move |_| editing.leave()>{words::CANCEL}</Button>
                <Button kind=ButtonKind::Primary role=ButtonRole::Submit busy=saving.send.pending()>
                    {words::SAVE}
                </Button>
            </DialogActions>
        </form>
    };
    Ok(form.into_any())
}

/// What is asked before the drawers: for a web server application the form of its own document.
fn questions(client: &Client, fields: Fields) -> AnyView {
    if client.template == Some(Template::WebServerApplication) {
        return view! { <WebServerForm client=client.clone() fields /> }.into_any();
    }
    view! {
        {fields.redirect_urls(client.client_type)}
        <DerivedLists fields />
    }
    .into_any()
}

/// Keeps what was typed for as long as it differs from the client.
fn remember(form: Form, client_id: domain::client_id::ClientId, editing: Editing) {
    Effect::new(move |before: Option<bool>| {
        let unsaved = !form.change().is_empty();
        editing.unsaved.set(unsaved);
        if unsaved {
            memory::keep(&editing.draft(client_id.clone(), form.base.get(), form.typed()));
        } else if before == Some(true) {
            memory::forget();
        }
        unsaved
    });
}

#[component]
fn DiscardDialog(editing: Editing) -> impl IntoView {
    view! {
        <Dialog id="edit-discard" title=words::DISCARD_TITLE open=editing.asking>
            <DialogBody>
                <p>{words::DISCARD_TEXT}</p>
            </DialogBody>
            <DialogActions>
                <Button on:click=move |_| editing.asking.set(false)>{words::KEEP_EDITING}</Button>
                <Button kind=ButtonKind::Danger on:click=move |_| editing.discard()>
                    {words::DISCARD}
                </Button>
            </DialogActions>
        </Dialog>
    }
    .into_any()
}
