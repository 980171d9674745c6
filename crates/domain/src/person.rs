//! People: what they type about themselves, and the claims it becomes.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::problem::Problems;
use oauth::scope::Scopes;

/// The fewest bytes of a password.
pub const SHORTEST_PASSWORD: usize = 8;
/// The most bytes of a password; a longer one is refused before it is hashed.
pub const LONGEST_PASSWORD: usize = 1024;

/// Everything a person says of themselves.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Profile {
    /// The name as it should be shown.
    pub name: String,
    /// Given names.
    #[serde(default)]
    pub given_name: String,
    /// Family name.
    #[serde(default)]
    pub family_name: String,
    /// The short name the person likes to be called by.
    #[serde(default)]
    pub preferred_username: String,
    /// Where mail goes, and what the person signs in with.
    pub email: String,
    /// Telephone number, best in the form of E.164.
    #[serde(default)]
    pub phone_number: String,
    /// Postal address.
    #[serde(default)]
    pub address: Address,
}

/// A postal address (OpenID Connect Core §5.1.1).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Address {
    /// Street and number; may have several lines.
    pub street_address: String,
    /// Town.
    pub locality: String,
    /// State, province or region.
    pub region: String,
    /// Postal code.
    pub postal_code: String,
    /// Country.
    pub country: String,
}

impl Profile {
    /// Checks a profile and takes off white space at the ends.
    ///
    /// # Errors
    /// A problem for each field that can't stay as it is.
    pub fn checked(mut self) -> Result<Self, Problems> {
        let mut problems = Problems::default();
        for (field, text, most) in self.texts_mut() {
            *text = text.trim().to_owned();
            if text.chars().count() > most {
                problems.add(field, "too_long", format!("{most} characters at most."));
            } else if text.chars().any(|c| c.is_control() && c != '\n' && c != '\r') {
                problems.add(field, "control_character", "Remove the control characters.");
            }
        }
        if self.name.is_empty() {
            problems.add("name", "required", "Tell us your name.");
        }
        if let Err(message) = check_email(&self.email) {
            problems.add("email", "email", message);
        }
        let dialable = |c: char| c.is_ascii_digit() || "+-() .".contains(c);
        if !self.phone_number.chars().all(dialable) {
            problems.add("phoneNumber", "phone", "Use digits, spaces and + only, for example +43 1 234567.");
        }
        problems.into_result(self)
    }

    fn texts_mut(&mut self) -> [(&'static str, &mut String, usize); 11] {
        [
            ("name", &mut self.name, 200),
            ("givenName", &mut self.given_name, 100),
            ("familyName", &mut self.family_name, 100),
            ("preferredUsername", &mut self.preferred_username, 100),
            ("email", &mut self.email, 254),
            ("phoneNumber", &mut self.phone_number, 40),
            ("streetAddress", &mut self.address.street_address, 200),
            ("locality", &mut self.address.locality, 100),
            ("region", &mut self.address.region, 100),
            ("postalCode", &mut self.address.postal_code, 20),
            ("country", &mut self.address.country, 100),
        ]
    }

    /// The claims that the scopes give a client (OpenID Connect Core §5.4), without `sub`.
    ///
    /// What the person left empty is left out.
    #[must_use]
    pub fn claims(&self, scopes: &Scopes) -> Map<String, Value> {
        let mut claims = Map::new();
        let mut put = |name: &str, text: &str| {
            if !text.is_empty() {
                claims.insert(name.to_owned(), Value::from(text));
            }
        };
        if scopes.contains("profile") {
            put("name", &self.name);
            put("given_name", &self.given_name);
            put("family_name", &self.family_name);
            put("preferred_username", &self.preferred_username);
        }
        if scopes.contains("email") {
            put("email", &self.email);
            claims.insert("email_verified".to_owned(), Value::from(false));
        }
        if scopes.contains("phone") && !self.phone_number.is_empty() {
            claims.insert("phone_number".to_owned(), Value::from(self.phone_number.clone()));
            claims.insert("phone_number_verified".to_owned(), Value::from(false));
        }
        if scopes.contains("address") && self.address != Address::default() {
            claims.insert("address".to_owned(), self.address.claim());
        }
        claims
    }
}

impl Address {
    fn claim(&self) -> Value {
        let lines = [&self.street_address, &self.locality, &self.region, &self.postal_code, &self.country];
        let formatted: Vec<&str> =
            lines.iter().map(|line| line.as_str()).filter(|line| !line.is_empty()).collect();
        let mut claim = json!({ "formatted": formatted.join("\n") });
        let names = ["street_address", "locality", "region", "postal_code", "country"];
        if let Some(members) = claim.as_object_mut() {
            for (name, line) in names.iter().zip(lines).filter(|(_, line)| !line.is_empty()) {
                members.insert((*name).to_owned(), Value::from(line.clone()));
            }
        }
        claim
    }
}

/// Checks that a text can be an e-mail address. Whether it is one, only a mail can show.
///
/// # Errors
/// What to tell the person.
pub fn check_email(email: &str) -> Result<(), &'static str> {
    const WORDS: &str = "Enter an e-mail address, for example name@example.com.";
    let (local, host) = email.rsplit_once('@').ok_or(WORDS)?;
    let legal = |c: char| !c.is_whitespace() && !c.is_control() && c != '@';
    let dotted = host.contains('.') && host.split('.').all(|label| !label.is_empty());
    if !local.is_empty()
        && local.chars().all(legal)
        && host.chars().all(legal)
        && dotted
        && email.len() <= 254
    {
        Ok(())
    } else {
        Err(WORDS)
    }
}

