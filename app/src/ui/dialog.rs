//! A question that comes before everything else on the page.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::icon::{Icon, IconName};
use crate::words::parts::CLOSE;

/// How wide a dialog is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DialogWidth {
    /// For a question or a form.
    #[default]
    Normal,
    /// For code that is read.
    Wide,
}

impl DialogWidth {
    const fn class(self) -> &'static str {
        match self {
            Self::Normal => "dialog",
            Self::Wide => "dialog dialog--wide",
        }
    }
}

/// A native modal dialog: the browser keeps the focus inside, closes it on Esc and gives the focus back.
///
/// The focus goes to the first control of the content: the button in the corner comes last.
/// While `locked` says so, it can't be left by Esc, and its corner is empty: what it shows would be lost.
#[component]
pub fn Dialog(
    /// Its id, unique on the page.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    title: Signal<String>,
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Whether it must stay until its content says otherwise.
    #[prop(optional, into)]
    locked: Signal<bool>,
    /// Asked before Esc or the corner closes it, also when it is locked; it stays for a no.
    #[prop(optional)]
    leaving: Option<Callback<(), bool>>,
    /// How wide it is.
    #[prop(optional)]
    width: DialogWidth,
    /// Its content: a [`DialogBody`] and [`DialogActions`], or a form of class `dialog__form` with both.
    children: Children,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        dialog.track();
        show(dialog, open.get());
    });

    let may_leave = move || leaving.is_none_or(|leaving| leaving.run(())) && !locked.get_untracked();
    let cancel = move |event: Event| {
        if !may_leave() {
            event.prevent_default();
        }
    };
    // A browser may close on a second Esc although the first was refused; then it is opened again.
    let closed = move |_| {
        if open.get_untracked() && !may_leave() {
            show(dialog, open.get_untracked());
        } else {
            open.set(false);
        }
    };
    let close = Callback::new(move |()| {
        if may_leave() {
            open.set(false);
        }
    });
    let title_id = format!("{id}-title");
    view! {
        <dialog
            node_ref=dialog
            class=width.class()
            id=id
            aria-labelledby=title_id
            on:cancel=cancel
            on:close=closed
        >
            <h2 class="dialog__title" id=title_id.clone()>
                {move || title.get()}
            </h2>
            {children()}
            <CloseButton locked close />
        </dialog>
    }
    .into_any()
}

fn show(dialog: NodeRef<html::Dialog>, wanted: bool) {
    let Some(dialog) = dialog.get_untracked() else { return };
    match (wanted, dialog.open()) {
        // It only fails for a dialog that is no longer on the page.
        (true, false) => drop(dialog.show_modal()),
        (false, true) => dialog.close(),
        (true, true) | (false, false) => {}
    }
}

/// The button in the corner.
#[component]
fn CloseButton(locked: Signal<bool>, close: Callback<()>) -> impl IntoView {
    view! {
        <button
            class="button button--quiet button--icon dialog__close"
            type="button"
            aria-label=CLOSE
            hidden=move || locked.get()
            on:click=move |_| close.run(())
        >
            <Icon name=IconName::Close />
        </button>
    }
}

/// What a dialog says. Long content scrolls here, under the title and above the actions.
#[component]
pub fn DialogBody(
    /// The content.
    children: Children,
) -> impl IntoView {
    view! { <div class="dialog__body">{children()}</div> }
}

/// The buttons at the foot of a dialog, the one that acts last.
#[component]
pub fn DialogActions(
    /// The buttons.
    children: Children,
) -> impl IntoView {
    view! { <div class="dialog__foot">{children()}</div> }
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Dialog, DialogBody};
    use crate::ui::typed::printed;

    #[test]
    fn a_dialog_is_printed_closed_and_named_by_its_title() {
        let html = printed(|| {
            let open = RwSignal::new(false);
            view! {
                <Dialog id="edit" title="Edit Data Sync" open>
                    <DialogBody>"…"</DialogBody>
                </Dialog>
            }
            .into_any()
        });
        assert!(html.contains(r#"aria-labelledby="edit-title""#), "{html}");
        assert!(html.contains(">Edit Data Sync</h2>"), "{html}");
        assert!(!html.contains(" open"), "{html}");
    }

    #[test]
    fn a_locked_dialog_offers_no_way_past_its_content() {
        let html = printed(|| {
            let open = RwSignal::new(true);
            view! {
                <Dialog id="reveal" title="Store this secret now" open locked=true>
                    <DialogBody>"…"</DialogBody>
                </Dialog>
            }
            .into_any()
        });
        assert!(html.contains(r#"aria-label="Close""#) && html.contains(" hidden"), "{html}");
    }
}
