//! Which addresses the server may be sent to by what people write down: never into the network it stands in.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use crate::redirect_uri::LONGEST;
use crate::web_address::{Host, WebAddress};

/// What is said where an address can't be used, in words that suit what it is for.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// It can't be read.
    pub unreadable: &'static str,
    /// It isn't `https`.
    pub scheme: &'static str,
}

/// Checks the form of an address that messages are sent to: `https`, or `http` on loopback, without fragment and without
/// a user. Whether a message gets there is decided at each connection.
///
/// # Errors
/// Code and words of the problem.
pub fn check_address(address: &str, words: &Words) -> Result<(), (&'static str, &'static str)> {
    if address.len() > LONGEST {
        return Err(("uri.too_long", "Too long: 2,000 characters at most."));
    }
    if address.contains(|c: char| c.is_whitespace() || c.is_control() || c == '\\') {
        return Err(("uri.unreadable", "This address can't be read. Check it for spaces and backslashes."));
    }
    let Some(read) = WebAddress::read(address) else {
        return Err(("uri.unreadable", words.unreadable));
    };
    match read.scheme.as_str() {
        "https" => {}
        "http" if read.host.as_ref().is_some_and(is_loopback) => {}
        _ => return Err(("uri.scheme", words.scheme)),
    }
    if address.contains('#') {
        return Err(("uri.fragment", "Remove everything from # on."));
    }
    if read.has_user {
        return Err(("uri.userinfo", "Remove the part before @."));
    }
    Ok(())
}

fn is_loopback(host: &Host) -> bool {
    match host {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
        Host::Name(name) => name == "localhost",
    }
}

/// Whether an address belongs to the public internet.
///
/// Whoever registers an address for messages could otherwise reach what only this server can: itself, its neighbours,
/// and the metadata service of a cloud. Follows the registries of special-purpose addresses (RFC 6890, RFC 8190);
/// what they don't know is refused.
#[must_use]
pub fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        // "This network", private use, loopback.
        [0 | 10 | 127, ..] => true,
        // Between a provider and its customers (RFC 6598).
        [100, 64..=127, ..] => true,
        // Link-local, where clouds keep their metadata service.
        [169, 254, ..] => true,
        [172, 16..=31, ..] | [192, 168, ..] => true,
        // Protocol assignments, documentation, 6to4 relays (RFC 7526), benchmarks.
        [192, 0, 0 | 2, _] | [192, 88, 99, _] | [198, 18..=19, ..] => true,
        [198, 51, 100, _] | [203, 0, 113, _] => true,
        // Multicast, and what is reserved or broadcast.
        [224..=255, ..] => true,
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        // Protocol assignments with Teredo, documentation (RFC 3849, RFC 9637), 6to4 that holds an IPv4 address.
        [0x2001, 0..=0x01ff, ..] | [0x2001, 0x0db8, ..] | [0x2002, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        // All global unicast addresses that were ever given out begin with these three bits (RFC 4291 §2.4).
        [0x2000..=0x3fff, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_public;

    // Shows O6.
    #[test]
    fn the_own_network_is_not_public_however_it_is_written() {
        for address in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.254",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "64:ff9b:1::a00:1",
            "100::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "4000::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(address.parse().unwrap()), "{address}");
        }
    }

    #[test]
    fn the_internet_is_public_up_to_the_borders() {
        for address in [
            "1.1.1.1",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.0",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "::ffff:1.1.1.1",
            "2001:200::1",
            "2606:4700::1111",
            "2a00:1450::1",
            "3fff:1000::1",
        ] {
            assert!(is_public(address.parse().unwrap()), "{address}");
        }
    }
}
