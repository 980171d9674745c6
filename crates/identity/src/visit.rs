//! One request of a person: who it is, and from where.

use std::net::IpAddr;

use domain::refusal::Refusal;
use domain::session::is_fresh;
use store::audit::Event;

use crate::Identity;
use crate::people::SignedIn;

/// What the doors hand to the use cases of the console and the management API.
#[derive(Clone)]
pub struct Visit {
    /// The server.
    pub identity: Identity,
    /// Who is signed in.
    pub person: Option<SignedIn>,
    /// Where the request comes from.
    pub address: Option<IpAddr>,
    /// The cookie by which the browser shows who signed in there before (`devices`).
    pub device: Option<String>,
    /// The answer's `X-Request-Id`.
    pub request_id: String,
}

impl Visit {
    /// The person, or the refusal that asks to sign in.
    ///
    /// # Errors
    /// When nobody is signed in.
    pub fn signed_in(&self) -> Result<&SignedIn, Refusal> {
        self.person.as_ref().ok_or_else(Refusal::not_signed_in)
    }

    /// The person, when the password was typed lately enough for what is hard to undo.
    ///
    /// # Errors
    /// `NotSignedIn`, or `ReauthenticationRequired`.
    pub fn signed_in_freshly(&self) -> Result<&SignedIn, Refusal> {
        let person = self.signed_in()?;
        if is_fresh(person.authenticated_at, self.identity.clock.now()) {
            return Ok(person);
        }
        Err(Refusal::reauthentication_required())
    }

    /// Notes what was decided, for the audit trail.
    pub fn audit(&self, action: &str, outcome: &str, client_id: Option<&str>, detail: &str) {
        let event = self.event(action, outcome, detail);
        self.identity.recorder.event(Event { client_id: client_id.map(str::to_owned), ..event });
    }

    /// An event of this visit, for where it concerns others than the one who is signed in.
    pub(crate) fn event(&self, action: &str, outcome: &str, detail: &str) -> Event {
        Event {
            at: self.identity.clock.now(),
            action: action.to_owned(),
            outcome: outcome.to_owned(),
            account_id: self.person.as_ref().map(|person| person.account_id),
            actor: self.person.as_ref().map(|person| person.id),
            concerns: None,
            client_id: None,
            address: self.address.map(|address| address.to_string()),
            request_id: Some(self.request_id.clone()),
            detail: detail.to_owned(),
        }
    }
}
