//! From where a client's own requests may come.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use ipnet::{IpNet, Ipv4Net};
use serde::{Deserialize, Serialize};

/// The most entries a list may have.
pub const MOST: usize = 100;

/// Addresses and networks, IPv4 and IPv6, in canonical form. The empty list allows every address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Vec<String>", try_from = "Vec<String>")]
pub struct AllowedIpAddresses(Vec<IpNet>);

/// Why a list is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowable {
    /// An entry is no address and no network: a name, `/33`, `010.0.0.1`, or an address with a zone.
    #[error("`{0}` is neither an IP address nor a network such as 203.0.113.0/24 or 2001:db8::/32.")]
    Entry(String),
    /// More than [`MOST`].
    #[error("100 entries at most.")]
    TooMany,
}

impl AllowedIpAddresses {
    /// Reads entries; blank ones are left out, host bits are cleared, the same network stands once.
    ///
    /// # Errors
    /// The first entry that can't be read.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, NotAllowable> {
        let mut networks = Vec::new();
        for entry in entries.into_iter().map(str::trim).filter(|entry| !entry.is_empty()) {
            let network = network(entry).ok_or_else(|| NotAllowable::Entry(shown(entry)))?;
            if !networks.contains(&network) {
                networks.push(network);
            }
        }
        if networks.len() > MOST { Err(NotAllowable::TooMany) } else { Ok(Self(networks)) }
    }

    /// Whether a request from this address may come. An IPv4 address inside IPv6 counts as itself.
    #[must_use]
    pub fn allows(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.is_empty() || self.0.iter().any(|network| network.contains(&address))
    }

    /// Whether every address is allowed because nobody said otherwise.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether an entry allows the whole internet, which is worth a warning.
    #[must_use]
    pub fn allows_everything(&self) -> bool {
        self.0.iter().any(|network| network.prefix_len() == 0)
    }
}

/// Splits what was typed: separated by commas or on lines of their own; blank entries are left out.
#[must_use]
pub fn split(text: &str) -> Vec<String> {
    text.split([',', '\n']).map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect()
}

/// An address alone is the network that holds only itself; IPv4 inside IPv6 becomes IPv4.
fn network(entry: &str) -> Option<IpNet> {
    if let Ok(address) = entry.parse::<IpAddr>() {
        return Some(IpNet::from(address.to_canonical()));
    }
    let network = entry.parse::<IpNet>().ok()?.trunc();
    let IpNet::V6(six) = network else { return Some(network) };
    match (six.addr().to_ipv4_mapped(), six.prefix_len().checked_sub(96)) {
        (Some(four), Some(prefix)) => Some(Ipv4Net::new(four, prefix).ok()?.trunc().into()),
        _ => Some(network),
    }
}

/// What somebody typed, short enough to be put into a sentence.
fn shown(entry: &str) -> String {
    entry.chars().filter(|letter| !letter.is_control()).take(60).collect()
}

impl FromStr for AllowedIpAddresses {
    type Err = NotAllowable;

    /// Reads the form's field: separated by commas.
    fn from_str(text: &str) -> Result<Self, NotAllowable> {
        Self::try_from(split(text))
    }
}

impl fmt::Display for AllowedIpAddresses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&Vec::from(self.clone()).join(", "))
    }
}

impl From<AllowedIpAddresses> for Vec<String> {
    fn from(list: AllowedIpAddresses) -> Self {
        let alone = |network: &IpNet| network.prefix_len() == network.max_prefix_len();
        let word = |network: &IpNet| {
            if alone(network) { network.addr().to_string() } else { network.to_string() }
        };
        list.0.iter().map(word).collect()
    }
}

impl TryFrom<Vec<String>> for AllowedIpAddresses {
    type Error = NotAllowable;

    fn try_from(entries: Vec<String>) -> Result<Self, NotAllowable> {
        Self::parse(entries.iter().map(String::as_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(list: &str, address: &str) -> bool {
        list.parse::<AllowedIpAddresses>().unwrap().allows(address.parse().unwrap())
    }

    // Shows R142.
    #[test]
    fn a_blank_list_allows_all() {
        assert!(allows("", "203.0.113.9") && allows(" , ", "2001:db8::1"));
    }

    // Shows R142.
    #[test]
    fn an_address_and_a_network_allow_what_is_in_them_and_nothing_beside() {
        let list = "203.0.113.7, 198.51.100.0/24, 2001:db8::/32";
        for inside in ["203.0.113.7", "198.51.100.0", "198.51.100.255", "2001:db8:ffff::1"] {
            assert!(allows(list, inside), "{inside}");
        }
        for outside in ["203.0.113.8", "198.51.101.0", "198.51.99.255", "2001:db9::1"] {
            assert!(!allows(list, outside), "{outside}");
        }
    }

    #[test]
    fn an_ipv4_address_inside_ipv6_is_the_same_address() {
        assert!(allows("203.0.113.7", "::ffff:203.0.113.7"));
        assert!(allows("::ffff:203.0.113.0/120", "203.0.113.200"));
        assert!(!allows("::ffff:203.0.113.0/120", "203.0.114.0"));
    }

    // Shows M14.
    #[test]
    fn entries_come_back_in_canonical_form_and_once() {
        let list: AllowedIpAddresses = "10.1.2.3/8,10.0.0.0/8 , 2001:DB8::1".parse().unwrap();
        assert_eq!(list.to_string(), "10.0.0.0/8, 2001:db8::1");
        assert_eq!(list.to_string().parse::<AllowedIpAddresses>().unwrap(), list);
    }

    // Shows M14.
    #[test]
    fn what_is_no_address_is_named() {
        for wrong in ["10.0.0.0/33", "010.0.0.1", "fe80::1%eth0", "office.example.com", "10.0.0.1-9", "/8"] {
            let refused = format!("192.0.2.1, {wrong}").parse::<AllowedIpAddresses>();
            assert_eq!(refused, Err(NotAllowable::Entry(wrong.into())));
        }
    }

    #[test]
    fn a_list_has_a_hundred_entries_at_most() {
        let list = |length: u8| (0..length).map(|last| format!("192.0.2.{last}")).collect::<Vec<_>>();
        assert!(AllowedIpAddresses::try_from(list(100)).is_ok());
        assert_eq!(AllowedIpAddresses::try_from(list(101)), Err(NotAllowable::TooMany));
    }

    #[test]
    fn a_list_that_allows_everything_is_noticed() {
        let everything = |list: &str| list.parse::<AllowedIpAddresses>().unwrap().allows_everything();
        assert!(everything("0.0.0.0/0") && everything("::/0"));
        assert!(!everything("0.0.0.0/1") && !everything(""));
    }
}