/// The form under which an e-mail address is looked up and unique.
#[must_use]
pub fn email_key(email: &str) -> String {
    email.trim().to_lowercase()
}

/// Checks the length of a password, counted in bytes and taken exactly as it was typed.
///
/// # Errors
/// The code and the words of the problem.
pub fn check_password(password: &str) -> Result<(), (&'static str, String)> {
    if password.len() < SHORTEST_PASSWORD {
        Err(("too_short", format!("Use {SHORTEST_PASSWORD} characters or more.")))
    } else if password.len() > LONGEST_PASSWORD {
        Err(("too_long", format!("{LONGEST_PASSWORD} characters at most.")))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alice() -> Profile {
        Profile {
            name: "Alice Adams".into(),
            given_name: "Alice".into(),
            family_name: "Adams".into(),
            preferred_username: "alice".into(),
            email: "alice@example.com".into(),
            phone_number: "+43 1 234567".into(),
            address: Address { locality: "Vienna".into(), country: "Austria".into(), ..Address::default() },
        }
    }

    fn claims(scopes: &str) -> String {
        Value::Object(alice().claims(&Scopes::parse(scopes).unwrap())).to_string()
    }

    // Shows U2, OpenID Connect Core §5.4, oidcc-scope-profile, oidcc-scope-email, oidcc-scope-address,
    // oidcc-scope-phone, R067.
    #[test]
    fn each_identity_scope_gives_exactly_its_claims() {
        assert_eq!(claims("openid"), "{}");
        assert_eq!(
            claims("openid profile"),
            r#"{"family_name":"Adams","given_name":"Alice","name":"Alice Adams","preferred_username":"alice"}"#
        );
        assert_eq!(claims("email"), r#"{"email":"alice@example.com","email_verified":false}"#);
        assert_eq!(claims("phone"), r#"{"phone_number":"+43 1 234567","phone_number_verified":false}"#);
        assert_eq!(
            claims("address"),
            r#"{"address":{"country":"Austria","formatted":"Vienna\nAustria","locality":"Vienna"}}"#
        );
    }

    #[test]
    fn a_password_has_8_to_1024_bytes() {
        for (length, good) in [(7, false), (8, true), (64, true), (1024, true), (1025, false)] {
            assert_eq!(check_password(&"x".repeat(length)).is_ok(), good, "{length}");
        }
    }

    #[test]
    fn each_problem_names_its_field() {
        let profile =
            Profile { name: " ".into(), email: "nobody".into(), phone_number: "call me".into(), ..alice() };
        let problems = profile.checked().unwrap_err();
        let fields: Vec<_> = problems.0.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(fields, ["name", "email", "phoneNumber"]);
    }

    #[test]
    fn an_address_needs_a_name_an_at_sign_and_a_dotted_host() {
        for email in ["a@b.c", "a.b+c@d.example", "\u{fc}@example.com"] {
            assert!(check_email(email).is_ok(), "{email}");
        }
        for email in ["", "a", "a@b", "@b.c", "a@.c", "a@b.", "a b@c.d", "a@b@c.d"] {
            assert!(check_email(email).is_err(), "{email}");
        }
    }
}
