//! A flood of sign-ins: what it leaves for everybody else, and what it costs in memory.
//!
//! Two hundred connections try wrong passwords at once. One that is told to wait (`Retry-After`) waits; all others try
//! again at once. Meanwhile `client_credentials` is measured as in the table.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_TYPE, COOKIE, ORIGIN, RETRY_AFTER};
use http::{Method, Request, Response};
use http_body_util::Full;
use oauth::form::Form;
use tokio::task::{AbortHandle, JoinSet};
use tokio::time::sleep;

use crate::call::{Call, request};
use crate::load::{self, Measured, Plan};
use crate::place::{Place, address};
use crate::{Fault, memory};

/// How many try at once.
pub(crate) const GUESSERS: u32 = 200;
/// How many people they try it with.
const PEOPLE: u32 = 100;
/// How often the memory is looked at.
const GLANCE: Duration = Duration::from_millis(20);

/// Where the flood comes from.
#[derive(Clone, Copy)]
pub(crate) enum Source {
    /// Each attempt from an address and for a person of its own: the throttle lets every one through.
    Everywhere,
    /// All from one address, for a hundred people: the throttle ends it.
    OneAddress,
}

/// What a flood left for others.
pub(crate) struct Flooded {
    /// `client_credentials` meanwhile.
    pub(crate) others: Measured,
    /// How many sign-ins were answered with each status, while it counted and before.
    pub(crate) answers: BTreeMap<u16, u64>,
    /// Resident memory before the flood and the most of it during the flood, in KiB.
    pub(crate) memory: Option<(u64, u64)>,
}

/// Lets the flood go on while the calls are measured.
pub(crate) async fn run(
    at: SocketAddr,
    guesses: Guesses,
    calls: Vec<Call>,
    plan: Plan,
) -> Result<Flooded, Fault> {
    let before = memory::resident();
    let guesses = Arc::new(guesses);
    let mut guessers = JoinSet::new();
    for _ in 0..GUESSERS {
        guessers.spawn(guess_on(at, Arc::clone(&guesses)));
    }
    let most = Arc::new(AtomicU64::new(0));
    let watcher = Watcher(tokio::spawn(watch(Arc::clone(&most))).abort_handle());
    let others = load::run(at, calls, plan).await?;
    drop(watcher);
    // One that has ended by itself has failed, and then this was no flood.
    if let Some(ended) = guessers.try_join_next() {
        ended??;
    }
    guessers.shutdown().await;
    let memory = before.map(|before| (before, most.load(Ordering::Relaxed)));
    Ok(Flooded { others, answers: guesses.answers()?, memory })
}

/// Stops looking when it is dropped.
struct Watcher(AbortHandle);

impl Drop for Watcher {
    fn drop(&mut self) {
        self.0.abort();
    }
}

async fn watch(most: Arc<AtomicU64>) {
    loop {
        most.fetch_max(memory::resident().unwrap_or_default(), Ordering::Relaxed);
        sleep(GLANCE).await;
    }
}

/// What the guessers have in common.
pub(crate) struct Guesses {
    source: Source,
    url: String,
    issuer: String,
    cookie: String,
    csrf: String,
    next: AtomicU64,
    answers: std::sync::Mutex<BTreeMap<u16, u64>>,
}

impl Guesses {
    /// Wrong passwords for the sign-in page of a server, in the forms of one browser.
    pub(crate) fn new(place: &Place, source: Source) -> Self {
        let issuer = place.urls.identity.to_string();
        Self {
            source,
            url: format!("{issuer}/Identity/Account/Login"),
            issuer,
            cookie: place.browser.clone(),
            csrf: place.csrf.clone(),
            next: AtomicU64::new(0),
            answers: std::sync::Mutex::default(),
        }
    }

    /// The listener that they are sent to.
    pub(crate) fn at(place: &Place) -> SocketAddr {
        address(&place.urls.identity)
    }

    fn next(&self) -> Result<Request<Full<Bytes>>, Fault> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let (person, [_, a, b, c]) = match self.source {
            Source::Everywhere => (number, u32::try_from(number)?.to_be_bytes()),
            Source::OneAddress => (number % u64::from(PEOPLE), [0, 0, 0, 1]),
        };
        let email = format!("nobody{person}@example.com");
        let body = Form::encode([("csrf", &*self.csrf), ("email", &*email), ("password", "wrong password")]);
        Ok(request(Method::POST, &self.url)?
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(COOKIE, &self.cookie)
            .header(ORIGIN, &self.issuer)
            .header("x-forwarded-for", format!("10.{a}.{b}.{c}"))
            .body(Full::from(body))?)
    }

    fn count(&self, status: u16) -> Result<(), Fault> {
        let mut answers = self.answers.lock().map_err(|_| "a guesser has panicked")?;
        *answers.entry(status).or_default() += 1;
        Ok(())
    }

    fn answers(&self) -> Result<BTreeMap<u16, u64>, Fault> {
        Ok(self.answers.lock().map_err(|_| "a guesser has panicked")?.clone())
    }
}

async fn guess_on(at: SocketAddr, guesses: Arc<Guesses>) -> Result<(), Fault> {
    let mut line = load::open(at).await?;
    loop {
        let answer = load::send(&mut line, guesses.next()?).await?;
        guesses.count(answer.status().as_u16())?;
        if !matches!(answer.status().as_u16(), 422 | 429 | 503) {
            return Err(format!("a wrong password was answered with {}", answer.status()).into());
        }
        sleep(pause(&answer)).await;
    }
}

fn pause(answer: &Response<Bytes>) -> Duration {
    let seconds = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.parse().ok());
    Duration::from_secs(seconds.unwrap_or_default())
}
