//! A web address, taken apart the way browsers do it (the WHATWG's URL standard).
//!
//! Two readers of the same standard stand behind this one type. On the server it is the library `url`, which carries the
//! tables of international host names along. The browser has a reader of its own; to send it a second one would make the
//! bundle a seventh larger.

use std::net::{Ipv4Addr, Ipv6Addr};

#[cfg_attr(target_arch = "wasm32", path = "web_address/browser.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "web_address/library.rs")]
mod reader;

/// What an address consists of, as far as a rule asks for it.
pub(crate) struct WebAddress {
    /// The scheme in lower case, without its colon.
    pub(crate) scheme: String,
    /// The host; `None` where the scheme has none.
    pub(crate) host: Option<Host>,
    /// The path.
    pub(crate) path: String,
    /// Scheme, host and port as one word; it means something for `http` and `https` only.
    pub(crate) origin: String,
    /// Whether a user's name or password stands before the host.
    pub(crate) has_user: bool,
}

/// Who answers at an address.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Host {
    /// A name, in its ASCII form and in lower case.
    Name(String),
    /// An address of IPv4, in whatever way it was written.
    Ipv4(Ipv4Addr),
    /// An address of IPv6.
    Ipv6(Ipv6Addr),
}

impl WebAddress {
    /// Takes an address apart; `None` when browsers can't read it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        reader::read(text)
    }
}

impl Host {
    /// The host in the form in which the standard writes it: IPv6 in brackets, IPv4 in four decimal numbers.
    fn of(written: &str) -> Option<Self> {
        if written.is_empty() {
            return None;
        }
        let bracketed = written.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        Some(match bracketed.map(str::parse) {
            Some(Ok(address)) => Self::Ipv6(address),
            _ => written.parse().map_or_else(|_| Self::Name(written.to_owned()), Self::Ipv4),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let address = WebAddress::read("HTTPS://ann@App.Example.com:8443/a/B?c#d").unwrap();
        assert_eq!((address.scheme.as_str(), address.path.as_str()), ("https", "/a/B"));
        assert_eq!(address.host, Some(Host::Name("app.example.com".into())));
        assert_eq!((address.origin.as_str(), address.has_user), ("https://app.example.com:8443", true));
    }

    #[test]
    fn hosts_are_read_in_every_way_browsers_read_them() {
        let host =
            |authority: &str| WebAddress::read(&format!("http://{authority}/")).and_then(|read| read.host);
        let loopback = Some(Host::Ipv4(Ipv4Addr::LOCALHOST));
        for written in ["127.0.0.1", "127.1", "2130706433", "0x7f.0.0.1", "0177.0.0.1"] {
            assert_eq!(host(written), loopback, "{written}");
        }
        assert_eq!(host("[0:0::1]"), Some(Host::Ipv6(Ipv6Addr::LOCALHOST)));
        assert_eq!(host("b\u{fc}cher.example"), Some(Host::Name("xn--bcher-kva.example".into())));
        for unreadable in ["", "a b", "256.0.0.1", "[::1", "a.example:99999", "a<b", "xn--\u{fc}"] {
            assert_eq!(host(unreadable), None, "{unreadable}");
        }
    }

    #[test]
    fn an_address_without_a_host_is_still_an_address() {
        let address = WebAddress::read("javascript:alert(1)").unwrap();
        assert_eq!((address.scheme.as_str(), address.host, address.has_user), ("javascript", None, false));
    }
}
