//! `latchkey healthcheck`, so that a container image needs no HTTP client of its own.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::time::Duration;

use clap::Args;

use super::options::ConfigOptions;
use crate::error::StartError;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Asks the server on this machine whether it is ready.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  latchkey healthcheck\n  latchkey healthcheck --listen 127.0.0.1:8080")]
pub(super) struct Healthcheck {
    #[command(flatten)]
    options: ConfigOptions,
}

impl Healthcheck {
    pub(super) fn run(self) -> Result<(), StartError> {
        let address = reachable(self.options.load(Vec::new())?.settings.listen);
        let head = ask(address).map_err(|error| {
            StartError::Refused(format!(
                "no answer from {address}: {error}; is the server running with this `listen`?"
            ))
        })?;
        if head.starts_with("HTTP/1.1 200 ") {
            return Ok(());
        }
        let status = head.split(' ').nth(1).unwrap_or("no status");
        Err(StartError::Refused(format!("the server at {address} is not ready ({status}); its log says why")))
    }
}

/// The address by which this machine reaches a listener that listens on all of its addresses.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let here = match listen.ip() {
        IpAddr::V4(address) if address.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(address) if address.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        other => other,
    };
    SocketAddr::new(here, listen.port())
}

/// The first bytes of the answer; the status is all that is needed of it.
fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut head = Vec::new();
    stream.take(64).read_to_end(&mut head)?;
    Ok(String::from_utf8_lossy(&head).into_owned())
}
