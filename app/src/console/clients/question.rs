//! A question about one client, asked in a dialog.

use domain::client::Client;
use leptos::prelude::*;

use crate::console::arrival::Opener;

/// A dialog's state: whether it is open, and which client it is about.
///
/// The client stays known while the dialog closes, so that its words don't change under the reader's eyes.
#[derive(Clone, Copy)]
pub(super) struct Question {
    open: RwSignal<bool>,
    about: RwSignal<Option<Client>>,
    opener: Opener,
}

impl Question {
    /// A question that nobody has asked. The control that opens it is noted.
    pub(super) fn new(opener: Opener) -> Self {
        Self { open: RwSignal::new(false), about: RwSignal::new(None), opener }
    }

    /// Asks it about a client.
    pub(super) fn ask(self, client: Client) {
        self.about.set(Some(client));
        // A moment later, when the menu has closed and given the focus back to its button: that is where the
        // dialog gives it back to.
        let open = move || {
            self.opener.note();
            self.open.set(true);
        };
        set_timeout(open, std::time::Duration::ZERO);
    }

    /// Takes it back. The page may be gone by then.
    pub(super) fn close(self) {
        let _ = self.open.try_set(false);
    }

    /// Whether the dialog is open.
    pub(super) const fn open(self) -> RwSignal<bool> {
        self.open
    }

    /// The client it is about.
    pub(super) fn client(self) -> Option<Client> {
        self.about.get()
    }

    /// [`Question::client`], when it matters only what it is now.
    pub(super) fn client_now(self) -> Option<Client> {
        self.about.get_untracked()
    }

    /// The client's name; empty before the first question.
    pub(super) fn name(self) -> String {
        self.about.with(|client| client.as_ref().map(|client| client.client_name.clone()).unwrap_or_default())
    }
}
