//! Claims that a client asks for one by one, beside those of its scopes (OpenID Connect Core §5.5).

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use oauth::authorize::{AskedClaim, ClaimsRequest};
use oauth::scope::Scopes;
use serde_json::{Map, Value};

use crate::person::Profile;

/// What a person can tell of themselves, each with the scope that tells it (OpenID Connect Core §5.4). Roles come with
/// their scope alone, because a client's list has a say in them (`roles::decide`).
pub const CLAIMS: [(&str, &str); 9] = [
    ("name", "profile"),
    ("given_name", "profile"),
    ("family_name", "profile"),
    ("preferred_username", "profile"),
    ("email", "email"),
    ("email_verified", "email"),
    ("phone_number", "phone"),
    ("phone_number_verified", "phone"),
    ("address", "address"),
];

/// The names that a client asked for and may have; the person is asked as if for the scopes behind them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AskedClaims {
    /// What userinfo tells.
    pub userinfo: BTreeSet<String>,
    /// What the ID token tells.
    pub id_token: BTreeSet<String>,
}

/// A stored list of claims that can't be read: the row was written by another version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no claim of userinfo or ID token")]
pub struct UnknownClaim(String);

impl AskedClaims {
    /// What is left of a request: known claims, of scopes that the client could have asked for as well.
    ///
    /// All else is left out without a word, essential or not (§5.5.1). Values other than those of `sub` and `acr` are
    /// not compared: the client gets the truth and can compare for itself.
    #[must_use]
    pub fn select(request: &ClaimsRequest, assigned: &Scopes) -> Self {
        let may = |name: &&String| scope_of(name).is_some_and(|scope| assigned.contains(scope));
        Self {
            userinfo: request.userinfo.keys().filter(may).cloned().collect(),
            id_token: request.id_token.keys().filter(may).cloned().collect(),
        }
    }

    /// The scopes that tell at least as much.
    #[must_use]
    pub fn scopes(&self) -> Scopes {
        scopes_of(self.userinfo.iter().chain(&self.id_token))
    }
}

/// What a person tells under some names; what they left empty is left out.
#[must_use]
pub fn tell(profile: &Profile, names: &BTreeSet<String>) -> Map<String, Value> {
    profile.claims(&scopes_of(names)).into_iter().filter(|(name, _)| names.contains(name)).collect()
}

fn scopes_of<'a>(names: impl IntoIterator<Item = &'a String>) -> Scopes {
    names.into_iter().filter_map(|name| scope_of(name)?.parse().ok()).collect()
}

fn scope_of(name: &str) -> Option<&'static str> {
    CLAIMS.iter().find(|(claim, _)| *claim == name).map(|(_, scope)| *scope)
}

/// Whether the person has to be the one that a number stands for: what the client wrote for `sub` (§5.5.1).
#[must_use]
pub fn expects(request: &ClaimsRequest, subject: &str) -> bool {
    request.of("sub").all(|claim: &AskedClaim| claim.accepts(subject))
}

/// As it is stored: `id_token.email userinfo.name`.
impl fmt::Display for AskedClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = [("id_token", &self.id_token), ("userinfo", &self.userinfo)];
        let words = places.iter().flat_map(|(place, names)| names.iter().map(move |name| (place, name)));
        for (index, (place, name)) in words.enumerate() {
            let gap = if index > 0 { " " } else { "" };
            write!(f, "{gap}{place}.{name}")?;
        }
        Ok(())
    }
}

impl FromStr for AskedClaims {
    type Err = UnknownClaim;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut claims = Self::default();
        for word in text.split_whitespace() {
            match word.split_once('.') {
                Some(("id_token", name)) => claims.id_token.insert(name.to_owned()),
                Some(("userinfo", name)) => claims.userinfo.insert(name.to_owned()),
                _ => return Err(UnknownClaim(word.to_owned())),
            };
        }
        Ok(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::Address;

    fn select(request: &str, assigned: &str) -> AskedClaims {
        AskedClaims::select(&ClaimsRequest::parse(request).unwrap(), &Scopes::parse(assigned).unwrap())
    }

    #[test]
    fn only_known_claims_of_assigned_scopes_are_left() {
        let request = r#"{"userinfo": {"name": {"essential": true}, "picture": null, "phone_number": null},
                          "id_token": {"email": null, "auth_time": {"essential": true}}}"#;
        let claims = select(request, "openid profile email");
        assert_eq!(claims.to_string(), "id_token.email userinfo.name");
        assert_eq!(claims.scopes().to_string(), "email profile");
        assert_eq!(select(request, "openid"), AskedClaims::default());
    }

    #[test]
    fn a_stored_list_is_read_as_it_was_written() {
        for text in ["", "userinfo.name", "id_token.email id_token.phone_number userinfo.name"] {
            assert_eq!(text.parse::<AskedClaims>().unwrap().to_string(), text);
        }
        for text in ["name", "header.name", "userinfo"] {
            assert!(text.parse::<AskedClaims>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_subject_is_the_one_that_was_asked_for_in_every_place() {
        let expects = |text: &str| expects(&ClaimsRequest::parse(text).unwrap(), "101");
        assert!(expects("{}") && expects(r#"{"id_token": {"sub": null}}"#));
        assert!(expects(r#"{"id_token": {"sub": {"value": "101"}}}"#));
        assert!(!expects(r#"{"id_token": {"sub": {"value": "102"}}}"#));
        assert!(!expects(
            r#"{"id_token": {"sub": {"value": "101"}}, "userinfo": {"sub": {"value": "102"}}}"#
        ));
    }

    #[test]
    fn a_person_tells_what_was_asked_for_and_no_more() {
        let person = Profile { name: "Alice".into(), given_name: "Al".into(), ..Profile::default() };
        let names = ["given_name", "family_name"].map(str::to_owned).into();
        assert_eq!(Value::Object(tell(&person, &names)).to_string(), r#"{"given_name":"Al"}"#);
    }

    #[test]
    fn every_claim_of_a_profile_stands_under_its_scope() {
        let person = Profile {
            name: "A".into(),
            given_name: "A".into(),
            family_name: "A".into(),
            preferred_username: "a".into(),
            email: "a@example.com".into(),
            phone_number: "1".into(),
            address: Address { locality: "Vienna".into(), ..Address::default() },
        };
        for scope in ["profile", "email", "phone", "address"] {
            let told = person.claims(&Scopes::parse(scope).unwrap());
            let mut listed: Vec<&str> =
                CLAIMS.iter().filter(|(_, of)| *of == scope).map(|(claim, _)| *claim).collect();
            listed.sort_unstable();
            assert_eq!(told.keys().collect::<Vec<_>>(), listed, "{scope}");
        }
    }
}
