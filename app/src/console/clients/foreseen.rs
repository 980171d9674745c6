//! Changes of status that are shown before the server has said yes.

use domain::client::{Client, Status};
use domain::client_id::ClientId;
use leptos::prelude::*;

/// A status that a client will have when all goes well.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Expected {
    client: ClientId,
    status: Status,
    /// Whether the server has said yes; then it is shown until the next answer, which says the same.
    confirmed: bool,
}

/// The changes of a page that are under way.
#[derive(Clone, Copy)]
pub(super) struct Foreseen(RwSignal<Vec<Expected>>);

impl Foreseen {
    /// No change is under way.
    pub(super) fn nothing() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// The status to show of a client.
    pub(super) fn status_of(self, client: &Client) -> Status {
        self.0.with(|all| {
            let one = all.iter().find(|one| one.client == client.client_id);
            one.map_or(client.status, |one| one.status)
        })
    }

    /// A client will have this status.
    pub(super) fn say(self, client: &ClientId, status: Status) {
        self.update(|all| {
            all.retain(|one| one.client != *client);
            all.push(Expected { client: client.clone(), status, confirmed: false });
        });
    }

    /// It has.
    pub(super) fn keep(self, client: &ClientId) {
        self.update(|all| {
            for one in all.iter_mut().filter(|one| one.client == *client) {
                one.confirmed = true;
            }
        });
    }

    /// It has not.
    pub(super) fn take_back(self, client: &ClientId) {
        self.update(|all| all.retain(|one| one.client != *client));
    }

    /// The server has told how all clients are: what it has confirmed before is in that answer.
    pub(super) fn arrived(self) {
        let over = self.0.with_untracked(|all| all.iter().any(|one| one.confirmed));
        if over {
            self.update(|all| all.retain(|one| !one.confirmed));
        }
    }

    /// The page may be gone when an answer comes.
    fn update(self, change: impl FnOnce(&mut Vec<Expected>)) {
        let _ = self.0.try_update(change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::sample;

    #[test]
    fn a_change_is_shown_until_it_is_refused_or_the_next_answer_holds_it() {
        Owner::new().with(|| {
            let (foreseen, client) = (Foreseen::nothing(), sample::app());
            foreseen.say(&client.client_id, Status::Inactive);
            foreseen.arrived();
            assert_eq!(foreseen.status_of(&client), Status::Inactive, "an answer to something else");
            assert_eq!(foreseen.status_of(&sample::service()), Status::Active);
            foreseen.take_back(&client.client_id);
            assert_eq!(foreseen.status_of(&client), Status::Active);

            foreseen.say(&client.client_id, Status::Inactive);
            foreseen.keep(&client.client_id);
            assert_eq!(foreseen.status_of(&client), Status::Inactive);
            foreseen.arrived();
            assert_eq!(foreseen.status_of(&client), Status::Active, "the answer says how it is");
        });
    }
}
