//! The life of signing keys: announced, signing, retired (OpenID Connect Core §10.1.1).
//!
//! A state is never written down: it follows from the line of keys and the moment. So two servers that read the same
//! rows agree, and a key begins to sign without anybody having to do anything.

use chrono::{DateTime, TimeDelta, Utc};

#[cfg(test)]
mod tests;

/// Seconds for which a cache may keep the key set: the `max-age` of its answer.
pub const KEY_SET_MAX_AGE: u32 = 300;

/// After this every cache has asked again at least once, also one that got its copy from another cache.
pub const SEEN_BY_ALL: TimeDelta = TimeDelta::seconds(2 * KEY_SET_MAX_AGE as i64);

/// When keys change, as the operator wants it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Schedule {
    /// How long a key signs.
    pub rotate_after: TimeDelta,
    /// How long before that its successor is announced; never shorter than [`SEEN_BY_ALL`].
    pub announce: TimeDelta,
    /// How long a key stays in the key set when it no longer signs; longer where a token lasts longer.
    pub keep: TimeDelta,
}

impl Default for Schedule {
    fn default() -> Self {
        let days = TimeDelta::days;
        Self { rotate_after: days(90), announce: days(14), keep: days(14) }
    }
}

/// Where a key is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyState {
    /// In the key set, so that caches learn of it; signs nothing yet.
    Announced,
    /// Signs every new token of its algorithm.
    Signing,
    /// In the key set until the last token it signed is over; signs no more.
    Retired,
}

impl KeyState {
    /// The word for people and for the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Signing => "signing",
            Self::Retired => "retired",
        }
    }
}

/// A word that names no state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the word is no state of a signing key")]
pub struct NoKeyState;

impl std::str::FromStr for KeyState {
    type Err = NoKeyState;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let states = [Self::Announced, Self::Signing, Self::Retired];
        states.into_iter().find(|state| state.as_str() == word).ok_or(NoKeyState)
    }
}

/// A key, as far as its life goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Its name in the key set and in tokens.
    pub kid: String,
    /// Its place in the line; a successor has a higher one.
    pub number: u32,
    /// When it came into the key set.
    pub announced_at: DateTime<Utc>,
    /// From when it signs.
    pub signs_from: DateTime<Utc>,
}

/// What a command to change keys comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rotation<'a> {
    /// A successor is announced, and signs from then.
    Announce(DateTime<Utc>),
    /// The successor that was announced already signs earlier than it would have.
    BringForward(&'a Key, DateTime<Utc>),
}

/// Why a key can't be taken out of the key set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotRetired {
    /// There is no such key in the line.
    #[error("there is no such key in the key set")]
    Unknown,
    /// Without it nothing could be signed.
    #[error("the key signs at the moment")]
    Signing,
}

/// The keys of one algorithm that are in the key set, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyLine(Vec<Key>);

impl KeyLine {
    /// Takes the keys in any order.
    #[must_use]
    pub fn new(keys: impl IntoIterator<Item = Key>) -> Self {
        let mut keys: Vec<Key> = keys.into_iter().collect();
        keys.sort_by_key(|key| key.number);
        Self(keys)
    }

    /// The one key that signs; `None` only when there is no key at all.
    #[must_use]
    pub fn signing(&self, now: DateTime<Utc>) -> Option<&Key> {
        self.0.get(self.signing_place(now))
    }

    /// Where a key is in its life; `None` when it isn't in the line.
    #[must_use]
    pub fn state(&self, kid: &str, now: DateTime<Utc>) -> Option<KeyState> {
        let place = self.place(kid)?;
        Some(match place.cmp(&self.signing_place(now)) {
            std::cmp::Ordering::Less => KeyState::Retired,
            std::cmp::Ordering::Equal => KeyState::Signing,
            std::cmp::Ordering::Greater => KeyState::Announced,
        })
    }

    /// From when a new key is to sign, if one has to be announced now.
    ///
    /// The first of all signs at once: there is no token yet, and no cache. A server that slept through the date
    /// still announces first.
    #[must_use]
    pub fn due(&self, schedule: &Schedule, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let Some(newest) = self.0.last() else { return Some(now) };
        let announce = schedule.announce.max(SEEN_BY_ALL);
        let planned = newest.signs_from + schedule.rotate_after;
        let is_due = newest.signs_from <= now && planned - announce <= now;
        is_due.then(|| planned.max(now + announce))
    }

    /// What has to happen so that a successor signs as soon as every cache has seen it.
    #[must_use]
    pub fn rotate(&self, now: DateTime<Utc>) -> Rotation<'_> {
        match self.0.last() {
            Some(newest) if newest.signs_from > now => {
                let seen = (newest.announced_at + SEEN_BY_ALL).max(now);
                Rotation::BringForward(newest, seen.min(newest.signs_from))
            }
            Some(_) => Rotation::Announce(now + SEEN_BY_ALL),
            None => Rotation::Announce(now),
        }
    }

    /// When a key leaves the key set; `None` while no successor is in sight, or the key isn't in the line.
    ///
    /// `longest_token` is the longest life of a token that it may have signed. A server that learnt of the
    /// successor late, or a clock that is a little behind, is covered by the age of the caches on top of it.
    #[must_use]
    pub fn leaves_at(
        &self,
        kid: &str,
        schedule: &Schedule,
        longest_token: TimeDelta,
    ) -> Option<DateTime<Utc>> {
        let successor = self.0.get(self.place(kid)? + 1)?;
        let needed = longest_token + TimeDelta::seconds(KEY_SET_MAX_AGE.into());
        Some(successor.signs_from + schedule.keep.max(needed))
    }

    /// The keys whose time in the key set is over.
    pub fn over(
        &self,
        schedule: &Schedule,
        longest_token: TimeDelta,
        now: DateTime<Utc>,
    ) -> impl Iterator<Item = &Key> {
        let is_over = move |key: &&Key| {
            self.leaves_at(&key.kid, schedule, longest_token).is_some_and(|moment| moment <= now)
        };
        self.0.iter().take(self.signing_place(now)).filter(is_over)
    }

    /// Whether a key may be taken out of the key set by hand.
    ///
    /// # Errors
    /// When it isn't there, or signs.
    pub fn may_retire(&self, kid: &str, now: DateTime<Utc>) -> Result<(), NotRetired> {
        match self.state(kid, now) {
            None => Err(NotRetired::Unknown),
            Some(KeyState::Signing) => Err(NotRetired::Signing),
            Some(KeyState::Announced | KeyState::Retired) => Ok(()),
        }
    }

    /// The newest key whose moment has come. Of keys that are all still to come the oldest: another server made it
    /// a moment ago, by a clock that is ahead of ours.
    fn signing_place(&self, now: DateTime<Utc>) -> usize {
        self.0.iter().rposition(|key| key.signs_from <= now).unwrap_or_default()
    }

    fn place(&self, kid: &str) -> Option<usize> {
        self.0.iter().position(|key| key.kid == kid)
    }
}
