//! The accept loop.
//!
//! A client gets ten seconds for the head of each request, a process holds a bounded number of connections, and a stop
//! waits a bounded time for answers that are under way.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::ConnectInfo;
use http::Request;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower::Service;

use super::head;

/// How long the head of a request may take, and how long a connection may be idle between two.
const HEAD_PATIENCE: Duration = Duration::from_secs(10);

/// Connections over all listeners. More wait in the system's queue.
const MOST_CONNECTIONS: usize = 1024;

/// How long answers that are under way may take after the stop.
const DRAIN: Duration = Duration::from_secs(10);

/// How long to wait when the system has no file descriptor left.
const BREATH: Duration = Duration::from_millis(100);

/// What all listeners of a process share.
struct House {
    places: Arc<Semaphore>,
    graceful: GracefulShutdown,
    protocol: Builder<TokioExecutor>,
}

/// Serves every router on its listener until `shutdown` comes back, then waits for what is under way, but not for ever.
pub async fn serve(listeners: Vec<(TcpListener, Router)>, shutdown: impl Future<Output = ()>) {
    let places = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let house = Arc::new(House { places, graceful: GracefulShutdown::new(), protocol: protocol() });
    let (stop, stopped) = watch::channel(());
    let mut accepting = JoinSet::new();
    for (listener, router) in listeners {
        accepting.spawn(accept(listener, router, Arc::clone(&house), stopped.clone()));
    }

    shutdown.await;
    drop(stop);

    // Kept until the end: dropping one cuts its connections off.
    let mut conversations = Vec::new();
    while let Some(ended) = accepting.join_next().await {
        conversations.extend(ended.ok());
    }
    if let Some(house) = Arc::into_inner(house) {
        drain(house.graceful).await;
    }
}

async fn drain(graceful: GracefulShutdown) {
    let open = graceful.count();
    if timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!(
            connections = open,
            "Cut connections that were not done {} seconds after the stop",
            DRAIN.as_secs()
        );
    }
}

fn protocol() -> Builder<TokioExecutor> {
    let mut protocol = Builder::new(TokioExecutor::new());
    protocol
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD_PATIENCE)
        .max_buf_size(head::MOST_READ);
    protocol
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(HEAD_PATIENCE)
        .keep_alive_timeout(HEAD_PATIENCE)
        .max_concurrent_streams(100)
        .max_header_list_size(head::MOST_READ as u32);
    protocol
}

/// Takes connections until the stop, and returns those that are still open then.
async fn accept(
    listener: TcpListener,
    router: Router,
    house: Arc<House>,
    mut stopped: watch::Receiver<()>,
) -> JoinSet<()> {
    let mut conversations = JoinSet::new();
    loop {
        let arrival = tokio::select! {
            arrival = next(&listener, &house.places) => arrival,
            _ = stopped.changed() => return conversations,
        };
        // Those that have ended are forgotten here, so that the set holds no more than the open ones.
        while conversations.try_join_next().is_some() {}
        match arrival {
            Ok((place, stream, peer)) => {
                let watcher = house.graceful.watcher();
                conversations.spawn(converse(
                    stream,
                    peer,
                    router.clone(),
                    house.protocol.clone(),
                    watcher,
                    place,
                ));
            }
            Err(error) => {
                tracing::warn!(%error, "Could not accept a connection");
                sleep(BREATH).await;
            }
        }
    }
}

/// The next connection, when there is a place for it.
async fn next(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> std::io::Result<(OwnedSemaphorePermit, TcpStream, SocketAddr)> {
    let place = Arc::clone(places).acquire_owned().await.map_err(std::io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    // Answers are small and whole; waiting to fill a packet only delays them. Without it they still arrive.
    let _ = stream.set_nodelay(true);
    Ok((place, stream, peer))
}

/// One connection, from its first byte to its last.
async fn converse(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    protocol: Builder<TokioExecutor>,
    watcher: Watcher,
    _place: OwnedSemaphorePermit,
) {
    let spoken = AtomicBool::new(false);
    let service = service_fn(|mut request: Request<Incoming>| {
        spoken.store(true, Ordering::Relaxed);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    let conversation = watcher.watch(protocol.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        outcome = conversation => if let Err(error) = outcome {
            tell_end(&*error);
        },
        () = silence(&spoken) => tracing::debug!("Closed a connection that asked for nothing"),
    }
}

/// Leaves word of a connection that ended early. What is no HTTP never becomes a request: the protocol itself answers it, with
/// a bare 400 or 431, and this line stands for the line of the request.
fn tell_end(error: &(dyn std::error::Error + Send + Sync + 'static)) {
    if error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse) {
        tracing::info!(cause = %error, "Refused what is no HTTP request");
    } else {
        // Clients go away in the middle of things all day.
        tracing::debug!(%error, "A connection ended early");
    }
}

/// Comes back when a connection has let its time go by without one request. The timeout of the protocol begins only
/// when it is known which protocol is spoken, and somebody who sends half a greeting never gets there.
async fn silence(spoken: &AtomicBool) {
    sleep(HEAD_PATIENCE).await;
    if spoken.load(Ordering::Relaxed) {
        std::future::pending().await
    }
}
