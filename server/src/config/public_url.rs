//! The address under which a listener is known outside.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use http::uri::Authority;
use serde::{Deserialize, Serialize};
use url::{Host, Url};

/// Scheme, host and port under which the world reaches a listener.
///
/// The issuer, every link, every cookie and every check of a host or an origin derive from it, and from nothing that a
/// request says (security rule W8).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicUrl {
    origin: String,
    authority: String,
    port: u16,
    https: bool,
    loopback: bool,
}

impl PublicUrl {
    /// The address of a listener that nobody named: this machine, and the port.
    pub fn localhost(port: u16) -> Self {
        let authority = if port == 80 { "localhost".to_owned() } else { format!("localhost:{port}") };
        Self { origin: format!("http://{authority}"), authority, port, https: false, loopback: true }
    }

    /// The address without a slash at its end, in the form of an origin (RFC 6454 §6.2).
    pub fn as_str(&self) -> &str {
        &self.origin
    }

    /// The port, also when the scheme says it.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether the outside is reached over TLS.
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// Whether this address can only be reached from the machine itself.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// Whether a `Host` header (RFC 9110 §7.2) names this listener. The names of loopback count as one.
    pub fn is_named_by(&self, host: &str) -> bool {
        if host.eq_ignore_ascii_case(&self.authority) {
            return true;
        }
        let Some(authority) = host.parse::<Authority>().ok().filter(|_| !host.contains('@')) else {
            return false;
        };
        let default = if self.https { 443 } else { 80 };
        let port = if authority.port().is_some() { authority.port_u16() } else { Some(default) };
        let own = self.authority.parse::<Authority>();
        let same_host = own.is_ok_and(|own| own.host().eq_ignore_ascii_case(authority.host()));
        port == Some(self.port) && (same_host || (self.loopback && is_loopback_name(authority.host())))
    }

    /// Whether an `Origin` header (RFC 6454 §7) is this listener's own.
    pub fn is_origin(&self, origin: &str) -> bool {
        let scheme = if self.https { "https://" } else { "http://" };
        origin == self.origin || origin.strip_prefix(scheme).is_some_and(|host| self.is_named_by(host))
    }
}

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let url = Url::parse(text).map_err(|error| format!("`{text}` is not a web address: {error}"))?;
        let https = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(format!("`{text}` must begin with https:// or http://")),
        };
        let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
            return Err(format!("`{text}` has no host"));
        };
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
            return Err(format!("`{text}` must end after the host and the port; a path is not supported"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("a public URL can't hold a user name or a password".to_owned());
        }
        let authority = match url.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_string(),
        };
        Ok(Self {
            origin: format!("{}://{authority}", url.scheme()),
            authority,
            port,
            https,
            loopback: is_loopback(&host),
        })
    }
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => IpAddr::from(*address).to_canonical().is_loopback(),
    }
}

fn is_loopback_name(host: &str) -> bool {
    ["localhost", "127.0.0.1", "[::1]"].iter().any(|name| host.eq_ignore_ascii_case(name))
}

impl TryFrom<String> for PublicUrl {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PublicUrl> for String {
    fn from(url: PublicUrl) -> Self {
        url.origin
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> PublicUrl {
        text.parse().unwrap()
    }

    #[test]
    fn it_is_written_as_an_origin() {
        assert_eq!(url("https://Id.Example.com:443/").as_str(), "https://id.example.com");
        assert_eq!(url("http://localhost:44367").as_str(), "http://localhost:44367");
        assert_eq!(url("http://[::1]:80").as_str(), "http://[::1]");
        assert_eq!(url("http://localhost:3000"), PublicUrl::localhost(3000));
        assert_eq!(url("http://localhost"), PublicUrl::localhost(80));
    }

    #[test]
    fn what_is_more_or_less_than_an_origin_is_refused() {
        for text in [
            "id.example.com",
            "ftp://id.example.com",
            "https://id.example.com/auth",
            "https://id.example.com/?a=b",
            "https://id.example.com/#a",
            "https://user@id.example.com",
            "https://:pass@id.example.com",
            "https://",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_host_header_must_name_host_and_port() {
        let public = url("https://id.example.com");
        for host in ["id.example.com", "ID.example.com", "id.example.com:443", "id.example.com:"] {
            assert!(public.is_named_by(host), "{host}");
        }
        for host in
            ["", "id.example.com:80", "id.example.com.", "a@id.example.com", "example.com", "localhost"]
        {
            assert!(!public.is_named_by(host), "{host}");
        }
    }

    #[test]
    fn the_names_of_loopback_count_as_one_when_the_port_is_the_same() {
        let public = url("http://localhost:44367");
        for host in ["localhost:44367", "127.0.0.1:44367", "[::1]:44367", "LOCALHOST:44367"] {
            assert!(public.is_named_by(host), "{host}");
        }
        for host in ["localhost", "127.0.0.1:44368", "127.0.0.2:44367", "evil.example:44367"] {
            assert!(!public.is_named_by(host), "{host}");
        }
        assert!(!url("https://id.example.com:44367").is_named_by("localhost:44367"));
    }

    #[test]
    fn an_origin_must_be_the_own_one() {
        let public = url("http://localhost:44367");
        assert!(public.is_origin("http://localhost:44367"));
        assert!(public.is_origin("http://127.0.0.1:44367"));
        for origin in
            ["null", "", "https://localhost:44367", "http://localhost:3000", "http://localhost:44367/"]
        {
            assert!(!public.is_origin(origin), "{origin}");
        }
    }

    #[test]
    fn loopback_is_told_from_the_rest() {
        for text in ["http://localhost:1", "http://127.0.0.9:1", "http://[::1]:1", "http://id.localhost:1"] {
            assert!(url(text).is_loopback(), "{text}");
        }
        for text in
            ["http://localhost.example.com", "http://10.0.0.1", "http://[fd00::1]", "http://notlocalhost"]
        {
            assert!(!url(text).is_loopback(), "{text}");
        }
    }
}
