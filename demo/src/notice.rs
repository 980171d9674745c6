//! What is told to the person: one message at a time, each with a heading and a sentence.

use crate::oidc::callback::CallbackRefused;
use crate::oidc::userinfo::Person;

/// One message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// What happened.
    pub title: String,
    /// What it means, and what to do.
    pub text: String,
}

/// How a message is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// It went well.
    Good,
    /// Nothing is wrong, there is something to know.
    Calm,
    /// Something did not work.
    Problem,
}

impl Notice {
    /// Somebody has signed in.
    pub fn welcome(person: &Person) -> Self {
        Self::good("Signed in", format!("You are {}.", person.display_name()))
    }

    /// The answer of the authorization endpoint was not taken. A pressed Deny is no error.
    pub fn refused(why: &CallbackRefused) -> Self {
        match why {
            CallbackRefused::Denied => Self::calm("Access was not given", why.to_string()),
            _ => Self::not_signed_in(why.to_string()),
        }
    }

    /// The sign-in did not come about.
    pub fn not_signed_in(why: impl Into<String>) -> Self {
        Self::problem("You are not signed in", why)
    }

    /// The sign-in has come to its end.
    pub fn session_over() -> Self {
        Self::calm("Your sign-in has ended", "The server gives no new tokens for it. Sign in again.")
    }

    /// There is nothing to renew with.
    pub fn no_refresh_token() -> Self {
        Self::calm(
            "There is no refresh token",
            "The server did not give one (scope offline_access). Sign out and in again for new tokens.",
        )
    }

    /// New tokens came.
    pub fn renewed() -> Self {
        Self::good(
            "Tokens renewed",
            "The access token is new, and so is the refresh token if the server rotates it.",
        )
    }

    /// New tokens did not come, the old ones are still there.
    pub fn not_renewed(why: impl Into<String>) -> Self {
        Self::problem("Tokens were not renewed", why)
    }

    /// Signed out here, by a server that has no sign-out of its own.
    pub fn signed_out_here() -> Self {
        Self::calm(
            "Signed out of this app",
            "The tokens are gone. You may still be signed in at the sign-in server.",
        )
    }

    /// The page could not find out who to ask.
    pub fn unavailable(why: impl Into<String>) -> Self {
        Self::problem("The demo can't start", why)
    }

    fn good(title: &str, text: impl Into<String>) -> Self {
        Self { tone: Tone::Good, title: title.to_owned(), text: text.into() }
    }

    fn calm(title: &str, text: impl Into<String>) -> Self {
        Self { tone: Tone::Calm, title: title.to_owned(), text: text.into() }
    }

    fn problem(title: &str, text: impl Into<String>) -> Self {
        Self { tone: Tone::Problem, title: title.to_owned(), text: text.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pressed_deny_is_told_calmly_and_another_refusal_as_a_problem() {
        assert_eq!(Notice::refused(&CallbackRefused::Denied).tone, Tone::Calm);
        assert_eq!(Notice::refused(&CallbackRefused::OtherState).tone, Tone::Problem);
    }
}
