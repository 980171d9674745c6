//! Two redirect URIs, each on its line: they match when they are equal, or are http addresses of one loopback host and one path.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oauth::redirect_uri::matches;

fuzz_target!(|lines: &str| {
    let Some((registered, received)) = lines.split_once('\n') else { return };
    assert!(matches(registered, registered));
    if registered != received && matches(registered, received) {
        let (ours, theirs) = (without_port(registered), without_port(received));
        assert!(ours.is_some() && ours == theirs, "{registered} {received}");
    }
});

fn without_port(uri: &str) -> Option<(&str, &str)> {
    let rest = uri.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = ["127.0.0.1", "localhost", "[::1]"].into_iter().find(|host| {
        authority.strip_prefix(host).is_some_and(|port| port.is_empty() || port.starts_with(':'))
    })?;
    Some((host, path))
}
