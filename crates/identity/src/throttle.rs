//! Attempts are counted in the database, so that all processes on it agree. The rule is `domain::throttle`.

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use domain::throttle::{Counted, Counter, Wait, neighbourhood};
use store::Digest;

use crate::Identity;
use crate::failure::Failure;
use crate::vault::Purpose;

/// An attempt that was let through, until it is said how it ended.
///
/// What it took from the buckets stays taken when nobody says so: a request that is broken off costs as much as one
/// that fails.
pub(crate) struct Attempt<'a> {
    identity: &'a Identity,
    counted: Vec<Key>,
}

/// One thing that is counted, and the keyed hash under which it is.
pub(crate) type Key = (Counted, Digest);

/// The key of a thing.
pub(crate) fn key(identity: &Identity, counted: Counted, thing: &str) -> Key {
    let text = format!("{}\n{thing}", counted.as_str());
    (counted, identity.vault.digest(Purpose::Attempts, &text))
}

/// How an address is written in a key. Calls that come over no network share one place.
pub(crate) fn place(address: Option<IpAddr>) -> String {
    address.map_or_else(|| "here".to_owned(), |address| neighbourhood(address).to_string())
}

/// Lets an attempt through, or says how long it has to wait. All counters have to agree, or none is charged.
///
/// # Errors
/// When the database fails.
pub(crate) async fn begin(
    identity: &Identity,
    counted: Vec<Key>,
) -> Result<Result<Attempt<'_>, Wait>, Failure> {
    let now = identity.clock.now();
    let digests = digests(&counted);
    // Most of a flood ends here: it costs one read and keeps no writer busy.
    let seen = store::attempts::find(&identity.db.reader, &digests).await?;
    if let Some(wait) = longest_wait(&counted, &seen, now) {
        return Ok(Err(wait));
    }
    let txn = store::database::begin(&identity.db).await?;
    let counters = store::attempts::lock(&txn, &digests).await?;
    if let Some(wait) = longest_wait(&counted, &counters, now) {
        return Ok(Err(wait));
    }
    let changed = changed(&counted, &counters, |counted, counter| counted.begun(counter, now));
    store::attempts::write(&txn, &changed).await?;
    store::database::commit(txn).await?;
    Ok(Ok(Attempt { identity, counted }))
}

impl Attempt<'_> {
    /// Notes that it failed.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn failed(mut self) -> Result<(), Failure> {
        let now = self.identity.clock.now();
        // The others were charged at the beginning.
        self.counted.retain(|(counted, _)| counted.pauses());
        self.end(|counted, counter| counted.failed(counter, now)).await
    }

    /// Notes that it succeeded, so that it costs nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn succeeded(self) -> Result<(), Failure> {
        self.end(Counted::succeeded).await
    }

    /// Takes it back: it could not be decided.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn withdrawn(self) -> Result<(), Failure> {
        self.end(Counted::withdrawn).await
    }

    async fn end(self, rule: impl Fn(Counted, Counter) -> Counter) -> Result<(), Failure> {
        if self.counted.is_empty() {
            return Ok(());
        }
        let txn = store::database::begin(&self.identity.db).await?;
        let counters = store::attempts::lock(&txn, &digests(&self.counted)).await?;
        store::attempts::write(&txn, &changed(&self.counted, &counters, rule)).await?;
        Ok(store::database::commit(txn).await?)
    }
}

fn digests(counted: &[Key]) -> Vec<Digest> {
    counted.iter().map(|(_, digest)| *digest).collect()
}

fn longest_wait(counted: &[Key], counters: &[Counter], now: DateTime<Utc>) -> Option<Wait> {
    counted.iter().zip(counters).filter_map(|((counted, _), counter)| counted.wait(counter, now)).max()
}

fn changed(
    counted: &[Key],
    counters: &[Counter],
    rule: impl Fn(Counted, Counter) -> Counter,
) -> Vec<(Digest, Counter)> {
    let changed = |((counted, digest), counter): (&Key, &Counter)| (*digest, rule(*counted, *counter));
    counted.iter().zip(counters).map(changed).collect()
}
