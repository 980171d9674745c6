//! What can be done with secrets, and what happens on the page when it was done.

use domain::client::{Client, IssuedSecret};
use domain::client_id::ClientId;
use domain::secret_label::{Overlap, SecretLabel};
use domain::secret_use::{KnownSecret, SecretList};
use leptos::prelude::*;

use super::super::question::Question;
use crate::api::secrets::{add_secret, regenerate_secret, remove_secret};
use crate::api::{Dated, Refused};
use crate::console::arrival::Opener;
use crate::console::confirm::{Confirmer, confirmed};
use crate::console::fetched::Fetched;
use crate::ui::{Kept, Toaster};
use crate::words::secrets as words;

/// What a new secret is made for, and the secret, for as long as it is shown.
pub(super) type Shown = (Client, IssuedSecret);

/// The three acts with their questions, and the secret that one of them made.
#[derive(Clone, Copy)]
pub(in crate::console::clients) struct SecretActs {
    /// The control with which the last act began.
    pub(super) opener: Opener,
    /// Whether to regenerate.
    pub(super) regenerating: Question,
    /// Whether to add one.
    pub(super) adding: Question,
    /// Whether to remove one.
    pub(super) removing: Question,
    /// Which one.
    pub(super) going: RwSignal<Option<KnownSecret>>,
    /// The secret that was made last, until it is stored. Nothing else on the page holds it.
    pub(super) shown: RwSignal<Option<Shown>>,
    /// The secrets of a client, as they were shown last.
    pub(super) kept: Kept<Fetched<Dated<SecretList>>>,
    /// Makes a new secret in the place of the old.
    pub(super) regenerate: Action<(Client, Overlap), Result<(), Refused>>,
    /// Makes one more secret.
    pub(super) add: Action<(Client, SecretLabel), Result<(), Refused>>,
    /// Removes a secret, in use or not: whoever presses has seen which it is.
    pub(super) remove: Action<(Client, KnownSecret), Result<(), Refused>>,
}

impl SecretActs {
    /// The acts of a page. `changed` is called with a client's id when its secrets are others.
    pub(in crate::console::clients) fn new(changed: Callback<ClientId>, opener: Opener) -> Self {
        let [regenerating, adding, removing] = [(); 3].map(|()| Question::new(opener));
        let shown = RwSignal::new(None);
        let (toaster, confirmer) = (Toaster::here(), Confirmer::here());
        let show = move |question: Question, client: Client, made: Dated<IssuedSecret>| {
            question.close();
            changed.run(client.client_id.clone());
            shown.set(Some((client, made.body)));
        };
        Self {
            opener,
            regenerating,
            adding,
            removing,
            going: RwSignal::new(None),
            shown,
            kept: Kept::nothing(),
            regenerate: Action::new(move |(client, overlap): &(Client, Overlap)| {
                let (client, overlap) = (client.clone(), *overlap);
                async move {
                    let act = || regenerate_secret(client.client_id.clone(), overlap);
                    let made = confirmed(confirmer, act).await?;
                    show(regenerating, client, made);
                    Ok(())
                }
            }),
            add: Action::new(move |(client, label): &(Client, SecretLabel)| {
                let (client, label) = (client.clone(), label.clone());
                async move {
                    let act = || add_secret(client.client_id.clone(), label.clone());
                    let made = confirmed(confirmer, act).await?;
                    show(adding, client, made);
                    Ok(())
                }
            }),
            remove: Action::new(move |(client, known): &(Client, KnownSecret)| {
                let (id, known) = (client.client_id.clone(), known.clone());
                async move {
                    let act = || remove_secret(id.clone(), known.secret.id, true);
                    confirmed(confirmer, act).await?;
                    removing.close();
                    toaster.say(words::removed(&words::name(&known.secret.description, &known.secret.hint)));
                    changed.run(id);
                    Ok(())
                }
            }),
        }
    }

    /// Asks how to regenerate the secret of a client; what an earlier try said is forgotten.
    pub(in crate::console::clients) fn ask_to_regenerate(self, client: Client) {
        self.regenerate.clear();
        self.regenerating.ask(client);
    }

    /// Asks for a label and an end; what an earlier try said is forgotten.
    pub(in crate::console::clients) fn ask_to_add(self, client: Client) {
        self.add.clear();
        self.adding.ask(client);
    }

    /// Asks whether to remove a secret; what an earlier try said is forgotten.
    pub(super) fn ask_to_remove(self, client: Client, known: KnownSecret) {
        self.remove.clear();
        self.going.set(Some(known));
        self.removing.ask(client);
    }
}
