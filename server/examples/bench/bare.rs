//! What there is to be compared with: axum, a handler, and nothing else.

use std::net::{Ipv4Addr, SocketAddr};

use axum::Router;
use axum::serve::ListenerExt as _;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::Fault;

/// Serves as many bytes as asked for, whatever is requested, until the process ends.
pub(crate) fn open(serving: &Runtime, size: usize) -> Result<SocketAddr, Fault> {
    let listener = serving.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)))?;
    let at = listener.local_addr()?;
    // As Latchkey does: without it, small answers wait for company.
    let listener = listener.tap_io(|stream| drop(stream.set_nodelay(true)));
    let body = Bytes::from(vec![b'x'; size]);
    // The request's body is taken, because Latchkey takes it as well.
    let router = Router::new().fallback(async move |_: Bytes| ([(CONTENT_TYPE, "application/json")], body));
    serving.spawn(async move { axum::serve(listener, router).await });
    Ok(at)
}
