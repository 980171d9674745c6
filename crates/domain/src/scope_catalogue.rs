//! The scopes this server knows, in words.

use oauth::scope::Scopes;

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

/// A scope and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The scope.
    pub name: &'static str,
    /// Its group.
    pub group: Group,
    /// What an app may do with it: the words after "it can".
    pub words: &'static str,
}

const fn entry(name: &'static str, group: Group, words: &'static str) -> Entry {
    Entry { name, group, words }
}

/// Every scope, in the order in which people read them.
pub const CATALOGUE: [Entry; 19] = [
    entry("openid", Group::Identity, "know which account you signed in with"),
    entry("profile", Group::Identity, "see your name and user name"),
    entry("email", Group::Identity, "see your e-mail address"),
    entry("address", Group::Identity, "see your postal address"),
    entry("phone", Group::Identity, "see your phone number"),
    entry("exepron.restapi", Group::Api, "read and change projects, tasks and resources"),
    entry("exepron.restapi:extended", Group::Api, "use reports and manage webhooks"),
    entry("api1", Group::Api, "read and change everything in the API"),
    entry("api1.read", Group::Api, "read everything in the API"),
    entry("projects", Group::Api, "read and change projects"),
    entry("projects.read", Group::Api, "read projects"),
    entry("tasks", Group::Api, "read and change tasks"),
    entry("tasks.read", Group::Api, "read tasks"),
    entry("resources", Group::Api, "manage the team and equipment"),
    entry("reports", Group::Api, "generate and view reports"),
    entry("webhooks", Group::Api, "manage webhooks"),
    entry("admin", Group::Api, "do everything, as an administrator"),
    entry("offline_access", Group::Special, "stay signed in while you are away"),
    entry("role", Group::Special, "see which roles you have"),
];

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
