//! Where the listeners are, and what the world calls them.

use std::net::SocketAddr;

use super::{ConfigError, PublicUrl, Settings};

/// The addresses on which the listeners really listen; a port of 0 has become a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bound {
    /// Console, sign-in, protocol.
    pub identity: SocketAddr,
    /// The REST API.
    pub api: SocketAddr,
    /// The demo's client program, when there is one.
    pub demo: Option<SocketAddr>,
}

/// The public addresses of the listeners.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicUrls {
    /// The issuer.
    pub identity: PublicUrl,
    /// The audience of access tokens.
    pub api: PublicUrl,
    /// The origin of the demo's client program, when there is one.
    pub demo: Option<PublicUrl>,
}

impl Settings {
    /// The public addresses for these listeners: what was configured, otherwise localhost and the real port.
    ///
    /// # Errors
    /// When two listeners would have the same one, because a cookie or a token of one would then be the other's too.
    pub fn public_urls(&self, bound: &Bound) -> Result<PublicUrls, ConfigError> {
        let or_local = |url: &Option<PublicUrl>, address: SocketAddr| {
            url.clone().unwrap_or_else(|| PublicUrl::localhost(address.port()))
        };
        let urls = PublicUrls {
            identity: or_local(&self.public_url, bound.identity),
            api: or_local(&self.api.public_url, bound.api),
            demo: bound.demo.map(|address| or_local(&self.demo.public_url, address)),
        };
        // A port of 0 is any free one, so two of them are two ports.
        if urls.demo.as_ref().is_some_and(|demo| *demo == urls.identity && demo.port() != 0) {
            return Err(ConfigError::refused("demo.public_url", "must be another address than `public_url`"));
        }
        Ok(urls)
    }

    /// The listeners as they are configured, before any of them is open.
    pub fn wanted(&self) -> Bound {
        let demo = self.demo.enabled.then_some(self.demo.listen);
        Bound { identity: self.listen, api: self.api.listen, demo }
    }
}
