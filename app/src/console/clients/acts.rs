//! What can be done to a client, and what happens on the page when it was done.

use domain::client::Client;
use domain::client_id::ClientId;
use leptos::prelude::*;

use super::question::Question;
use crate::api::clients::{activate_client, deactivate_client, delete_client};
use crate::api::{Dated, Refused};
use crate::ui::Toaster;

/// A deletion with what was typed to confirm it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Deletion {
    /// The client.
    pub(super) client: Client,
    /// What was typed.
    pub(super) confirmation: String,
}

/// The three acts, each with its question where one is asked first.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    /// Whether to deactivate.
    pub(super) deactivating: Question,
    /// Whether to delete.
    pub(super) deleting: Question,
    /// Switches a client on again; that needs no question.
    pub(super) activate: Action<Client, Result<Dated<Client>, Refused>>,
    /// Switches a client off.
    pub(super) deactivate: Action<Client, Result<Dated<Client>, Refused>>,
    /// Deletes a client.
    pub(super) delete: Action<Deletion, Result<(), Refused>>,
}

impl Acts {
    /// The acts of a page. `changed` is called with a client's id when it became another, `gone` when it went.
    pub(super) fn new(changed: Callback<ClientId>, gone: Callback<ClientId>) -> Self {
        let toaster = Toaster::here();
        let (deactivating, deleting) = (Question::new(), Question::new());
        Self {
            deactivating,
            deleting,
            activate: Action::new(move |client: &Client| {
                let client = client.clone();
                async move {
                    let answer = activate_client(client.client_id.clone()).await?;
                    toaster.say(format!("{} is active again.", client.client_name));
                    changed.run(client.client_id);
                    Ok(answer)
                }
            }),
            deactivate: Action::new(move |client: &Client| {
                let client = client.clone();
                async move {
                    let answer = deactivate_client(client.client_id.clone()).await?;
                    deactivating.close();
                    toaster.say(format!("{} is deactivated.", client.client_name));
                    changed.run(client.client_id);
                    Ok(answer)
                }
            }),
            delete: Action::new(move |Deletion { client, confirmation }: &Deletion| {
                let (client, confirmation) = (client.clone(), confirmation.clone());
                async move {
                    delete_client(client.client_id.clone(), confirmation).await?;
                    deleting.close();
                    toaster.say(format!("{} is deleted.", client.client_name));
                    gone.run(client.client_id);
                    Ok(())
                }
            }),
        }
    }

    /// Asks whether to deactivate a client; what an earlier try said is forgotten.
    pub(super) fn ask_to_deactivate(self, client: Client) {
        self.deactivate.clear();
        self.deactivating.ask(client);
    }

    /// Asks whether to delete a client; what an earlier try said is forgotten.
    pub(super) fn ask_to_delete(self, client: Client) {
        self.delete.clear();
        self.deleting.ask(client);
    }
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
