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
    /// Removes a secret. One that is in use only goes when that was shown; what is news is shown first.
    pub(super) remove: Action<(Client, KnownSecret), Result<(), Refused>>,
}

impl SecretActs {
    /// The acts of a page. `changed` is called with a client's id when its secrets are others.
    pub(in crate::console::clients) fn new(changed: Callback<ClientId>, opener: Opener) -> Self {
        let [regenerating, adding, removing] = [(); 3].map(|()| Question::new(opener));
        let (shown, going) = (RwSignal::new(None), RwSignal::new(None));
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
            going,
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
                    let act = || remove_secret(id.clone(), known.secret.id, known.evidence.in_use());
                    confirmed(confirmer, act).await.map_err(|refused| look_again(refused, going))?;
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

/// Puts the uses that a refusal tells of into the open question, so that the next answer to it is given with these before
/// the eyes.
fn look_again(Refused(mut refusal): Refused, going: RwSignal<Option<KnownSecret>>) -> Refused {
    if let Some(evidence) = refusal.recent_uses.take() {
        going.update(|known| {
            if let Some(known) = known {
                known.evidence = *evidence;
            }
        });
        words::USED_MEANWHILE.clone_into(&mut refusal.message);
    }
    Refused(refusal)
}

#[cfg(test)]
mod tests {
    use domain::refusal::{Refusal, RefusalCode};
    use domain::secret_use::{Evidence, RecentUses};

    use super::*;
    use crate::console::sample;

    #[test]
    fn uses_that_nobody_has_seen_are_shown_before_the_question_is_asked_again() {
        let owner = Owner::new();
        owner.set();
        let going = RwSignal::new(Some(sample::known_secret()));
        let other = look_again(Refused(Refusal::not_found()), going);
        assert_eq!(other, Refused(Refusal::not_found()));
        assert!(!going.get_untracked().unwrap().evidence.in_use(), "nothing is new");

        let evidence = Evidence { recent: RecentUses { uses: 2, addresses: 1 }, ..Evidence::default() };
        let Refused(refusal) = look_again(Refused(Refusal::secret_in_use(evidence.clone())), going);
        assert_eq!((refusal.code, &*refusal.message), (RefusalCode::Conflict, words::USED_MEANWHILE));
        assert_eq!(going.get_untracked().unwrap().evidence, evidence, "the next press is by force");
    }
}
