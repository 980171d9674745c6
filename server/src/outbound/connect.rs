//! Connections to addresses that are allowed, and to no others.

use std::net::{IpAddr, SocketAddr};

use domain::outbound::is_public;
use identity::outbound::Undelivered;
use tokio::net::{TcpStream, lookup_host};
use url::{Host, Url};

use super::failed;
use crate::config::Networks;

/// Decides which addresses may be connected to.
pub(super) struct Guard {
    allowed: Networks,
}

impl Guard {
    pub(super) fn new(allowed: Networks) -> Self {
        Self { allowed }
    }

    /// Connects to the host of an address.
    pub(super) async fn connect(&self, url: &Url) -> Result<TcpStream, Undelivered> {
        self.connect_where(url, |address| self.may_reach(address)).await
    }

    /// Connects to a host on this machine, if the operator's list names it: only there plain http is not read by others.
    pub(super) async fn connect_to_loopback(&self, url: &Url) -> Result<TcpStream, Undelivered> {
        let on_loopback = |address: IpAddr| address.is_loopback() && self.allowed.contains(address);
        self.connect_where(url, on_loopback).await
    }

    fn may_reach(&self, address: IpAddr) -> bool {
        is_public(address) || self.allowed.contains(address)
    }

    /// Looks the host up once, leaves out what is not allowed, and connects to what is left.
    async fn connect_where(
        &self,
        url: &Url,
        allowed: impl Fn(IpAddr) -> bool,
    ) -> Result<TcpStream, Undelivered> {
        let mut last = Undelivered::Forbidden;
        for address in resolve(url).await? {
            if !allowed(address.ip().to_canonical()) {
                continue;
            }
            match TcpStream::connect(address).await {
                Ok(socket) => return checked(socket, &allowed),
                Err(error) => last = failed("connecting")(error),
            }
        }
        Err(last)
    }
}

/// The last word has the socket itself: whatever led to this peer, it must be an allowed one.
fn checked(socket: TcpStream, allowed: &impl Fn(IpAddr) -> bool) -> Result<TcpStream, Undelivered> {
    let peer = socket.peer_addr().map_err(failed("connecting"))?;
    if allowed(peer.ip().to_canonical()) { Ok(socket) } else { Err(Undelivered::Forbidden) }
}

async fn resolve(url: &Url) -> Result<Vec<SocketAddr>, Undelivered> {
    let port = url.port_or_known_default().ok_or(Undelivered::BadAddress)?;
    match url.host().ok_or(Undelivered::BadAddress)? {
        Host::Ipv4(address) => Ok(vec![SocketAddr::new(address.into(), port)]),
        Host::Ipv6(address) => Ok(vec![SocketAddr::new(address.into(), port)]),
        Host::Domain(name) => {
            Ok(lookup_host((name, port)).await.map_err(failed("looking the name up"))?.collect())
        }
    }
}
