use super::*;

fn worst(uri: &str, client: ClientType) -> Option<(&'static str, Severity)> {
    check(uri, client).first().map(|verdict| (verdict.code, verdict.severity))
}

fn refused(uri: &str) -> Option<&'static str> {
    worst(uri, ClientType::Public).filter(|(_, severity)| *severity == Severity::Error).map(|(code, _)| code)
}

// Shows R060, R061, R062, R063, R064, R065.
#[test]
fn every_sample_of_the_product_documents_is_allowed() {
    for uri in [
        "https://app.example.com/auth/callback",
        "https://app.example.com/silent-renew.html",
        "https://app.example.com",
        "http://localhost:3000/auth/callback",
        "http://localhost:4200/auth/callback",
        "http://127.0.0.1:8080/callback",
        "http://localhost/callback",
        "http://127.0.0.1:PORT/callback",
        "http://[::1]:8080/callback",
        "com.example.app://oauth/callback",
        "com.exepron.mobile://callback",
        "exepron://oauth/redirect",
        "myapp://auth/callback",
    ] {
        assert_eq!(refused(uri), None, "{uri}");
    }
}

// Shows A6, R054, R055, R056, R058, R059.
#[test]
fn what_is_refused_has_its_own_words() {
    for (uri, code) in [
        ("", "uri.empty"),
        ("/callback", "uri.relative"),
        ("app.example.com/callback", "uri.relative"),
        ("localhost:3000/callback", "uri.relative"),
        ("https:///callback", "uri.relative"),
        ("https://app example.com/", "uri.whitespace"),
        ("http://app.example.com/callback", "uri.scheme_http"),
        ("http://127.0.0.2/callback", "uri.scheme_http"),
        ("http://localhost.evil.example/callback", "uri.scheme_http"),
        ("http://127.1/callback", "uri.host_spelling"),
        ("http://127.1:8080/callback", "uri.host_spelling"),
        ("http://0x7f.1/callback", "uri.host_spelling"),
        ("http://2130706433/callback", "uri.host_spelling"),
        ("http://0177.0.0.1/callback", "uri.host_spelling"),
        ("http://[0:0::1]/callback", "uri.host_spelling"),
        ("http://[::0001]:8080/callback", "uri.host_spelling"),
        ("http://LocalHost:3000/callback", "uri.host_spelling"),
        ("https://127.1/callback", "uri.host_spelling"),
        ("https://10.1/callback", "uri.host_spelling"),
        ("javascript:alert(1)", "uri.scheme_forbidden"),
        ("JavaScript:alert(1)", "uri.scheme_forbidden"),
        ("data:text/html,x", "uri.scheme_forbidden"),
        ("file:///etc/passwd", "uri.scheme_forbidden"),
        ("https://app.example.com/#x", "uri.fragment"),
        ("https://app.example.com/?x=1", "uri.query"),
        ("https://*.example.com/callback", "uri.wildcard"),
        ("https://user@app.example.com/callback", "uri.userinfo"),
        ("https://localhost:pw@evil.example/", "uri.userinfo"),
        ("https://app.example.com/a/../b", "uri.traversal"),
        ("https://app.example.com/%2e%2e/b", "uri.traversal"),
        ("https://app.example.com:99999/cb", "uri.unreadable"),
    ] {
        assert_eq!(refused(uri), Some(code), "{uri}");
    }
}

// Shows A6.
#[test]
fn a_custom_scheme_is_for_public_clients() {
    assert_eq!(worst("com.example.app://cb", ClientType::Public), None);
    let refused = ("uri.custom_for_web", Severity::Error);
    assert_eq!(worst("com.example.app://cb", ClientType::Confidential), Some(refused));
    assert_eq!(worst("myapp://cb", ClientType::Public), Some(("uri.custom_no_dot", Severity::Warning)));
}

#[test]
fn a_comma_is_allowed_in_a_path_with_the_doubt_that_two_addresses_were_meant() {
    let pasted = "https://a.example.com/cb,https://b.example.com/cb";
    assert_eq!(worst(pasted, ClientType::Public), Some(("uri.comma", Severity::Warning)));
    assert_eq!(
        worst("https://a.example.com/cb,", ClientType::Public),
        Some(("uri.comma", Severity::Warning))
    );
    assert_eq!(worst("https://a.example.com/cb", ClientType::Public), None);
}

#[test]
fn an_address_has_at_most_2000_bytes_and_a_list_at_most_50() {
    let long = |length: usize| format!("https://a.example/{}", "x".repeat(length - 18));
    assert_eq!((refused(&long(2000)), refused(&long(2001))), (None, Some("uri.too_long")));
    let list = |length: usize| (0..length).map(|n| format!("https://a.example/{n}")).collect::<Vec<_>>();
    assert!(blocking(&list(50), ClientType::Public).is_empty());
    assert_eq!(blocking(&list(51), ClientType::Public).first().unwrap().0, "uri.too_many");
}

// Shows R066.
#[test]
fn a_list_names_repetition_and_the_slash_at_the_end() {
    let codes = |text: &str| -> Vec<Vec<&str>> {
        let verdicts = check_all(&split(text), ClientType::Public).into_iter();
        verdicts.map(|verdicts| verdicts.into_iter().map(|verdict| verdict.code).collect()).collect()
    };
    let (twice, slash) = (vec!["uri.duplicate"], vec!["uri.trailing_slash_pair"]);
    assert_eq!(
        codes("https://a.example/cb https://a.example/cb\nhttps://a.example/cb/ https://a.example/cb"),
        [vec![], twice.clone(), slash, twice.clone()]
    );
    assert_eq!(
        codes("http://localhost:3000/cb\nhttp://localhost:3000/cb"),
        [vec!["uri.localhost_name"], twice],
        "what else there is to say is said once"
    );
}

// Shows R092.
#[test]
fn origins_come_from_web_addresses_only() {
    let uris = split(
        "https://app.example.com/callback com.example.app://cb http://localhost:3000/cb https://app.example.com/other",
    );
    assert_eq!(origins(&uris), ["https://app.example.com", "http://localhost:3000"]);
}

// Shows R031.
#[test]
fn addresses_are_parted_by_lines_and_by_blanks() {
    let typed = " https://a.example/cb http://localhost:3000/cb\r\n\n\tcom.example.app://cb ";
    assert_eq!(split(typed), ["https://a.example/cb", "http://localhost:3000/cb", "com.example.app://cb"]);
    assert!(split(" \n ").is_empty());
}
