//! Clients that do nothing but send and wait.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout};

use crate::call::{Call, Step};
use crate::{Fault, cpu};

/// An open connection, with one request under way.
pub(crate) type Line = SendRequest<Full<Bytes>>;

/// How long an answer may be overdue before the run is given up.
const PATIENCE: Duration = Duration::from_secs(10);

/// For how long there is load, and from when on it counts.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// Time for connections to open, caches to fill and code to be paged in.
    pub(crate) warm_up: Duration,
    /// Time that counts.
    pub(crate) measured: Duration,
}

/// What came of it.
pub(crate) struct Measured {
    /// The time that counted.
    pub(crate) during: Duration,
    /// How long each answer took, the quickest first.
    pub(crate) took: Vec<Duration>,
    /// The processor time that went into serving, where the system tells.
    pub(crate) cpu: Option<Duration>,
}

/// Sends one request of each call, and says how many bytes the first answer had.
pub(crate) async fn probe(at: SocketAddr, calls: &mut [Call]) -> Result<usize, Fault> {
    let mut line = open(at).await?;
    let mut size = None;
    for call in calls {
        let answer = ask(&mut line, call).await?;
        size = size.or(Some(answer));
    }
    size.ok_or_else(|| "there is nothing to send".into())
}

/// Lets every call go round on a connection of its own until the time is over.
pub(crate) async fn run(at: SocketAddr, calls: Vec<Call>, plan: Plan) -> Result<Measured, Fault> {
    let from = now() + plan.warm_up;
    let end = from + plan.measured;
    let mut lines = JoinSet::new();
    for call in calls {
        lines.spawn(go_round(at, call, from, end));
    }

    sleep_until(from).await;
    let before = cpu::serving();
    sleep_until(end).await;
    let after = cpu::serving();

    let mut took = Vec::new();
    while let Some(line) = timeout(PATIENCE, lines.join_next()).await? {
        took.extend(line??);
    }
    took.sort_unstable();
    let cpu = before.zip(after).map(|(before, after)| after.saturating_sub(before));
    Ok(Measured { during: plan.measured, took, cpu })
}

/// The times of the answers whose requests were sent while it counted.
async fn go_round(
    at: SocketAddr,
    mut call: Call,
    from: Instant,
    end: Instant,
) -> Result<Vec<Duration>, Fault> {
    let mut line = open(at).await?;
    let mut took = Vec::new();
    loop {
        let sent = now();
        if sent >= end {
            return Ok(took);
        }
        ask(&mut line, &mut call).await?;
        if sent >= from {
            took.push(now().duration_since(sent));
        }
    }
}

/// Opens a connection that stays open.
pub(crate) async fn open(at: SocketAddr) -> Result<Line, Fault> {
    let stream = TcpStream::connect(at).await?;
    stream.set_nodelay(true)?;
    let (line, connection) = handshake(TokioIo::new(stream)).await?;
    // Its end is the end of the line, which the next request notices.
    tokio::spawn(connection);
    Ok(line)
}

/// Sends the call's requests, lets the call read the answers, and says how many bytes the last one had.
async fn ask(line: &mut Line, call: &mut Call) -> Result<usize, Fault> {
    loop {
        let answer = send(line, call.request()).await?;
        if let Step::Done = call.follow(&answer)? {
            return Ok(answer.body().len());
        }
    }
}

/// Sends a request and reads the whole answer.
pub(crate) async fn send(line: &mut Line, request: Request<Full<Bytes>>) -> Result<Response<Bytes>, Fault> {
    line.ready().await?;
    let (head, body) = line.send_request(request).await?.into_parts();
    Ok(Response::from_parts(head, body.collect().await?.to_bytes()))
}

#[expect(clippy::disallowed_methods, reason = "time is what is measured here")]
pub(crate) fn now() -> Instant {
    Instant::now()
}
