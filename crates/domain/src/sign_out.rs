//! Signing out: when the person is asked first, where they may go then, and what stays.

use oauth::scope::Scopes;

/// A session by its public name, and whose it is: what an ID token says of one, and what a browser has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionName<'a> {
    /// The claim `sub`.
    pub subject: &'a str,
    /// The claim `sid`.
    pub sid: &'a str,
}

/// Whether a person has to say that they want to sign out (OpenID Connect RP-Initiated Logout 1.0 §2).
///
/// A client that shows an ID token of this very session has been part of it. Anything else could be a page that
/// wants to annoy, or that means somebody else.
#[must_use]
pub fn must_ask(signed_in: SessionName<'_>, hinted: Option<SessionName<'_>>) -> bool {
    hinted != Some(signed_in)
}

/// Whether people may be sent to this address after they signed out: only if it is registered, byte for byte.
#[must_use]
pub fn may_go_to(registered: &[String], address: &str) -> bool {
    registered.iter().any(|uri| uri == address)
}

/// Whether a refresh token lives on when the session behind it ends: that is what `offline_access` asks for
/// (OpenID Connect Core §11).
#[must_use]
pub fn outlives_session(scopes: &Scopes, allow_offline_access: bool) -> bool {
    allow_offline_access && scopes.contains("offline_access")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_id_token_of_this_very_session_needs_no_question() {
        let here = SessionName { subject: "7", sid: "a" };
        assert!(!must_ask(here, Some(here)));
        assert!(must_ask(here, None));
        assert!(must_ask(here, Some(SessionName { subject: "8", ..here })));
        assert!(must_ask(here, Some(SessionName { sid: "b", ..here })));
    }

    #[test]
    fn the_way_leads_to_a_registered_address_and_to_nothing_like_it() {
        let registered = ["https://app.example.com/bye".to_owned(), "http://127.0.0.1/bye".to_owned()];
        assert!(may_go_to(&registered, "https://app.example.com/bye"));
        for other in [
            "https://app.example.com/bye/",
            "https://app.example.com/bye?x=1",
            "https://app.example.com/Bye",
            "https://app.example.com",
            "http://app.example.com/bye",
            "http://127.0.0.1:4000/bye",
            "",
        ] {
            assert!(!may_go_to(&registered, other), "{other}");
        }
    }

    #[test]
    fn what_was_given_for_when_nobody_is_there_outlives_the_session() {
        let offline = Scopes::parse("openid offline_access").unwrap();
        assert!(outlives_session(&offline, true));
        assert!(!outlives_session(&offline, false));
        assert!(!outlives_session(&Scopes::parse("openid").unwrap(), true));
    }
}
