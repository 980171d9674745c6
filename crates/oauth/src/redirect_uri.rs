//! Comparing redirect URIs (RFC 9700 §2.1, RFC 8252 §7.3).

mod difference;

pub use self::difference::{Difference, difference, nearest};

/// Whether the URI of a request is the registered one.
///
/// The two are compared as text, byte for byte, with one exception: on a loopback address the port may be
/// any, because a native app takes the port that it gets (RFC 8252 §7.3). `localhost` has that freedom only
/// if it was registered without a port or with the word `PORT` or `*` in its place.
#[must_use]
pub fn matches(registered: &str, received: &str) -> bool {
    if registered == received {
        return true;
    }
    match (Loopback::split(registered), Loopback::split(received)) {
        (Some(ours), Some(theirs)) => {
            ours.host == theirs.host
                && ours.path == theirs.path
                && ours.any_port()
                && (theirs.port.is_empty() || theirs.is_port())
        }
        _ => false,
    }
}

/// An `http` URI on one of the three loopback hosts, taken apart as text.
struct Loopback<'a> {
    host: &'a str,
    /// What stands behind the colon; empty when there is no colon.
    port: &'a str,
    /// All that follows, with its leading slash; empty when nothing follows.
    path: &'a str,
}

impl<'a> Loopback<'a> {
    fn split(uri: &'a str) -> Option<Self> {
        let rest = uri.strip_prefix("http://")?;
        let host = ["127.0.0.1", "[::1]", "localhost"].into_iter().find(|host| rest.starts_with(host))?;
        let (host, rest) = rest.split_at_checked(host.len())?;
        let end = rest.find('/').unwrap_or(rest.len());
        let (port, path) = rest.split_at_checked(end)?;
        let port = match port.strip_prefix(':') {
            Some(port) if !port.is_empty() => port,
            Some(_) => return None,
            None if port.is_empty() => "",
            None => return None,
        };
        if path.contains(['?', '#']) { None } else { Some(Self { host, port, path }) }
    }

    fn any_port(&self) -> bool {
        let open = self.port.is_empty() || self.port == "PORT" || self.port == "*";
        open || (self.host != "localhost" && self.is_port())
    }

    fn is_port(&self) -> bool {
        self.port.bytes().all(|byte| byte.is_ascii_digit())
            && self.port.parse::<u16>().is_ok_and(|port| port > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows A3, RFC 6749 §3.1.2.3.
    #[test]
    fn every_difference_in_the_text_is_a_difference() {
        let registered = "https://app.example.com/callback";
        assert!(matches(registered, registered));
        for received in [
            "https://app.example.com/callback/",
            "https://app.example.com/Callback",
            "https://APP.example.com/callback",
            "http://app.example.com/callback",
            "https://app.example.com:443/callback",
            "https://app.example.com/callback?x=1",
            "https://app.example.com/callback#f",
            "https://app.example.com/%63allback",
            "https://app.example.com/a/../callback",
            "https://app.example.com@evil.example/callback",
            "https://app.example.com.evil.example/callback",
            " https://app.example.com/callback",
        ] {
            assert!(!matches(registered, received), "{received}");
        }
    }

    // Shows A4, RFC 8252 §7.3.
    #[test]
    fn a_loopback_address_may_come_with_any_port() {
        for (registered, received) in [
            ("http://127.0.0.1/cb", "http://127.0.0.1:51234/cb"),
            ("http://127.0.0.1:8080/cb", "http://127.0.0.1:9090/cb"),
            ("http://127.0.0.1:PORT/cb", "http://127.0.0.1:1/cb"),
            ("http://[::1]/cb", "http://[::1]:65535/cb"),
            ("http://localhost/cb", "http://localhost:3000/cb"),
            ("http://localhost:PORT/cb", "http://localhost:3000/cb"),
        ] {
            assert!(matches(registered, received), "{registered} {received}");
        }
    }

    // Shows A4.
    #[test]
    fn all_else_on_a_loopback_address_stays_exact() {
        for (registered, received) in [
            ("http://127.0.0.1/cb", "https://127.0.0.1:1/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.2:1/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:65536/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:0/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:443a/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1.evil.com/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:1@evil.com/cb"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:1/cb2"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:1/cb#x"),
            ("http://127.0.0.1/cb", "http://127.0.0.1:1/cb?x=1"),
            ("http://localhost:3000/cb", "http://localhost:4000/cb"),
            ("http://localhost/cb", "http://127.0.0.1:4000/cb"),
        ] {
            assert!(!matches(registered, received), "{registered} {received}");
        }
    }
}
