//! Where a visitor stands, and what can happen there.

use crate::api::Projects;
use crate::oidc::id_token::Identity;
use crate::oidc::token::Tokens;
use crate::oidc::userinfo::Person;

/// Where the visitor stands.
#[derive(Debug)]
pub enum Session {
    /// The page reads who to ask.
    Starting,
    /// The page could not find out who to ask.
    Unavailable,
    /// Nobody is signed in.
    SignedOut,
    /// The browser is on its way to the sign-in server, or has just come back with a code.
    SigningIn,
    /// Somebody is.
    SignedIn(Box<SignedIn>),
}

/// All that is known while somebody is signed in. It goes as one when they sign out.
#[derive(Debug)]
pub struct SignedIn {
    /// The tokens.
    pub tokens: Tokens,
    /// Whose they are.
    pub identity: Identity,
    /// How the server describes that person.
    pub person: Person,
    /// What is going on.
    pub errand: Errand,
    /// How often the tokens were renewed.
    pub renewals: u32,
    /// What the API said last.
    pub shelf: Shelf,
}

/// What is going on while somebody is signed in. One thing at a time: a refresh token that is sent twice at
/// once looks stolen to the server, and it would end the sign-in (RFC 9700 §4.14.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Errand {
    /// Nothing.
    None,
    /// New tokens are asked for.
    Renewing,
    /// Projects are read.
    Reading,
}

/// What the API said about projects.
#[derive(Debug, Clone, PartialEq)]
pub enum Shelf {
    /// Nothing yet.
    Unread,
    /// It could not be asked; the words say why.
    Failed(String),
    /// This page of projects.
    Read(Projects),
}

/// What can happen.
pub enum Event {
    /// The page knows who to ask.
    Found,
    /// It does not.
    NotFound,
    /// The person wants to try that again.
    TriedAgain,
    /// The browser leaves for the sign-in server, or came back from it.
    SignInStarted,
    /// Everything about the answer is in order.
    SignedIn(Box<SignedIn>),
    /// Nobody is signed in any more: it was refused, broken off, or the person signed out.
    Ended,
    /// Something was begun.
    Began(Errand),
    /// New tokens came.
    Renewed(Tokens),
    /// New tokens did not come.
    NotRenewed,
    /// The API has answered.
    Shelved(Shelf),
}

/// The same without what it carries, to choose what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// See [`Session::Starting`].
    Starting,
    /// See [`Session::Unavailable`].
    Unavailable,
    /// See [`Session::SignedOut`].
    SignedOut,
    /// See [`Session::SigningIn`].
    SigningIn,
    /// See [`Session::SignedIn`].
    SignedIn,
}

impl Session {
    /// What follows. An event that doesn't belong here changes nothing, so that an answer which comes late,
    /// after a sign-out for example, signs nobody in again.
    #[must_use]
    pub fn next(self, event: Event) -> Self {
        match (self, event) {
            (Self::Starting, Event::Found) | (Self::SigningIn | Self::SignedIn(_), Event::Ended) => {
                Self::SignedOut
            }
            (Self::Starting, Event::NotFound) => Self::Unavailable,
            (Self::Unavailable, Event::TriedAgain) => Self::Starting,
            (Self::SignedOut, Event::SignInStarted) => Self::SigningIn,
            (Self::SigningIn, Event::SignedIn(signed_in)) => Self::SignedIn(signed_in),
            (Self::SignedIn(signed_in), event) => Self::SignedIn(Box::new(signed_in.next(event))),
            (unchanged, _) => unchanged,
        }
    }

    /// What is shown.
    pub const fn phase(&self) -> Phase {
        match self {
            Self::Starting => Phase::Starting,
            Self::Unavailable => Phase::Unavailable,
            Self::SignedOut => Phase::SignedOut,
            Self::SigningIn => Phase::SigningIn,
            Self::SignedIn(_) => Phase::SignedIn,
        }
    }

    /// What is known, if somebody is signed in.
    pub fn signed_in(&self) -> Option<&SignedIn> {
        match self {
            Self::SignedIn(signed_in) => Some(signed_in),
            _ => None,
        }
    }
}

impl SignedIn {
    /// A sign-in that has just succeeded.
    pub const fn new(tokens: Tokens, identity: Identity, person: Person) -> Self {
        Self { tokens, identity, person, errand: Errand::None, renewals: 0, shelf: Shelf::Unread }
    }

