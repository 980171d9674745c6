//! The answer of the userinfo endpoint (OpenID Connect Core §5.3).

use serde::Deserialize;

use crate::oidc::id_token::Identity;

/// The person as the server describes them, as far as the scopes allow.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Person {
    sub: String,
    name: Option<String>,
    preferred_username: Option<String>,
    email: Option<String>,
}

impl Person {
    /// Whether this is the person of the ID token. If not, nothing of it may be used (§5.3.2).
    pub fn is(&self, identity: &Identity) -> bool {
        self.sub == identity.subject
    }

    /// The person's identifier at this issuer.
    pub fn subject(&self) -> &str {
        &self.sub
    }

    /// What to call the person: the best name that came.
    pub fn display_name(&self) -> &str {
        let names = [&self.name, &self.preferred_username, &self.email];
        names.into_iter().flatten().map(|name| name.trim()).find(|name| !name.is_empty()).unwrap_or(&self.sub)
    }

    /// The e-mail address, if it was shared.
    pub fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }

    /// One or two letters that stand for the person.
    pub fn initials(&self) -> String {
        let name = self.display_name();
        let first = name.split_whitespace().next();
        let last = name.split_whitespace().skip(1).last();
        first
            .into_iter()
            .chain(last)
            .filter_map(|word| word.chars().next())
            .flat_map(char::to_uppercase)
            .collect()
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn person(json: &str) -> Person {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_best_name_that_came_is_shown() {
        for (json, name, initials) in [
            (
                r#"{"sub":"1","name":"Alice van der Berg","email":"a@example.com"}"#,
                "Alice van der Berg",
                "AB",
            ),
            (r#"{"sub":"1","name":" ","preferred_username":"alice"}"#, "alice", "A"),
            (r#"{"sub":"1","email":"a@example.com"}"#, "a@example.com", "A"),
            (r#"{"sub":"101"}"#, "101", "1"),
            (r#"{"sub":"1","name":"Élodie Ürüm"}"#, "Élodie Ürüm", "ÉÜ"),
        ] {
            let person = person(json);
            assert_eq!((person.display_name(), &*person.initials()), (name, initials));
        }
    }

    #[test]
    fn an_answer_about_another_person_is_noticed() {
        let identity = Identity { subject: "101".to_owned(), nonce: "n".to_owned() };
        assert!(person(r#"{"sub":"101"}"#).is(&identity));
        assert!(!person(r#"{"sub":"102"}"#).is(&identity));
    }
}
