//! What speaks against a set of scopes: more than is needed, or less than works (R073).

use oauth::scope::Scopes;

use super::{CATALOGUE, Entry, Group, covers, entries, set_of};

/// Something to think about. It never stands in the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Stable name, for programs.
    pub code: &'static str,
    /// What to tell the person.
    pub words: String,
    /// What one press would change.
    pub remedy: Option<Remedy>,
}

/// What would make a hint go away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// These scopes are not needed.
    Remove(Scopes),
    /// These scopes are missing.
    Add(Scopes),
}

impl Remedy {
    /// The set after it.
    #[must_use]
    pub fn applied_to(&self, scopes: &Scopes) -> Scopes {
        match self {
            Self::Add(more) => scopes.union(more),
            Self::Remove(less) => {
                let less: Vec<&str> = less.iter().map(oauth::scope::Scope::as_str).collect();
                scopes.without(&less)
            }
        }
    }
}

/// Looks at a set and says what it finds.
type Rule = fn(&Scopes) -> Vec<Hint>;

/// The rules, the weightiest first.
const RULES: [Rule; 4] = [admin_beside_others, admin_alone, covered, nobody_to_tell_of];

/// What speaks against a set of scopes; nothing for one that asks for just what it needs.
#[must_use]
pub fn hints(scopes: &Scopes) -> Vec<Hint> {
    RULES.iter().flat_map(|rule| rule(scopes)).collect()
}

pub(super) fn hint(code: &'static str, words: impl Into<String>, remedy: Option<Remedy>) -> Vec<Hint> {
    vec![Hint { code, words: words.into(), remedy }]
}

/// The scopes of the set that open something at the API, `admin` not among them.
fn at_api(scopes: &Scopes) -> Vec<&'static Entry> {
    let opens = |entry: &&Entry| entry.group == Group::Api && entry.name != "admin";
    entries(scopes).into_iter().filter(opens).collect()
}

fn admin_beside_others(scopes: &Scopes) -> Vec<Hint> {
    if !scopes.contains("admin") || at_api(scopes).is_empty() {
        return Vec::new();
    }
    let remedy = Remedy::Remove(set_of(["admin"]));
    hint("scope.admin_and_more", "Admin already includes everything. Do you need it?", Some(remedy))
}

fn admin_alone(scopes: &Scopes) -> Vec<Hint> {
    if !scopes.contains("admin") || !at_api(scopes).is_empty() {
        return Vec::new();
    }
    let words = "Admin opens everything. If the client has one job, choose the scopes of that job instead.";
    hint("scope.admin", words, None)
}

/// One hint for each scope that makes others needless; the widest is named, and `admin` has rules of its own.
fn covered(scopes: &Scopes) -> Vec<Hint> {
    let chosen = at_api(scopes);
    let is_widest = |entry: &Entry| !chosen.iter().any(|other| covers(other.name, entry.name));
    let mut found = Vec::new();
    for wide in chosen.iter().filter(|entry| is_widest(entry)) {
        let needless = |entry: &&&Entry| covers(wide.name, entry.name);
        let names: Vec<&str> = chosen.iter().filter(needless).map(|entry| entry.name).collect();
        if !names.is_empty() {
            let words = format!("{} already covers {}.", wide.name, listed(&names));
            found.extend(hint("scope.covered", words, Some(Remedy::Remove(set_of(names)))));
        }
    }
    found
}

/// Userinfo answers requests with `openid` only (OpenID Connect Core §5.3.1).
fn nobody_to_tell_of(scopes: &Scopes) -> Vec<Hint> {
    let about = CATALOGUE.iter().filter(|entry| entry.group == Group::Identity && entry.name != "openid");
    let told: Vec<&str> = about.map(|entry| entry.name).filter(|name| scopes.contains(name)).collect();
    if told.is_empty() || scopes.contains("openid") {
        return Vec::new();
    }
    let verb = if told.len() == 1 { "tells" } else { "tell" };
    let words = format!("Without openid, {} {verb} nothing.", listed(&told));
    hint("scope.openid_missing", words, Some(Remedy::Add(set_of(["openid"]))))
}

pub(super) fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(scopes: &str) -> Vec<String> {
        hints(&Scopes::parse(scopes).unwrap()).into_iter().map(|hint| hint.words).collect()
    }

    // Shows R073.
    #[test]
    fn what_is_too_broad_is_said() {
        for (scopes, words) in [
            ("api1 admin", "Admin already includes everything. Do you need it?"),
            (
                "openid admin",
                "Admin opens everything. If the client has one job, choose the scopes of that job instead.",
            ),
            ("projects projects.read", "projects already covers projects.read."),
            ("api1 projects tasks", "api1 already covers projects and tasks."),
            ("api1 tasks tasks.read projects", "api1 already covers projects, tasks and tasks.read."),
            ("exepron.restapi resources", "exepron.restapi already covers resources."),
            ("profile email", "Without openid, profile and email tell nothing."),
            ("address", "Without openid, address tells nothing."),
        ] {
            assert_eq!(said(scopes), [words], "{scopes}");
        }
    }

    #[test]
    fn what_is_just_enough_gets_no_hint() {
        for scopes in [
            "",
            "openid profile email offline_access",
            "projects.read tasks.read reports",
            "exepron.restapi exepron.restapi:extended",
            "projects tasks.read",
            "own.scope role",
        ] {
            assert_eq!(said(scopes), Vec::<String>::new(), "{scopes}");
        }
        for preset in super::super::PRESETS {
            assert_eq!(hints(&preset.scopes()), [], "{}", preset.label);
        }
    }

    #[test]
    fn two_scopes_that_make_others_needless_are_said_one_by_one() {
        assert_eq!(
            said("projects projects.read tasks tasks.read"),
            ["projects already covers projects.read.", "tasks already covers tasks.read."]
        );
    }

    #[test]
    fn a_remedy_makes_its_hint_go_away() {
        for scopes in ["api1 admin", "projects projects.read", "api1 projects tasks openid", "profile"] {
            let scopes = Scopes::parse(scopes).unwrap();
            let hint = hints(&scopes).remove(0);
            let after = hint.remedy.unwrap().applied_to(&scopes);
            assert!(after != scopes && hints(&after).is_empty(), "{scopes}: {after}");
        }
    }
}
