use super::*;

fn read(text: &str) -> Result<ClientQuery, Problems> {
    ClientQuery::read(text)
}

#[test]
fn an_address_without_parameters_asks_for_all_clients_newest_first() {
    assert_eq!(read("").unwrap(), ClientQuery::default());
    assert_eq!(
        read("search=&type=&status=&expiring=&neverUsed=&sort=&page=").unwrap(),
        ClientQuery::default()
    );
    assert_eq!(ClientQuery::default().to_parameters(), "");
}

#[test]
fn what_was_asked_for_survives_the_address() {
    let kinds = Kind::WORDS.into_iter().map(|(_, kind)| Some(kind)).chain([None]);
    for (kind, sort) in kinds.zip(Sort::ALL.into_iter().cycle()) {
        let query = ClientQuery {
            search: "50% \u{e9}t\u{e9} & _x".into(),
            kind,
            status: Some(Status::Inactive),
            expiring: true,
            never_used: true,
            sort,
            page: 7,
        };
        assert_eq!(read(&query.to_parameters()), Ok(query));
    }
}

#[test]
fn a_parameter_that_can_not_be_is_named() {
    let problem = |text: &str| {
        let problems = read(text).unwrap_err().0;
        assert_eq!(problems.len(), 1, "{text}");
        (problems[0].field.clone(), problems[0].code.clone())
    };
    for (text, field, code) in [
        ("owner=1", "owner", "unknown"),
        ("type=nonsense", "type", "value"),
        ("status=deleted", "status", "value"),
        ("expiring=yes", "expiring", "value"),
        ("neverUsed=1", "neverUsed", "value"),
        ("sort=name;drop", "sort", "value"),
        ("page=-1", "page", "range"),
        ("page=x", "page", "range"),
        ("status=active&status=inactive", "status", "repeated"),
        ("search=a%00b", "search", "length"),
    ] {
        assert_eq!(problem(text), (field.to_owned(), code.to_owned()), "{text}");
    }
    assert_eq!(read("page=0&sort=x").unwrap_err().0.len(), 2);
}

#[test]
fn a_search_has_200_characters_and_a_page_is_from_1_to_a_million() {
    for (length, good) in [(200, true), (201, false)] {
        assert_eq!(read(&format!("search={}", "x".repeat(length))).is_ok(), good, "{length}");
    }
    for (page, good) in [(0, false), (1, true), (1_000_000, true), (1_000_001, false)] {
        assert_eq!(read(&format!("page={page}")).is_ok(), good, "{page}");
    }
}

#[test]
fn a_page_begins_behind_the_pages_before_it() {
    let offset = |page| ClientQuery { page, ..ClientQuery::default() }.offset();
    assert_eq!((offset(1), offset(2), offset(3)), (0, 25, 50));
    for (total, pages) in [(0, 1), (1, 1), (25, 1), (26, 2), (50, 2), (51, 3)] {
        assert_eq!(ClientPage::pages(total), pages, "{total}");
    }
}
