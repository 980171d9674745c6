//! How often a secret may be tried: pauses that grow, and buckets that fill up again (security rules L6, L7, T9).
//!
//! Nothing is ever locked: whoever waits may try again. What is counted is chosen so that nobody can be kept out by
//! others. A person's password has one budget for all devices where it was never typed right, and one of its own for
//! each device where it was; an address pays for failures only.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};

/// What attempts are counted by. Transactions that lock several counters take them in the order of these variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// A person's password, tried from one address.
    PersonAtAddress,
    /// A person's password, tried from all devices on which that person never signed in.
    Person,
    /// A person's password, tried on a device on which that person signed in before.
    PersonOnDevice,
    /// Failures with people's passwords, from one address.
    Address,
    /// Failures with the secret of one client, from one address.
    ClientAtAddress,
    /// Failures with the secrets of any clients, from one address.
    ClientsAtAddress,
}

/// What one counter remembers. One that was never written is [`Counter::default`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counter {
    /// Failures without a success between them.
    pub failures: u32,
    /// When the last of these was.
    pub failed_at: DateTime<Utc>,
    /// When the bucket is full again; in the past when it is.
    pub full_at: DateTime<Utc>,
}

/// So many at once, and one more each time this long has passed.
struct Bucket {
    burst: i32,
    every: TimeDelta,
}

/// Seconds to wait after the first, second, third … failure in a row. The last one stays.
const PAUSES: [i64; 10] = [0, 0, 0, 1, 2, 4, 8, 16, 32, 60];
/// Failures older than this no longer lengthen the pause.
const MEMORY: TimeDelta = TimeDelta::minutes(15);

/// How long one has to wait before the next attempt: at least a second.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Wait(u64);

impl Counted {
    /// A word for the audit trail, and for telling the counters of one thing apart.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PersonAtAddress => "person_at_address",
            Self::Person => "person",
            Self::PersonOnDevice => "person_on_device",
            Self::Address => "address",
            Self::ClientAtAddress => "client_at_address",
            Self::ClientsAtAddress => "clients_at_address",
        }
    }

    const fn bucket(self) -> Option<Bucket> {
        let (burst, every) = match self {
            Self::PersonAtAddress => return None,
            Self::Person | Self::PersonOnDevice => (20, TimeDelta::seconds(30)),
            Self::Address => (60, TimeDelta::seconds(1)),
            Self::ClientAtAddress => (120, TimeDelta::seconds(1)),
            Self::ClientsAtAddress => (600, TimeDelta::milliseconds(200)),
        };
        Some(Bucket { burst, every })
    }

    /// Whether failures in a row lengthen the pause.
    #[must_use]
    pub const fn pauses(self) -> bool {
        matches!(self, Self::PersonAtAddress | Self::PersonOnDevice)
    }

    /// How long the next attempt has to wait; `None` when it may be made now.
    #[must_use]
    pub fn wait(self, counter: &Counter, now: DateTime<Utc>) -> Option<Wait> {
        let pause = if self.pauses() { counter.pause(now) } else { TimeDelta::zero() };
        let refill = self.bucket().map_or(TimeDelta::zero(), |bucket| bucket.refill(counter.full_at, now));
        Wait::of(pause.max(refill))
    }

    /// Takes an attempt from the bucket, before it is known how it ends: of many at once no more may pass than fit.
    #[must_use]
    pub fn begun(self, counter: Counter, now: DateTime<Utc>) -> Counter {
        match self.bucket() {
            Some(bucket) => {
                Counter { full_at: now + bucket.owed(counter.full_at, now) + bucket.every, ..counter }
            }
            None => counter,
        }
    }

    /// Gives back what [`Counted::begun`] took: the attempt was never decided.
    #[must_use]
    pub fn withdrawn(self, counter: Counter) -> Counter {
        match self.bucket() {
            Some(bucket) => Counter { full_at: counter.full_at - bucket.every, ..counter },
            None => counter,
        }
    }

    /// Notes that the attempt failed.
    #[must_use]
    pub fn failed(self, counter: Counter, now: DateTime<Utc>) -> Counter {
        if !self.pauses() {
            return counter;
        }
        let old = counter.failed_at + MEMORY <= now;
        let failures = if old { 1 } else { counter.failures.saturating_add(1) };
        Counter { failures, failed_at: now, ..counter }
    }

    /// Notes that the attempt succeeded: it costs nothing, and the failures before it are forgiven.
    ///
    /// Only what this attempt took from the bucket is given back. Otherwise each sign-in of its owner would hand a
    /// stranger a full bucket of guesses.
    #[must_use]
    pub fn succeeded(self, counter: Counter) -> Counter {
        Counter { failures: 0, ..self.withdrawn(counter) }
    }
}

impl Counter {
    /// What is left of the pause after the last failure.
    fn pause(&self, now: DateTime<Utc>) -> TimeDelta {
        let index = usize::try_from(self.failures).unwrap_or(usize::MAX).min(PAUSES.len());
        let pause = index.checked_sub(1).and_then(|index| PAUSES.get(index)).copied().unwrap_or_default();
        let left = self.failed_at + TimeDelta::seconds(pause) - now;
        // A failure in the future was written before the clock was set back; it must not keep anybody out until then.
        if left > TimeDelta::seconds(2 * pause) { TimeDelta::zero() } else { left }
    }

    /// From when on the counter says no more than one that was never written.
    #[must_use]
    pub fn stale_at(&self) -> DateTime<Utc> {
        self.full_at.max(self.failed_at + MEMORY)
    }
}

impl Bucket {
    /// What was taken and has not come back yet. Never more than a whole bucket, also when the clock was set back.
    fn owed(&self, full_at: DateTime<Utc>, now: DateTime<Utc>) -> TimeDelta {
        (full_at - now).clamp(TimeDelta::zero(), self.every * self.burst)
    }

    /// How long it takes until there is something to take.
    fn refill(&self, full_at: DateTime<Utc>, now: DateTime<Utc>) -> TimeDelta {
        self.owed(full_at, now) + self.every - self.every * self.burst
    }
}

impl Wait {
    /// Whole seconds, rounded up; `None` when there is nothing left to wait.
    fn of(span: TimeDelta) -> Option<Self> {
        let milliseconds = u64::try_from(span.num_milliseconds()).ok().filter(|span| *span > 0)?;
        Some(Self(milliseconds.div_ceil(1000)))
    }

    /// The seconds, for `Retry-After` (RFC 9110 §10.2.3).
    #[must_use]
    pub const fn seconds(self) -> u64 {
        self.0
    }
}

impl std::fmt::Display for Wait {
    /// What to tell a person, and a developer.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            1 => f.write_str("Too many attempts. Try again in 1 second."),
            seconds => write!(f, "Too many attempts. Try again in {seconds} seconds."),
        }
    }
}

/// Who counts as one at the other end: an IPv4 address, or the /64 of an IPv6 address, which is one household.
#[must_use]
pub fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => {
            let network = u128::from(address) & !u128::from(u64::MAX);
            IpAddr::V6(network.into())
        }
    }
}

#[cfg(test)]
mod tests;