    fn next(self, event: Event) -> Self {
        match (self.errand, event) {
            (Errand::None, Event::Began(errand)) => Self { errand, ..self },
            (Errand::Renewing, Event::Renewed(tokens)) => Self {
                tokens: tokens.replacing(self.tokens),
                errand: Errand::None,
                renewals: self.renewals.saturating_add(1),
                ..self
            },
            (Errand::Renewing, Event::NotRenewed) => Self { errand: Errand::None, ..self },
            (Errand::Reading, Event::Shelved(shelf)) => Self { shelf, errand: Errand::None, ..self },
            _ => self,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::oidc::{token, userinfo};

    fn alice() -> Session {
        let identity = Identity { subject: "101".to_owned(), nonce: "n".to_owned() };
        let person = userinfo::tests::person(r#"{"sub":"101"}"#);
        Session::SignedIn(Box::new(SignedIn::new(token::tests::tokens("a", Some("r")), identity, person)))
    }

    fn signed_in(session: Session) -> Box<SignedIn> {
        let Session::SignedIn(signed_in) = session else { panic!("not signed in") };
        signed_in
    }

    fn failed() -> Event {
        Event::Shelved(Shelf::Failed("No.".to_owned()))
    }

    #[test]
    fn the_way_from_the_first_look_to_signed_in_and_out() {
        let session = Session::Starting.next(Event::NotFound);
        assert_eq!(session.phase(), Phase::Unavailable);
        let session = session.next(Event::TriedAgain).next(Event::Found);
        assert_eq!(session.phase(), Phase::SignedOut);
        let session = session.next(Event::SignInStarted);
        assert_eq!(session.phase(), Phase::SigningIn);
        let session = session.next(Event::SignedIn(signed_in(alice())));
        assert_eq!(session.phase(), Phase::SignedIn);
        assert_eq!(session.next(Event::Ended).phase(), Phase::SignedOut);
    }

    #[test]
    fn a_refused_sign_in_ends_signed_out() {
        assert_eq!(Session::SigningIn.next(Event::Ended).phase(), Phase::SignedOut);
    }

    #[test]
    fn an_answer_that_comes_after_the_sign_out_signs_nobody_in() {
        let out = || alice().next(Event::Began(Errand::Renewing)).next(Event::Ended);
        for late in [
            Event::Renewed(token::tests::tokens("b", None)),
            Event::SignedIn(signed_in(alice())),
            Event::NotRenewed,
            failed(),
            Event::Began(Errand::Reading),
        ] {
            assert_eq!(out().next(late).phase(), Phase::SignedOut);
        }
    }

    #[test]
    fn only_one_errand_runs_at_a_time() {
        let session = alice().next(Event::Began(Errand::Renewing)).next(Event::Began(Errand::Reading));
        assert_eq!(signed_in(session).errand, Errand::Renewing);
    }

    #[test]
    fn a_renewal_replaces_the_tokens_and_is_counted() {
        let renewed = Event::Renewed(token::tests::tokens("b", Some("r2")));
        let signed_in = signed_in(alice().next(Event::Began(Errand::Renewing)).next(renewed));
        assert_eq!((signed_in.tokens.access(), signed_in.tokens.refresh()), ("b", Some("r2")));
        assert_eq!((signed_in.renewals, signed_in.errand), (1, Errand::None));
    }

    #[test]
    fn a_renewal_that_failed_leaves_the_tokens_as_they_were() {
        let signed_in = signed_in(alice().next(Event::Began(Errand::Renewing)).next(Event::NotRenewed));
        assert_eq!((signed_in.tokens.access(), signed_in.renewals), ("a", 0));
        assert_eq!(signed_in.errand, Errand::None);
    }

    #[test]
    fn tokens_that_were_not_asked_for_are_not_taken() {
        let renewed = Event::Renewed(token::tests::tokens("b", None));
        assert_eq!(signed_in(alice().next(renewed)).tokens.access(), "a");
    }

    #[test]
    fn what_the_api_said_stays_until_it_says_something_else() {
        let session = alice().next(Event::Began(Errand::Reading)).next(failed());
        let signed_in = signed_in(session.next(Event::Began(Errand::Reading)));
        assert_eq!(signed_in.shelf, Shelf::Failed("No.".to_owned()));
        assert_eq!(signed_in.errand, Errand::Reading);
    }
}
