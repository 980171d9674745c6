//! Whether a secret is in use, as far as its owner needs to know before removing it (R078, R079).

use std::fmt;

use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::client::{Client, ClientSecret};

/// A secret that was used within this time is in use.
pub const RECENT: TimeDelta = TimeDelta::hours(24);

/// Uses are counted by the hour; this is the hour of a moment.
#[must_use]
pub fn hour_of(at: DateTime<Utc>) -> DateTime<Utc> {
    // It only fails for moments that no calendar of ours reaches.
    at.duration_trunc(TimeDelta::hours(1)).unwrap_or(at)
}

/// How often a secret was used within [`RECENT`], and from how many addresses.
///
/// The hour in which that time begins counts whole if the secret was used in it since then: nobody is told that a
/// secret is safe to remove for a rounding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentUses {
    /// Uses with success.
    pub uses: u64,
    /// The addresses that they came from.
    pub addresses: u64,
}

/// The last use of a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LastUse {
    /// When it was.
    pub at: DateTime<Utc>,
    /// From which address, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What the program called itself (`User-Agent`), where it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
}

/// What speaks for and against removing a secret.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// Its last use; absent when there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_use: Option<LastUse>,
    /// Its uses within [`RECENT`].
    pub recent: RecentUses,
}

/// A secret as its owner sees it beside others: with what became of it, and whether it is still needed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KnownSecret {
    /// The secret.
    pub secret: ClientSecret,
    /// When another one took its place; absent for one that stands on its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_at: Option<DateTime<Utc>>,
    /// Whether it is still needed.
    pub evidence: Evidence,
}

/// The secrets of a client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretList {
    /// Those that were not removed, oldest first.
    pub secrets: Vec<KnownSecret>,
    /// How many may work at once.
    pub limit: u32,
}

/// Where a secret stands in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// It works.
    Live,
    /// It works, until the one that took its place stands alone.
    Retiring,
    /// It works no more.
    Over,
}

/// What speaks for keeping a secret, the weightiest alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Programs use it, so often.
    InUse(RecentUses),
    /// Nothing uses it, but without it the client can't prove who it is.
    OnlyOne,
    /// It was made within [`RECENT`] and may still wait for being deployed.
    NotUsedYet,
    /// Nothing: it is safe to remove.
    Safe,
}

impl Evidence {
    /// Puts together what is known. A use whose count was lost is still a use.
    #[must_use]
    pub fn new(last_use: Option<LastUse>, counted: RecentUses, now: DateTime<Utc>) -> Self {
        let used = last_use.as_ref().is_some_and(|last| now - last.at < RECENT);
        let least = u64::from(used);
        let recent = RecentUses { uses: counted.uses.max(least), addresses: counted.addresses.max(least) };
        Self { last_use, recent }
    }

    /// Whether programs stop working when the secret goes.
    #[must_use]
    pub const fn in_use(&self) -> bool {
        self.recent.uses > 0
    }
}

impl fmt::Display for RecentUses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let RecentUses { uses, addresses } = *self;
        let use_word = if uses == 1 { "use" } else { "uses" };
        let address_word = if addresses == 1 { "address" } else { "addresses" };
        write!(f, "{uses} {use_word} from {addresses} {address_word} in the last 24 hours")
    }
}

impl KnownSecret {
    /// Where it stands in its life.
    #[must_use]
    pub fn phase(&self, now: DateTime<Utc>) -> Phase {
        match (self.secret.expiration, self.superseded_at) {
            _ if !self.secret.works(now) => Phase::Over,
            (Some(_), Some(_)) => Phase::Retiring,
            _ => Phase::Live,
        }
    }

    /// Whether it can go, among the secrets of its client.
    #[must_use]
    pub fn verdict(&self, client: &Client, now: DateTime<Utc>) -> Verdict {
        let Evidence { last_use, recent } = &self.evidence;
        let secret = &self.secret;
        if self.evidence.in_use() {
            Verdict::InUse(*recent)
        } else if client.has_only(secret, now) {
            Verdict::OnlyOne
        } else if last_use.is_none() && secret.works(now) && now - secret.created_at < RECENT {
            Verdict::NotUsedYet
        } else {
            Verdict::Safe
        }
    }
}

impl SecretList {
    /// How many of them work.
    #[must_use]
    pub fn live(&self, now: DateTime<Utc>) -> usize {
        self.secrets.iter().filter(|known| known.phase(now) != Phase::Over).count()
    }

    /// Whether there may be no other beside them.
    #[must_use]
    pub fn is_full(&self, now: DateTime<Utc>) -> bool {
        self.live(now) >= usize::try_from(self.limit).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests;
