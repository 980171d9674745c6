//! Values that are written as text, with errors that say how to write them.

use std::net::SocketAddr;

use serde::{Deserialize, Deserializer, de};

/// An address to listen on.
pub(super) fn socket_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SocketAddr, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| {
        de::Error::custom(format!(
            "`{text}` is not an IP address with a port, such as 127.0.0.1:44367 or [::1]:44367"
        ))
    })
}
