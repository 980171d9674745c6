//! Opening the listeners.

use std::net::SocketAddr;

use tokio::net::TcpListener;

use crate::config::{Bound, Settings};
use crate::error::StartError;

/// The open listeners. Connections wait in them until somebody serves.
#[derive(Debug)]
pub struct Listeners {
    /// Console, sign-in, protocol.
    pub identity: TcpListener,
    /// The REST API.
    pub api: TcpListener,
    /// The demo's client program, when there is one.
    pub demo: Option<TcpListener>,
    /// Where they are. A port of 0 in the configuration has become a number here.
    pub bound: Bound,
}

/// Opens every listener that the configuration asks for.
pub async fn bind(settings: &Settings) -> Result<Listeners, StartError> {
    let (identity, identity_at) = open(settings.listen, "listen").await?;
    let (api, api_at) = open(settings.api.listen, "api.listen").await?;
    let demo = match settings.demo.enabled {
        true => Some(open(settings.demo.listen, "demo.listen").await?),
        false => None,
    };
    let (demo, demo_at) = demo.unzip();
    let bound = Bound { identity: identity_at, api: api_at, demo: demo_at };
    Ok(Listeners { identity, api, demo, bound })
}

async fn open(address: SocketAddr, key: &'static str) -> Result<(TcpListener, SocketAddr), StartError> {
    let refused = |error| StartError::Listen { address, key, error };
    let listener = TcpListener::bind(address).await.map_err(refused)?;
    let bound = listener.local_addr().map_err(refused)?;
    Ok((listener, bound))
}
