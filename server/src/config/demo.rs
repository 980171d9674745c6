//! The demonstration, which never leaves the machine.

use std::net::SocketAddr;

use confique::Config;
use serde::Serialize;

use super::{PublicUrl, text};

/// Two people, a client per template, sample projects, and a client program in the browser.
#[derive(Debug, Config, Serialize)]
pub struct DemoSettings {
    /// Fills an empty database with known people and passwords, and serves a client program to try them with.
    /// Refused unless every public URL is on loopback.
    #[config(env = "LATCHKEY_DEMO__ENABLED", default = false)]
    pub enabled: bool,

    /// The address of the demo's client program. When it is not set, it is http://localhost with the port of
    /// `demo.listen`.
    #[config(env = "LATCHKEY_DEMO__PUBLIC_URL")]
    pub public_url: Option<PublicUrl>,

    /// The address on which the demo's client program is served.
    #[config(env = "LATCHKEY_DEMO__LISTEN", default = "127.0.0.1:3000", deserialize_with = text::socket_address)]
    pub listen: SocketAddr,
}
