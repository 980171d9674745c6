//! Lists of addresses and networks.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer, Serialize, de};

/// Networks that an operator names, such as those of the reverse proxies in front of this server; empty by default
/// (security rules 3.8 and O6).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Networks(Vec<IpNet>);

impl Networks {
    /// Reads addresses and networks, such as `10.0.0.0/8` or `::1`.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, String> {
        entries.into_iter().map(network).collect::<Result<_, _>>().map(Self)
    }

    /// Whether there is none at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether this address, in its canonical form, is in one of them.
    pub fn contains(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// One entry. An address alone is the network that holds only itself.
fn network(entry: &str) -> Result<IpNet, String> {
    let entry = entry.trim();
    let alone = entry.parse::<IpAddr>().map(|address| IpNet::from(address.to_canonical()));
    alone
        .or_else(|_| entry.parse::<IpNet>())
        .map_err(|_| format!("`{entry}` is neither an IP address nor a network such as 10.0.0.0/8"))
}

impl<'de> Deserialize<'de> for Networks {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        /// A list in the file, and text with commas in the environment.
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "expected a list of addresses and networks")]
        enum Written {
            List(Vec<String>),
            Text(String),
        }

        match Written::deserialize(deserializer)? {
            Written::List(entries) => Self::parse(entries.iter().map(String::as_str)),
            Written::Text(text) => Self::parse(text.split(',').filter(|entry| !entry.trim().is_empty())),
        }
        .map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_alone_is_a_network_of_one() {
        let proxies = Networks::parse(["10.0.0.1", "fd00::/8"]).unwrap();
        assert!(proxies.contains("10.0.0.1".parse().unwrap()));
        assert!(!proxies.contains("10.0.0.2".parse().unwrap()));
        assert!(proxies.contains("fd12::7".parse().unwrap()));
    }

    #[test]
    fn a_wrong_entry_is_named() {
        let error = Networks::parse(["10.0.0.0/8", "proxy.internal"]).unwrap_err();
        assert_eq!(error, "`proxy.internal` is neither an IP address nor a network such as 10.0.0.0/8");
        assert!(Networks::parse(["10.0.0.0/33"]).is_err());
        assert!(Networks::parse(["010.0.0.1"]).is_err());
    }
}
