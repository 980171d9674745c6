//! What the page holds while it is open, for the journeys that change it and the views that show it.

use std::sync::Arc;

use leptos::prelude::*;
use oauth::discovery::Metadata;

use crate::config::Config;
use crate::notice::Notice;
use crate::oidc::authorize::Pending;
use crate::reply::{Reply, Trouble};
use crate::session::{Errand, Event, Session, SignedIn};
use crate::trail::{self, Outcome, Purpose, Trail};

/// The page. Cheap to copy: it holds signals.
#[derive(Clone, Copy)]
pub struct Page {
    /// Where the visitor stands.
    pub session: RwSignal<Session>,
    /// What was told last.
    pub notice: RwSignal<Option<Notice>>,
    /// What went over the wire.
    pub trail: RwSignal<Trail>,
    /// The time, every second anew, in milliseconds since 1970.
    pub now: RwSignal<i64>,
    arrival: StoredValue<Option<Arrival>>,
    provider: StoredValue<Option<Arc<Provider>>>,
}

/// An answer of the authorization endpoint, as the browser brought it.
#[derive(Clone)]
pub struct Arrival {
    /// The query of the address.
    pub query: String,
    /// What was remembered of the question.
    pub pending: Option<Pending>,
}

/// Who is asked, and where.
pub struct Provider {
    /// What the page was told.
    pub config: Config,
    /// What the sign-in server says of itself.
    pub metadata: Metadata,
}

impl Page {
    /// A page that was opened now, perhaps with an answer.
    pub fn open(arrival: Option<Arrival>, now: i64) -> Self {
        Self {
            session: RwSignal::new(Session::Starting),
            notice: RwSignal::new(None),
            trail: RwSignal::new(Trail::default()),
            now: RwSignal::new(now),
            arrival: StoredValue::new(arrival),
            provider: StoredValue::new(None),
        }
    }

    /// Lets something happen.
    pub fn happen(self, event: Event) {
        self.session.update(|session| *session = std::mem::replace(session, Session::Starting).next(event));
    }

    /// Begins an errand, unless one is running or nobody is signed in.
    pub fn begin(self, errand: Errand) -> bool {
        let free = self.known(|signed_in| signed_in.errand == Errand::None) == Some(true);
        if free {
            self.happen(Event::Began(errand));
        }
        free
    }

    /// Reads what is known of the sign-in, without waiting for changes.
    pub fn known<T>(self, read: impl FnOnce(&SignedIn) -> T) -> Option<T> {
        self.session.with_untracked(|session| session.signed_in().map(read))
    }

    /// Tells the person something, in place of what was told before.
    pub fn say(self, notice: Notice) {
        self.notice.set(Some(notice));
    }

    /// Takes back what was told.
    pub fn hush(self) {
        self.notice.set(None);
    }

    /// Writes down a question and its answer.
    pub fn record(
        self,
        purpose: Purpose,
        request: &str,
        sent: Vec<&'static str>,
        came: &Result<Reply, Trouble>,
    ) {
        let outcome = came.as_ref().map_or(Outcome::Silence, |reply| Outcome::Status(reply.status));
        self.trail.update(|trail| trail.add(purpose, request.to_owned(), sent, outcome));
    }

    /// Writes down the way to the authorization endpoint and back.
    pub fn record_return(self, url: &str, sent: Vec<&'static str>, came: Vec<&'static str>) {
        let request = trail::request_line("GET", url);
        self.trail.update(|trail| trail.add(Purpose::Authorize, request, sent, Outcome::Returned(came)));
    }

    /// Takes the answer that the browser brought. It is good for one try.
    pub fn take_arrival(self) -> Option<Arrival> {
        self.arrival.try_update_value(Option::take).flatten()
    }

    /// Remembers who is asked.
    pub fn found(self, provider: Arc<Provider>) {
        self.provider.set_value(Some(provider));
    }

    /// Who is asked, once it is known.
    pub fn provider(self) -> Option<Arc<Provider>> {
        self.provider.get_value()
    }
}
