//! What the address of the list asks for, and the addresses that ask for something else.

use domain::client_query::ClientQuery;

use crate::routes::Page;

/// What the address asks for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Asked {
    /// What to look for; everything, where the address can't be understood.
    pub(super) query: ClientQuery,
    /// What can't be understood in it, as sentences that name the parameter.
    pub(super) problems: Vec<String>,
}

impl Asked {
    /// Reads what stands behind the `?`.
    pub(super) fn read(parameters: &str) -> Self {
        match ClientQuery::read(parameters) {
            Ok(query) => Self { query, problems: Vec::new() },
            Err(problems) => {
                let words = |problem: domain::problem::FieldProblem| {
                    format!("{}: {}", problem.field, problem.message)
                };
                Self { query: ClientQuery::default(), problems: problems.0.into_iter().map(words).collect() }
            }
        }
    }
}

/// The address that shows what is looked for.
pub(super) fn address(query: &ClientQuery) -> String {
    match query.to_parameters() {
        parameters if parameters.is_empty() => Page::ApiClients.path(),
        parameters => format!("{}?{parameters}", Page::ApiClients.path()),
    }
}

/// Whether something is left out of the list: a filter is on or something is searched.
pub(super) fn is_narrowed(query: &ClientQuery) -> bool {
    let wide = ClientQuery { sort: query.sort, page: query.page, ..ClientQuery::default() };
    *query != wide
}

#[cfg(test)]
mod tests {
    use domain::client_query::Sort;

    use super::*;

    #[test]
    fn an_address_leads_back_to_what_it_asked_for() {
        let text = "search=night+%26+day&status=active&neverUsed=true&sort=clientName&page=2";
        let asked = Asked::read(text);
        assert!(asked.problems.is_empty() && asked.query.search == "night & day");
        let address = address(&asked.query);
        assert_eq!(Asked::read(address.split_once('?').unwrap().1), asked);
    }

    #[test]
    fn what_the_list_can_not_do_is_named_and_everything_is_shown() {
        let asked = Asked::read("status=asleep&owner=2");
        assert_eq!(asked.query, ClientQuery::default());
        assert_eq!(asked.problems.len(), 2, "{:?}", asked.problems);
        assert!(asked.problems[0].starts_with("status: "), "{:?}", asked.problems);
    }

    #[test]
    fn another_order_leaves_nothing_out() {
        assert!(!is_narrowed(&ClientQuery { sort: Sort::Name, page: 3, ..ClientQuery::default() }));
        assert!(is_narrowed(&ClientQuery { never_used: true, ..ClientQuery::default() }));
        assert!(is_narrowed(&ClientQuery { search: "a".into(), ..ClientQuery::default() }));
    }
}
