//! Which scope includes which: what one opens, the wider one opens too (R071).

use oauth::scope::Scopes;

use super::{Access, CATALOGUE, Entry, Group};

/// A scope and those that it includes; whole, so that nothing has to be followed. `x` includes `x.read` without a line here.
///
/// `exepron.restapi` and `exepron.restapi:extended` are the two halves of the API, as a personal access token has them.
const INCLUDES: [(&str, &[&str]); 4] = [
    (
        "api1",
        &[
            "exepron.restapi",
            "exepron.restapi:extended",
            "projects",
            "projects.read",
            "tasks",
            "tasks.read",
            "resources",
            "reports",
            "webhooks",
        ],
    ),
    ("api1.read", &["projects.read", "tasks.read"]),
    ("exepron.restapi", &["projects", "projects.read", "tasks", "tasks.read", "resources"]),
    ("exepron.restapi:extended", &["reports", "webhooks"]),
];

/// Whether whoever has `wider` can do all that `narrower` allows. A scope does not cover itself.
#[must_use]
pub fn covers(wider: &str, narrower: &str) -> bool {
    let (Some(wide), Some(narrow)) = (super::find(wider), super::find(narrower)) else { return false };
    if wide.group != Group::Api || narrow.group != Group::Api || wider == narrower {
        return false;
    }
    wide.access == Some(Access::Everything)
        || narrower.strip_suffix(".read") == Some(wider)
        || INCLUDES.iter().any(|(scope, included)| *scope == wider && included.contains(&narrower))
}

/// The scope of a set by which it already has another one: the narrowest that covers it.
#[must_use]
pub fn covering(scopes: &Scopes, narrower: &str) -> Option<&'static Entry> {
    let covering = |entry: &&Entry| scopes.contains(entry.name) && covers(entry.name, narrower);
    CATALOGUE.iter().filter(covering).min_by_key(|entry| width(entry.name))
}

/// How many scopes a scope covers.
fn width(scope: &str) -> usize {
    CATALOGUE.iter().filter(|entry| covers(scope, entry.name)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows R071.
    #[test]
    fn admin_covers_all_api1_every_resource_and_a_writing_scope_its_reading_one() {
        let api = || CATALOGUE.iter().filter(|entry| entry.group == Group::Api).map(|entry| entry.name);
        assert!(api().filter(|name| *name != "admin").all(|name| covers("admin", name)));
        assert!(api().filter(|name| !["admin", "api1"].contains(name)).all(|name| covers("api1", name)));
        for stem in ["api1", "projects", "tasks"] {
            let reading = format!("{stem}.read");
            assert!(covers(stem, &reading) && !covers(&reading, stem), "{stem}");
        }
    }

    #[test]
    fn reading_covers_no_writing_and_one_resource_no_other() {
        for (wider, narrower) in [
            ("api1.read", "projects"),
            ("api1.read", "webhooks"),
            ("projects", "tasks.read"),
            ("exepron.restapi", "reports"),
            ("exepron.restapi", "exepron.restapi:extended"),
            ("exepron.restapi:extended", "projects.read"),
            ("api1", "admin"),
            ("admin", "openid"),
            ("admin", "offline_access"),
            ("profile", "openid"),
            ("resources", "resources.read"),
            ("tasks", "tasks"),
        ] {
            assert!(!covers(wider, narrower), "{wider} {narrower}");
        }
    }

    #[test]
    fn what_a_scope_covers_covers_nothing_that_it_does_not() {
        let all = || CATALOGUE.iter().map(|entry| entry.name);
        for (a, b, c) in all().flat_map(|a| all().flat_map(move |b| all().map(move |c| (a, b, c)))) {
            assert!(a == c || !covers(a, b) || !covers(b, c) || covers(a, c), "{a} {b} {c}");
        }
    }

    #[test]
    fn the_narrowest_scope_that_covers_is_named() {
        let by = |set: &str, scope| covering(&Scopes::parse(set).unwrap(), scope).map(|entry| entry.name);
        assert_eq!(by("admin api1 projects", "projects.read"), Some("projects"));
        assert_eq!(by("admin api1", "projects.read"), Some("api1"));
        assert_eq!(by("projects.read", "projects.read"), None);
        assert_eq!(by("own.scope", "projects.read"), None);
    }
}
