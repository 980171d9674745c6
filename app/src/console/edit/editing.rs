//! Which client is being edited on a page.

use domain::client::Client;
use domain::client_id::ClientId;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::form::Base;
use super::memory::{self, Draft};
use super::saving::id_of;
use crate::api::clients::find_client;
use crate::console::arrival::focus_on;
use crate::console::part::{Part, once_fetched};
use crate::layout::Frame;
use crate::ui::Toaster;
use crate::words::edit as words;

/// A client that is being edited, with what was typed earlier.
#[derive(Clone)]
pub(super) struct Opened {
    /// The client as it was found.
    pub(super) client: Client,
    /// What was typed before a reload or a sign-in.
    pub(super) draft: Option<Draft>,
}

impl Opened {
    /// What the form compares itself with: what its writer saw when they began.
    pub(super) fn base(&self) -> Base {
        self.draft.as_ref().map_or_else(|| Base::from(&self.client), |draft| draft.base.clone())
    }
}

/// Which client is being edited, and what becomes of the page around it.
#[derive(Clone, Copy)]
pub(crate) struct Editing {
    /// Whether the dialog is open.
    pub(super) open: RwSignal<bool>,
    /// The client, while the dialog is open.
    pub(super) about: RwSignal<Option<Opened>>,
    /// Whether closing would lose something.
    pub(super) unsaved: RwSignal<bool>,
    /// Whether it is being asked if that may be lost.
    pub(super) asking: RwSignal<bool>,
    returning: StoredValue<Option<ClientId>>,
    /// The client that was saved last: the page may still show it as it was before.
    last: StoredValue<Option<Client>>,
    changed: Callback<ClientId>,
    toaster: Toaster,
    owner: StoredValue<String>,
}

impl Editing {
    /// Nothing is edited yet. `changed` is called with a client's id when it became another.
    pub(crate) fn new(changed: Callback<ClientId>) -> Self {
        let owner = use_context::<Frame>().and_then(|frame| frame.user).map(|user| user.email);
        Self {
            open: RwSignal::new(false),
            about: RwSignal::new(None),
            unsaved: RwSignal::new(false),
            asking: RwSignal::new(false),
            returning: StoredValue::new(None),
            last: StoredValue::new(None),
            changed,
            toaster: Toaster::here(),
            owner: StoredValue::new(owner.unwrap_or_default()),
        }
    }

    /// Opens the dialog for a client, with what was typed about it earlier in this tab.
    pub(super) fn edit(self, client: Client) {
        let client = newest(client, self.last.get_value());
        let draft = memory::recall(&self.owner.get_value());
        let draft = draft.filter(|draft| draft.client_id == client.client_id);
        once_fetched(Part::Edit, move || self.show(Opened { client, draft }));
    }

    /// Opens the dialog again that a reload or a sign-in has closed on this page.
    pub(super) fn resume(self) {
        Effect::new(move || {
            let Some(draft) = memory::recall(&self.owner.get_value()) else { return };
            if draft.place != here() {
                return;
            }
            spawn_local(async move {
                match find_client(draft.client_id.clone()).await {
                    Ok(found) => once_fetched(Part::Edit, move || {
                        self.show(Opened { client: found.body, draft: Some(draft) });
                    }),
                    // It is gone, or somebody else's now: there is nothing left to be saved.
                    Err(_) => memory::forget(),
                }
            });
        });
    }

    fn show(self, opened: Opened) {
        // The page may be gone by the time an answer comes.
        let _ = self.about.try_set(Some(opened));
        // A moment later, when the fields are there: the first of them takes the focus.
        let open = move || {
            let _ = self.open.try_set(true);
            request_animation_frame(|| focus_on(&id_of("clientName")));
        };
        set_timeout(open, std::time::Duration::ZERO);
    }

    /// The draft of what was typed into a form about this client.
    pub(super) fn draft(self, client_id: ClientId, base: Base, typed: super::form::AllTyped) -> Draft {
        Draft { owner: self.owner.get_value(), place: here(), client_id, base, typed }
    }

    /// Closes the dialog, unless something would be lost: then it asks, and says no.
    pub(super) fn may_leave(self) -> bool {
        let unsaved = self.unsaved.get_untracked();
        if unsaved {
            self.asking.set(true);
        }
        !unsaved
    }

    /// [`Editing::may_leave`], and leaves.
    pub(super) fn leave(self) {
        if self.may_leave() {
            self.close();
        }
    }

    /// Closes the dialog and forgets what was typed.
    pub(super) fn discard(self) {
        self.asking.set(false);
        self.unsaved.set(false);
        memory::forget();
        self.close();
    }

    /// Closes the dialog after a client was saved, says so, and lets the page show it.
    pub(super) fn saved(self, client: &Client) {
        self.discard();
        self.toaster.say(words::saved(&client.client_name));
        self.returning.set_value(Some(client.client_id.clone()));
        self.last.set_value(Some(client.clone()));
        self.changed.run(client.client_id.clone());
    }

    /// Closes the dialog in which nothing differed from the client.
    pub(super) fn unchanged(self) {
        let name = self.name();
        self.discard();
        self.toaster.say(words::unchanged(&name));
    }

    fn close(self) {
        let client_id =
            self.about.with_untracked(|about| about.as_ref().map(|about| about.client.client_id.clone()));
        self.open.set(false);
        self.about.set(None);
        if let Some(client_id) = client_id {
            // The browser knows its opener only where there was one.
            request_animation_frame(move || focus_on(&button_id(&client_id)));
        }
    }

    /// Whether the button of this client takes the focus, because the page was made anew around it; once.
    pub(super) fn returns_to(self, client_id: &ClientId) -> bool {
        let returns = self.returning.with_value(|returning| returning.as_ref() == Some(client_id));
        if returns {
            self.returning.set_value(None);
        }
        returns
    }

    /// The client's name; empty while none is edited.
    pub(super) fn name(self) -> String {
        self.about
            .with(|about| about.as_ref().map(|about| about.client.client_name.clone()).unwrap_or_default())
    }
}

/// The id of the button that edits a client.
pub(super) fn button_id(client_id: &ClientId) -> String {
    format!("edit-{client_id}")
}

/// A client as the page shows it, or as it was saved since.
fn newest(shown: Client, saved: Option<Client>) -> Client {
    let since = |saved: &Client| saved.client_id == shown.client_id && saved.version > shown.version;
    saved.filter(since).unwrap_or(shown)
}

/// The page's path.
fn here() -> String {
    window().location().pathname().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::newest;
    use crate::console::sample::{app, service};

    #[test]
    fn what_was_saved_since_the_page_was_shown_is_edited_and_nothing_older() {
        let mut saved = app();
        saved.version += 1;
        assert_eq!(newest(app(), Some(saved.clone())).version, saved.version);
        assert_eq!(newest(saved.clone(), Some(app())).version, saved.version, "the page is newer");
        assert_eq!(newest(app(), None).version, app().version);
        assert_eq!(newest(service(), Some(saved)).client_id, service().client_id, "that was another");
    }
}
