//! What can be done to a client, and what happens on the page when it was done.

use domain::client::{Client, Status};
use domain::client_id::ClientId;
use domain::snippet::Snippet;
use leptos::prelude::*;

use super::foreseen::Foreseen;
use super::question::Question;
use super::secrets::SecretActs;
use crate::api::clients::{activate_client, deactivate_client, delete_client, revoke_client};
use crate::api::{Dated, Refused};
use crate::console::arrival::Opener;
use crate::console::confirm::{Confirmer, confirmed};
use crate::console::edit::Editing;
use crate::ui::{Kept, Toaster};
use crate::words::lifecycle as words;

/// A deletion with what was typed to confirm it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deletion {
    /// The client.
    pub(super) client: Client,
    /// What was typed.
    pub(super) confirmation: String,
}

/// A change of status, and how it ended.
pub(super) type Switch = Action<Client, Result<Dated<Client>, Refused>>;

/// The acts, each with its question where one is asked first.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    /// The control with which the last act began.
    pub(super) opener: Opener,
    /// Whether to deactivate.
    pub(super) deactivating: Question,
    /// Whether to delete.
    pub(super) deleting: Question,
    /// Whether to revoke for good.
    pub(super) revoking: Question,
    /// What is shown of a client's status before the server has said yes.
    pub(super) foreseen: Foreseen,
    /// Which client is edited.
    pub(super) editing: Editing,
    /// Switches a client on again; that needs no question.
    pub(super) activate: Switch,
    /// Switches a client off.
    pub(super) deactivate: Switch,
    /// Called when a client became another.
    pub(super) changed: Callback<ClientId>,
    /// Deletes a client.
    pub(super) delete: Action<Deletion, Result<(), Refused>>,
    /// Revokes a client for good.
    pub(super) revoke: Action<Client, Result<(), Refused>>,
    /// What is done with its secrets.
    pub(super) secrets: SecretActs,
    /// A client's first call, as it was shown last.
    pub(super) snippets: Kept<Vec<Snippet>>,
}

impl Acts {
    /// The acts of a page. `changed` is called with a client's id when it became another, `gone` when it went.
    pub(super) fn new(changed: Callback<ClientId>, gone: Callback<ClientId>) -> Self {
        let (toaster, confirmer) = (Toaster::here(), Confirmer::here());
        let foreseen = Foreseen::nothing();
        let opener = Opener::new();
        let (deleting, revoking) = (Question::new(opener), Question::new(opener));
        Self {
            opener,
            deactivating: Question::new(opener),
            deleting,
            revoking,
            changed,
            editing: Editing::new(changed),
            foreseen,
            activate: switch(Status::Active, foreseen, changed),
            deactivate: switch(Status::Inactive, foreseen, changed),
            secrets: SecretActs::new(changed, opener),
            snippets: Kept::nothing(),
            revoke: Action::new(move |client: &Client| {
                let client = client.clone();
                async move {
                    confirmed(confirmer, || revoke_client(client.client_id.clone())).await?;
                    revoking.close();
                    toaster.say(words::switched(&client.client_name, Status::Revoked));
                    changed.run(client.client_id);
                    Ok(())
                }
            }),
            delete: Action::new(move |Deletion { client, confirmation }: &Deletion| {
                let (client, confirmation) = (client.clone(), confirmation.clone());
                async move {
                    let act = || delete_client(client.client_id.clone(), confirmation.clone());
                    confirmed(confirmer, act).await?;
                    deleting.close();
                    toaster.say(words::deleted(&client.client_name));
                    gone.run(client.client_id);
                    Ok(())
                }
            }),
        }
    }

    /// Asks whether to deactivate a client; what an earlier try said is forgotten.
    pub(super) fn ask_to_deactivate(self, client: Client) {
        self.forget();
        self.deactivating.ask(client);
    }

    /// Asks whether to delete a client; what an earlier try said is forgotten.
    pub(super) fn ask_to_delete(self, client: Client) {
        self.forget();
        self.deleting.ask(client);
    }

    /// Asks whether to revoke a client for good; what an earlier try said is forgotten.
    pub(super) fn ask_to_revoke(self, client: Client) {
        self.forget();
        self.revoking.ask(client);
    }

    /// Switches a client on; what an earlier try said is forgotten.
    pub(super) fn switch_on(self, client: Client) {
        self.forget();
        // As with a question: a moment later, when the menu has given the focus back.
        set_timeout(move || self.opener.note(), std::time::Duration::ZERO);
        self.activate.dispatch(client);
    }

    /// The server has told how all is, and the page is printed anew.
    pub(super) fn arrived(self) {
        self.foreseen.arrived();
        Effect::new(move || self.opener.give_back());
    }

    fn forget(self) {
        self.activate.clear();
        self.deactivate.clear();
        self.delete.clear();
        self.revoke.clear();
    }
}

/// A change of status that is shown at once, and taken back with words when the server refuses it.
fn switch(to: Status, foreseen: Foreseen, changed: Callback<ClientId>) -> Switch {
    let toaster = Toaster::here();
    Action::new(move |client: &Client| {
        let client = client.clone();
        foreseen.say(&client.client_id, to);
        async move {
            let answer = match to {
                Status::Active => activate_client(client.client_id.clone()).await,
                Status::Inactive | Status::Revoked => deactivate_client(client.client_id.clone()).await,
            };
            match answer {
                Ok(answer) => {
                    foreseen.keep(&client.client_id);
                    toaster.say(words::switched(&client.client_name, to));
                    changed.run(client.client_id);
                    Ok(answer)
                }
                Err(Refused(refusal)) => {
                    foreseen.take_back(&client.client_id);
                    Err(Refused(words::still(&client.client_name, client.status, refusal)))
                }
            }
        }
    })
}

/// Why the last try of an act was refused, if it was.
pub(super) fn refusal_of<I, T>(act: Action<I, Result<T, Refused>>) -> Signal<Option<Refused>>
where
    I: Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    let answer = act.value();
    Signal::derive(move || {
        answer.with(|answer| answer.as_ref().and_then(|answer| answer.as_ref().err().cloned()))
    })
}
