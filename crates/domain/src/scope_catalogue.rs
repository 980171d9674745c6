//! The scopes this server knows, in words: what each is about, how far it reaches, what it includes.

mod grants;
mod hints;
mod lattice;
mod presets;

use oauth::scope::Scopes;

pub use grants::{hints_for, suited, suits};
pub use hints::{Hint, Remedy, hints};
use hints::{hint, listed};
pub use lattice::{covering, covers};
pub use presets::{PRESETS, Preset};

/// What a scope is about; the picker and the consent page group by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Who somebody is (OpenID Connect Core §5.4).
    Identity,
    /// What may be done at the API.
    Api,
    /// How long access lasts, and what else a token tells.
    Special,
}

/// How far a scope reaches, in a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// It changes nothing.
    Read,
    /// It reads and changes.
    ReadAndWrite,
    /// There is nothing at the API that it doesn't open.
    Everything,
}

/// A scope and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The scope.
    pub name: &'static str,
    /// Its group.
    pub group: Group,
    /// How far it reaches; `None` for one that opens nothing by itself.
    pub access: Option<Access>,
    /// What an app may do with it, said to the person it acts for: the words after "it can".
    pub words: &'static str,
    /// What it is, said to the owner of a client. For identity scopes with the claims of OpenID Connect Core §5.4.
    pub description: &'static str,
}

const fn entry(
    name: &'static str,
    group: Group,
    access: Option<Access>,
    words: &'static str,
    description: &'static str,
) -> Entry {
    Entry { name, group, access, words, description }
}

const fn identity(name: &'static str, words: &'static str, description: &'static str) -> Entry {
    entry(name, Group::Identity, Some(Access::Read), words, description)
}

const fn reads(name: &'static str, words: &'static str, description: &'static str) -> Entry {
    entry(name, Group::Api, Some(Access::Read), words, description)
}

const fn writes(name: &'static str, words: &'static str, description: &'static str) -> Entry {
    entry(name, Group::Api, Some(Access::ReadAndWrite), words, description)
}

/// Every scope, in the order in which people read them.
pub const CATALOGUE: [Entry; 19] = [
    identity(
        "openid",
        "know which account you signed in with",
        "Sign-in with OpenID Connect: who somebody is, as a number (sub).",
    ),
    identity(
        "profile",
        "see your name and user name",
        "Name and user name (name, given_name, family_name, preferred_username).",
    ),
    identity("email", "see your e-mail address", "E-mail address (email, email_verified)."),
    identity("address", "see your postal address", "Postal address (address)."),
    identity("phone", "see your phone number", "Phone number (phone_number, phone_number_verified)."),
    writes(
        "exepron.restapi",
        "read and change projects, tasks and resources",
        "Projects, tasks and resources: all of their reading and writing in one scope.",
    ),
    writes(
        "exepron.restapi:extended",
        "use reports and manage webhooks",
        "What exepron.restapi leaves out: reports and webhooks.",
    ),
    writes("api1", "read and change everything in the API", "Every resource of the API."),
    reads("api1.read", "read everything in the API", "Every resource of the API, without changing any."),
    writes("projects", "read and change projects", "Projects and their buffers."),
    reads("projects.read", "read projects", "Projects and their buffers, without changing any."),
    writes("tasks", "read and change tasks", "Tasks and their links."),
    reads("tasks.read", "read tasks", "Tasks and their links, without changing any."),
    writes("resources", "manage the team and equipment", "The team and its equipment."),
    reads("reports", "generate and view reports", "Reports: have them made, and read them."),
    writes("webhooks", "manage webhooks", "Webhooks: where the API tells other systems what has changed."),
    entry(
        "admin",
        Group::Api,
        Some(Access::Everything),
        "do everything, as an administrator",
        "All operations, as an administrator. For tools that run the server itself.",
    ),
    entry(
        "offline_access",
        Group::Special,
        None,
        "stay signed in while you are away",
        "Refresh tokens: access goes on without signing in again.",
    ),
    entry(
        "role",
        Group::Special,
        Some(Access::Read),
        "see which roles you have",
        "The roles of the person, in the token.",
    ),
];

impl Group {
    /// The groups, in the order of the picker.
    pub const ALL: [Self; 3] = [Self::Identity, Self::Api, Self::Special];

    /// The group's name on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Identity => "Identity",
            Self::Api => "API",
            Self::Special => "Special",
        }
    }
}

impl Access {
    /// The word on the screen.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Read => "Read",
            Self::ReadAndWrite => "Read and write",
            Self::Everything => "Everything",
        }
    }
}

/// Looks a scope up.
#[must_use]
pub fn find(name: &str) -> Option<&'static Entry> {
    CATALOGUE.iter().find(|entry| entry.name == name)
}

/// Whether every scope of the set is known.
#[must_use]
pub fn knows_all(scopes: &Scopes) -> bool {
    scopes.iter().all(|scope| find(scope.as_str()).is_some())
}

/// The entries of a set of scopes, in the catalogue's order.
#[must_use]
pub fn entries(scopes: &Scopes) -> Vec<&'static Entry> {
    CATALOGUE.iter().filter(|entry| scopes.contains(entry.name)).collect()
}

/// The scopes of the catalogue with these names; a name that it doesn't have adds nothing.
#[must_use]
pub fn set_of<'a>(names: impl IntoIterator<Item = &'a str>) -> Scopes {
    names.into_iter().filter(|name| find(name).is_some()).filter_map(|name| name.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::asked_claims::CLAIMS;

    // Shows R067.
    #[test]
    fn an_identity_scope_is_described_with_exactly_its_claims() {
        for (scope, claims) in [
            ("openid", "sub"),
            ("profile", "name, given_name, family_name, preferred_username"),
            ("email", "email, email_verified"),
            ("address", "address"),
            ("phone", "phone_number, phone_number_verified"),
        ] {
            let described = find(scope).unwrap().description;
            assert!(described.ends_with(&format!("({claims}).")), "{described}");
            for claim in claims.split(", ").filter(|claim| *claim != "sub") {
                assert!(CLAIMS.contains(&(claim, scope)), "{claim}");
            }
        }
    }

    // Shows R068, R069, R070.
    #[test]
    fn every_scope_of_the_documents_is_known_with_its_reach() {
        let reach = |name: &str| find(name).unwrap().access.map(Access::label);
        for name in ["api1.read", "projects.read", "tasks.read", "reports", "role"] {
            assert_eq!(reach(name), Some("Read"), "{name}");
        }
        for name in ["api1", "projects", "tasks", "resources", "webhooks", "exepron.restapi"] {
            assert_eq!(reach(name), Some("Read and write"), "{name}");
        }
        assert_eq!(reach("admin"), Some("Everything"));
        assert_eq!(reach("offline_access"), None);
        assert_eq!(reach("exepron.restapi:extended"), Some("Read and write"));
    }

    #[test]
    fn a_description_is_a_sentence_and_no_two_are_the_same() {
        for (place, entry) in CATALOGUE.iter().enumerate() {
            assert!(entry.description.ends_with('.') && !entry.words.ends_with('.'), "{}", entry.name);
            let rest = CATALOGUE.get(place + 1..).unwrap_or_default();
            let same = |other: &Entry| other.description == entry.description || other.name == entry.name;
            assert!(!rest.iter().any(same), "{}", entry.name);
        }
    }

    #[test]
    fn a_set_is_made_of_known_names_only() {
        assert_eq!(set_of(["tasks", "task", "openid"]).to_string(), "openid tasks");
    }
}
