//! In what a redirect URI misses the registered one.

/// The one thing in which two redirect URIs differ, the likeliest slip first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// One has a slash at its end, the other has none.
    Slash,
    /// Upper and lower case, in any part.
    Case,
    /// One begins with `http`, the other with `https`.
    Scheme,
    /// The port, also where one says none.
    Port,
    /// What follows a `?` or a `#`.
    Query,
    /// The path.
    Path,
}

/// In what a URI differs from a registered one, when it is in one thing alone. Nothing where they are the same, differ in
/// more than one thing, or lead to different hosts.
///
/// This helps people to find a slip. Whether the URI may be used says [`matches`](super::matches) alone.
#[must_use]
pub fn difference(registered: &str, received: &str) -> Option<Difference> {
    if registered == received {
        return None;
    }
    if registered.strip_suffix('/') == Some(received) || received.strip_suffix('/') == Some(registered) {
        return Some(Difference::Slash);
    }
    if registered.eq_ignore_ascii_case(received) {
        return Some(Difference::Case);
    }
    let (ours, theirs) = (Parts::split(registered)?, Parts::split(received)?);
    let same_scheme = ours.scheme == theirs.scheme;
    if ours.host != theirs.host || !(same_scheme || (ours.is_web() && theirs.is_web())) {
        return None;
    }
    let parts = [
        (same_scheme, Difference::Scheme),
        (ours.port == theirs.port, Difference::Port),
        (ours.query == theirs.query, Difference::Query),
        (ours.path == theirs.path, Difference::Path),
    ];
    let mut differing = parts.into_iter().filter(|(same, _)| !same).map(|(_, what)| what);
    differing.next().filter(|_| differing.next().is_none())
}

/// The registered URI that the received one misses by the likeliest slip, and that slip.
#[must_use]
pub fn nearest<'a>(registered: &'a [String], received: &str) -> Option<(&'a str, Difference)> {
    let near = registered.iter().filter_map(|uri| Some((uri.as_str(), difference(uri, received)?)));
    near.min_by_key(|(_, what)| *what)
}

/// A URI taken apart as text, without deciding whether it is one.
struct Parts<'a> {
    scheme: &'a str,
    host: &'a str,
    /// With its colon; empty when there is none.
    port: &'a str,
    path: &'a str,
    /// With its `?` or `#`; empty when there is none.
    query: &'a str,
}

impl<'a> Parts<'a> {
    fn split(uri: &'a str) -> Option<Self> {
        let (scheme, rest) = uri.split_once("://")?;
        let (rest, query) = rest.split_at_checked(rest.find(['?', '#']).unwrap_or(rest.len()))?;
        let (authority, path) = rest.split_at_checked(rest.find('/').unwrap_or(rest.len()))?;
        // A colon within brackets belongs to an IPv6 address.
        let after_brackets = authority.rfind(']').unwrap_or(0);
        let colon = authority.rfind(':').filter(|colon| *colon > after_brackets);
        let (host, port) = authority.split_at_checked(colon.unwrap_or(authority.len()))?;
        Some(Self { scheme, host, port, path, query })
    }

    fn is_web(&self) -> bool {
        matches!(self.scheme, "http" | "https")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REGISTERED: &str = "https://app.example.com/callback";

    // Shows R066.
    #[test]
    fn one_slip_is_named() {
        for (received, what) in [
            ("https://app.example.com/callback/", Difference::Slash),
            ("https://app.example.com/Callback", Difference::Case),
            ("https://APP.example.com/callback", Difference::Case),
            ("HTTPS://app.example.com/callback", Difference::Case),
            ("http://app.example.com/callback", Difference::Scheme),
            ("https://app.example.com:443/callback", Difference::Port),
            ("https://app.example.com/callback?x=1", Difference::Query),
            ("https://app.example.com/callback#", Difference::Query),
            ("https://app.example.com/callback2", Difference::Path),
            ("https://app.example.com/x/../callback", Difference::Path),
            ("https://app.example.com", Difference::Path),
        ] {
            assert_eq!(difference(REGISTERED, received), Some(what), "{received}");
            assert_eq!(difference(received, REGISTERED), Some(what), "{received} the other way round");
        }
        let (ours, theirs) = ("http://[::1]:3000/cb", "http://[::1]:4000/cb");
        assert_eq!(difference(ours, theirs), Some(Difference::Port));
        let (ours, theirs) = ("com.example.app://cb", "com.example.app://cb/");
        assert_eq!(difference(ours, theirs), Some(Difference::Slash));
    }

    #[test]
    fn what_is_the_same_or_differs_in_more_is_not_called_a_slip() {
        for received in [
            REGISTERED,
            "",
            "callback",
            "https://evil.example/callback",
            "https://app.example.com.evil.example/callback",
            "https://user@app.example.com/callback",
            "https://app.example.com@evil.example/callback",
            "http://app.example.com/callback/",
            "https://app.example.com:8443/elsewhere",
            "com.example.app://app.example.com/callback",
            "https:/app.example.com/callback",
            "://",
        ] {
            assert_eq!(difference(REGISTERED, received), None, "{received}");
        }
    }

    #[test]
    fn of_several_addresses_the_likeliest_slip_counts() {
        let registered = [
            "https://app.example.com/elsewhere",
            "http://app.example.com/callback",
            REGISTERED,
            "https://other.example.com/callback",
        ]
        .map(str::to_owned);
        let near = nearest(&registered, "https://app.example.com/callback/");
        assert_eq!(near, Some((REGISTERED, Difference::Slash)));
        assert_eq!(nearest(&registered, "https://evil.example/callback"), None);
        assert_eq!(nearest(&[], REGISTERED), None);
    }
}
