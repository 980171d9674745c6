//! What the client wants the person to see (OpenID Connect Core §3.1.2.1).

use super::{Refused, invalid};
use crate::form::Form;

/// The parameter `prompt`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prompt {
    /// Show no page; answer with an error instead.
    pub none: bool,
    /// Have the person sign in, whoever is signed in already.
    pub sign_in: Option<SignInAgain>,
    /// Ask for consent again.
    pub consent: bool,
}

/// Why a person who is signed in has to sign in again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignInAgain {
    /// `login`: to show that they are still there.
    Confirm,
    /// `select_account`: perhaps as somebody else. The new sign-in also does what `login` asks for.
    ChooseAccount,
}

impl Prompt {
    /// Reads the parameter: words with spaces between, in any order.
    ///
    /// # Errors
    /// `invalid_request` for an unknown word, and for `none` beside another.
    pub(super) fn read(form: &Form) -> Result<Self, Refused> {
        let mut prompt = Self::default();
        for word in form.get("prompt")?.unwrap_or_default().split(' ').filter(|word| !word.is_empty()) {
            match word {
                "none" => prompt.none = true,
                "login" => prompt.sign_in = prompt.sign_in.or(Some(SignInAgain::Confirm)),
                "select_account" => prompt.sign_in = Some(SignInAgain::ChooseAccount),
                "consent" => prompt.consent = true,
                _ => return Err(invalid("prompt knows none, login, consent and select_account")),
            }
        }
        if prompt.none && (prompt.sign_in.is_some() || prompt.consent) {
            return Err(invalid("prompt=none can not be combined with another value"));
        }
        Ok(prompt)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(value: &str) -> Option<Prompt> {
        Prompt::read(&Form::parse(format!("prompt={value}").as_bytes()).unwrap()).ok()
    }

    #[test]
    fn none_stands_alone() {
        assert!(read("none").is_some_and(|prompt| prompt.none));
        for with in ["none+login", "consent+none", "select_account+none", "none+login+consent"] {
            assert_eq!(read(with), None, "{with}");
        }
    }

    #[test]
    fn the_words_come_in_any_order_and_unknown_ones_not_at_all() {
        let all = read("consent+login").unwrap();
        assert_eq!((all.none, all.sign_in, all.consent), (false, Some(SignInAgain::Confirm), true));
        for both in ["login+select_account", "select_account+login"] {
            assert_eq!(read(both).unwrap().sign_in, Some(SignInAgain::ChooseAccount), "{both}");
        }
        assert_eq!((read("maybe"), read("Login")), (None, None));
        assert_eq!(read(""), Some(Prompt::default()));
    }
}
