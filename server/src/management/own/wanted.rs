//! Which events a caller asks for.

use domain::event::{Filter, Typed};
use domain::problem::Problems;

/// How many events a page holds when nobody says.
const USUAL: u64 = 50;
/// How many it holds at most.
const MOST: u64 = 500;

/// Filter, place and size of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) filter: Filter,
    pub(super) cursor: Option<String>,
    pub(super) most: u64,
}

impl Wanted {
    /// Reads the parameters behind the `?`.
    ///
    /// # Errors
    /// A problem for each that is unknown, stands twice or can't be read.
    pub(super) fn read(query: &str) -> Result<Self, Problems> {
        let (mut typed, mut cursor, mut limit) = (Typed::default(), String::new(), String::new());
        let (mut problems, mut seen) = (Problems::default(), Vec::new());
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let field = match &*name {
                "client" => &mut typed.client,
                "kind" => &mut typed.kind,
                "outcome" => &mut typed.outcome,
                "from" => &mut typed.from,
                "to" => &mut typed.to,
                "cursor" => &mut cursor,
                "limit" => &mut limit,
                _ => {
                    problems.add(&name, "unknown", "There is no such parameter.");
                    continue;
                }
            };
            if seen.contains(&name) {
                problems.add(&name, "repeated", "Write this parameter once.");
            }
            *field = value.into_owned();
            seen.push(name);
        }
        let most = if limit.is_empty() { Some(USUAL) } else { limit.parse().ok() };
        let most = most.filter(|most| (1..=MOST).contains(most));
        if most.is_none() {
            problems.add("limit", "range", format!("Use a number from 1 to {MOST}."));
        }
        let filter = typed.checked().unwrap_or_else(|found| {
            problems.0.extend(found.0);
            Filter::default()
        });
        let cursor = Some(cursor).filter(|cursor| !cursor.is_empty());
        problems.into_result(Self { filter, cursor, most: most.unwrap_or(USUAL) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_the_usual() {
        let all = Wanted { filter: Filter::default(), cursor: None, most: USUAL };
        assert_eq!(Wanted::read(""), Ok(all));
        let some = Wanted::read("client=app_1&cursor=abc&limit=500").unwrap();
        assert_eq!((some.cursor.as_deref(), some.most), (Some("abc"), 500));
        assert_eq!(some.filter.client_id.as_deref(), Some("app_1"));
    }

    #[test]
    fn each_mistake_is_named() {
        let problems = Wanted::read("who=me&kind=x&limit=501&from=a&from=b").unwrap_err();
        let fields: Vec<_> = problems.0.iter().map(|problem| &*problem.field).collect();
        assert_eq!(fields, ["who", "from", "limit", "kind", "from"]);
        assert!(Wanted::read("limit=0").is_err() && Wanted::read("limit=-1").is_err());
    }
}
