//! Who is at the other end.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::ConnectInfo;
use http::{HeaderMap, Request};

use crate::config::Networks;
use crate::error::Problem;

/// The address of the client, for limits, address lists and the audit log. It has no port.
///
/// It is the address that connects, unless that is a trusted proxy: then `X-Forwarded-For` is walked from the right,
/// and the first address that is not a trusted proxy wins. What stands left of it anybody could have written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The client of this request (security rule 3.8).
pub(super) fn of<B>(request: &Request<B>, proxies: &Networks) -> Result<ClientAddress, Problem> {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    // Only a router that is called without a connection has no peer; such a caller is nobody, and trusted by nobody.
    let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0.ip().to_canonical());
    if !proxies.contains(peer) {
        return Ok(ClientAddress(peer));
    }
    walk(peer, request.headers(), proxies)
        .map(ClientAddress)
        .ok_or_else(|| Problem::bad_request("The header X-Forwarded-For does not hold addresses."))
}

/// Walks back over the hops, as far as each was vouched for by a trusted one.
fn walk(peer: IpAddr, headers: &HeaderMap, proxies: &Networks) -> Option<IpAddr> {
    let mut hops = Vec::new();
    for line in headers.get_all("x-forwarded-for") {
        hops.extend(line.to_str().ok()?.split(','));
    }
    let mut address = peer;
    for hop in hops.into_iter().rev() {
        address = parse(hop.trim())?;
        if !proxies.contains(address) {
            break;
        }
    }
    Some(address)
}

/// An address as proxies write it: with or without a port, and IPv6 with or without brackets.
fn parse(hop: &str) -> Option<IpAddr> {
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    let alone = bare.parse::<IpAddr>().ok();
    let address = alone.or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> Option<String> {
        let proxies = Networks::parse(["10.0.0.0/8", "fd00::/8"]).unwrap();
        let mut request = Request::builder();
        for line in forwarded {
            request = request.header("X-Forwarded-For", *line);
        }
        let mut request = request.body(()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 5000)));
        of(&request, &proxies).ok().map(|address| address.0.to_string())
    }

    #[test]
    fn without_a_trusted_proxy_the_header_is_not_read() {
        assert_eq!(seen("198.51.100.1", &["203.0.113.9"]).unwrap(), "198.51.100.1");
        assert_eq!(seen("198.51.100.1", &["nonsense"]).unwrap(), "198.51.100.1");
        assert_eq!(seen("::ffff:198.51.100.1", &[]).unwrap(), "198.51.100.1");
    }

    #[test]
    fn the_first_untrusted_address_from_the_right_wins() {
        assert_eq!(seen("10.0.0.1", &["203.0.113.9"]).unwrap(), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4, 203.0.113.9, 10.0.0.7"]).unwrap(), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", &["1.2.3.4", "203.0.113.9", "10.0.0.7"]).unwrap(), "203.0.113.9");
        assert_eq!(seen("fd00::1", &["::ffff:203.0.113.9"]).unwrap(), "203.0.113.9");
    }

    #[test]
    fn a_mapped_proxy_is_the_same_proxy() {
        assert_eq!(seen("::ffff:10.0.0.1", &["203.0.113.9, ::ffff:10.0.0.7"]).unwrap(), "203.0.113.9");
    }

    #[test]
    fn behind_proxies_only_the_farthest_one_is_the_client() {
        assert_eq!(seen("10.0.0.1", &["10.0.0.3, 10.0.0.2"]).unwrap(), "10.0.0.3");
        assert_eq!(seen("10.0.0.1", &[]).unwrap(), "10.0.0.1");
    }

    #[test]
    fn ports_and_brackets_are_not_part_of_the_address() {
        for written in ["203.0.113.9:443", "203.0.113.9"] {
            assert_eq!(seen("10.0.0.1", &[written]).unwrap(), "203.0.113.9");
        }
        for written in ["[2001:db8::1]:443", "[2001:db8::1]", "2001:db8::1"] {
            assert_eq!(seen("10.0.0.1", &[written]).unwrap(), "2001:db8::1");
        }
    }

    #[test]
    fn a_proxy_that_writes_nonsense_is_told_so() {
        for written in ["unknown", "", "203.0.113.9,", "203.0.113", "evil\u{e9}"] {
            assert_eq!(seen("10.0.0.1", &[written]), None, "{written}");
        }
        assert_eq!(
            seen("10.0.0.1", &["nonsense, 203.0.113.9"]).unwrap(),
            "203.0.113.9",
            "nobody looks left of the client"
        );
    }
}
