//! Which scope opens which set, and for what.
//!
//! A scope for writing implies reading. The scopes that a request needs are those of every entity type it touches.

use oauth::scope::Scopes;

use crate::Principal;
use crate::error::ApiError;

/// What scopes are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Area {
    /// Projects and their buffers.
    Projects,
    /// Tasks and their links.
    Tasks,
    /// Resources.
    Resources,
    /// Reports, and what computes them.
    Reports,
    /// Webhooks and what was sent to them.
    Webhooks,
}

/// What a request does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Reads only.
    Read,
    /// Writes, or reads.
    Write,
}

/// What a plain client of the projects needs.
const WORK: &[Area] = &[Area::Projects, Area::Tasks, Area::Resources];

const EVERYTHING: &[Area] = &[Area::Projects, Area::Tasks, Area::Resources, Area::Reports, Area::Webhooks];

/// What opens the work for every token of the API, in the seed.
const BASE: &str = "exepron.restapi";

/// What adds to [`BASE`] the areas that it leaves out, and opens nothing without it.
const EXTENDED: &str = "exepron.restapi:extended";

/// The lattice: every scope that opens something here, for which areas, and how far. The seed has no `resources.read`.
const LATTICE: [(&str, &[Area], Access); 12] = [
    ("projects.read", &[Area::Projects], Access::Read),
    ("projects", &[Area::Projects], Access::Write),
    ("tasks.read", &[Area::Tasks], Access::Read),
    ("tasks", &[Area::Tasks], Access::Write),
    ("resources", &[Area::Resources], Access::Write),
    ("reports", &[Area::Reports], Access::Write),
    ("webhooks", &[Area::Webhooks], Access::Write),
    ("api1.read", EVERYTHING, Access::Read),
    ("api1", EVERYTHING, Access::Write),
    (BASE, WORK, Access::Write),
    (EXTENDED, &[Area::Reports, Area::Webhooks], Access::Write),
    ("admin", EVERYTHING, Access::Write),
];

/// Whether these scopes reach what belongs to other users of the account, too.
pub(crate) fn reach_others(scopes: &Scopes) -> bool {
    scopes.contains("admin")
}

/// Whether one of the scopes opens the area for this access.
fn allow(scopes: &Scopes, area: Area, access: Access) -> bool {
    let held = |scope| scopes.contains(scope) && (scope != EXTENDED || scopes.contains(BASE));
    opening(area, access).any(held)
}

/// The least scope that would do, which a refusal names (RFC 6750 §3.1 `insufficient_scope`).
fn least(area: Area, access: Access) -> &'static str {
    opening(area, access).next().unwrap_or("admin")
}

/// Refuses a principal whose scopes don't reach all that a request touches: a filter tells as much as an answer.
///
/// # Errors
/// With the least scope that would do for the first thing that is out of reach.
pub(crate) fn authorize(principal: &Principal, needs: &[(Area, Access)]) -> Result<(), ApiError> {
    match needs.iter().find(|(area, access)| !allow(&principal.scopes, *area, *access)) {
        None => Ok(()),
        Some((area, access)) => Err(ApiError::InsufficientScope(least(*area, *access))),
    }
}

/// Every scope that opens something here (RFC 9728 §2 `scopes_supported`).
pub(crate) fn supported() -> Vec<&'static str> {
    LATTICE.iter().map(|(scope, ..)| *scope).collect()
}

/// The scopes that open an area, least first.
fn opening(area: Area, access: Access) -> impl Iterator<Item = &'static str> {
    let opens = move |(_, areas, reach): &&(&str, &[Area], Access)| {
        areas.contains(&area) && (*reach == Access::Write || access == Access::Read)
    };
    LATTICE.iter().filter(opens).map(|(scope, ..)| *scope)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Access::{Read, Write};
    use Area::{Projects, Reports, Resources, Tasks, Webhooks};

    #[test]
    fn a_scope_opens_what_it_says_and_nothing_else() {
        let cases: [(&str, &[(Area, Access)]); 14] = [
            ("projects.read", &[(Projects, Read)]),
            ("projects", &[(Projects, Read), (Projects, Write)]),
            ("tasks.read", &[(Tasks, Read)]),
            ("tasks", &[(Tasks, Read), (Tasks, Write)]),
            ("resources", &[(Resources, Read), (Resources, Write)]),
            ("projects.read tasks.read", &[(Projects, Read), (Tasks, Read)]),
            (
                "api1.read",
                &[(Projects, Read), (Tasks, Read), (Resources, Read), (Reports, Read), (Webhooks, Read)],
            ),
            ("webhooks", &[(Webhooks, Read), (Webhooks, Write)]),
            ("reports", &[(Reports, Read), (Reports, Write)]),
            ("exepron.restapi:extended", &[]),
            ("openid profile email offline_access", &[]),
            ("resources.read", &[]),
            ("PROJECTS", &[]),
            ("", &[]),
        ];
        for (scopes, opened) in cases {
            let scopes = Scopes::parse(scopes).unwrap();
            for area in EVERYTHING {
                for access in [Read, Write] {
                    assert_eq!(
                        allow(&scopes, *area, access),
                        opened.contains(&(*area, access)),
                        "{scopes} {area:?} {access:?}"
                    );
                }
            }
        }
        for all in ["api1", "admin", "exepron.restapi exepron.restapi:extended"] {
            let scopes = Scopes::parse(all).unwrap();
            assert!(EVERYTHING.iter().all(|area| allow(&scopes, *area, Write)), "{all}");
        }
        let plain = Scopes::parse(BASE).unwrap();
        assert!(WORK.iter().all(|area| allow(&plain, *area, Write)));
        assert!(!allow(&plain, Webhooks, Read) && !allow(&plain, Reports, Read));
    }

    #[test]
    fn a_refusal_names_the_least_scope() {
        let cases = [
            (Projects, Read, "projects.read"),
            (Projects, Write, "projects"),
            (Tasks, Read, "tasks.read"),
            (Tasks, Write, "tasks"),
            (Resources, Read, "resources"),
            (Resources, Write, "resources"),
            (Reports, Read, "reports"),
            (Webhooks, Read, "webhooks"),
            (Webhooks, Write, "webhooks"),
        ];
        for (area, access, scope) in cases {
            assert_eq!(least(area, access), scope);
        }
    }
}
