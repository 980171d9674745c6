//! Refresh tokens and their families, as a state machine (RFC 6749 §6, RFC 9700 §4.14).
//!
//! A family is all that one sign-in at one client gave: a chain of refresh tokens and every access token made with
//! them. One token of the chain is live at most: its leaf. An exchange spends the leaf and gives a successor. Whoever
//! presents a token that was spent is one of three: a duplicate of the request that spent it, a client whose answer was
//! lost on the way, or somebody with a copy.

mod policy;
#[cfg(test)]
mod model;
#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};
use oauth::scope::Scopes;

pub use self::policy::{ABSOLUTE_LIFETIME, Policy, seconds};

/// How long after an exchange its token may be exchanged once more, because the answer may have been lost.
pub const RETRY_WINDOW: TimeDelta = TimeDelta::seconds(30);
/// How long a token that several requests fought for is closed to all of them.
pub const CONTENTION: TimeDelta = TimeDelta::seconds(2);
/// How long after an exchange requests that come together are taken for stragglers of the race that it won.
pub const STRAGGLING: TimeDelta = TimeDelta::seconds(1);

/// A refresh token with what its family knows, as they were read.
#[derive(Debug, Clone)]
pub struct RefreshToken {
    /// The client it was issued to, by its row.
    pub client: i64,
    /// The scopes of the family.
    pub scopes: Scopes,
    /// When the first token of the family was issued.
    pub first_issued_at: DateTime<Utc>,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
    /// What became of it.
    pub state: State,
}

/// What became of a refresh token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Nobody exchanged it: the leaf of its family.
    Live,
    /// It was exchanged, or a retry of its parent put another into its place.
    Spent(Spent),
    /// Its family was ended.
    Revoked,
}

/// How a refresh token was spent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spent {
    /// When.
    pub at: DateTime<Utc>,
    /// When it was exchanged once more.
    pub retried_at: Option<DateTime<Utc>>,
    /// When a request that came too late for it was last turned away.
    pub contended_at: Option<DateTime<Utc>>,
    /// Whether it has a successor that nobody used.
    pub successor_unused: bool,
}

/// One request that brings a refresh token.
#[derive(Debug, Clone)]
pub struct Presentation<'a> {
    /// The client that asks, by its row.
    pub client: i64,
    /// The scopes to narrow to, when the request names any.
    pub scopes: Option<&'a Scopes>,
    /// When the request came in.
    pub arrived: DateTime<Utc>,
    /// Since when, without a pause, requests with this token were on their way; `arrived` for one that is alone.
    pub since: DateTime<Utc>,
    /// Whether others with the same token came along.
    pub company: Company,
}

/// Whether requests with the same token came along with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Company {
    /// None yet.
    Unknown,
    /// None, and somebody waited for them.
    Alone,
    /// At least one.
    Others,
}

/// What an exchange gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Renewal {
    /// The scopes of the new access token.
    pub scopes: Scopes,
    /// When the refresh token that the client holds afterwards stops working.
    pub expires_at: DateTime<Utc>,
    /// What happens to the one presented.
    pub step: Step,
}

/// What an exchange does to the refresh token presented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// It stays: the client's tokens don't rotate.
    Keep,
    /// It is spent, and a successor takes its place.
    Rotate,
    /// It was spent before and the answer was lost: another successor takes the place of the first, which ends together
    /// with the access token that was lost with it.
    Retry,
}

/// Why a refresh token is refused. Outside they all look alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RefreshRefused {
    /// There is no such token.
    #[error("there is no such refresh token")]
    Unknown,
    /// Another client has it.
    #[error("the refresh token belongs to another client")]
    OtherClient,
    /// Its time is over.
    #[error("the refresh token has expired")]
    Expired,
    /// A request that was on its way at the same time was faster. The caller marks the token as contended.
    #[error("the refresh token was exchanged by a request at the same time")]
    Concurrent,
    /// It was exchanged a moment ago, and this is either a retry or the first straggler of a race. The caller waits a
    /// little, looks whether others come along, and asks again.
    #[error("the refresh token was exchanged a moment ago")]
    Early,
    /// Requests fought for it a moment ago, and this may be the last of them.
    #[error("several requests brought this refresh token a moment ago, and one of them was answered")]
    Contended,
    /// It was exchanged before: somebody has a copy. The caller ends the family.
    #[error("the refresh token was used before; its family is revoked")]
    Reused,
    /// Its family was ended.
    #[error("the refresh token was revoked")]
    Revoked,
    /// The person is gone or was switched off.
    #[error("the user is gone or disabled")]
    NoUser,
    /// More scopes were asked for than were granted.
    #[error("the scopes asked for are more than were granted")]
    WiderScope,
}

impl RefreshToken {
    /// Says what an exchange gives and does, or why the token is refused.
    ///
    /// # Errors
    /// The reason. `Concurrent`, `Early` and `Reused` leave something to do; see there.
    pub fn exchange(&self, presented: &Presentation<'_>, policy: &Policy) -> Result<Renewal, RefreshRefused> {
        let now = presented.arrived;
        if presented.client != self.client {
            return Err(RefreshRefused::OtherClient);
        }
        let step = match &self.state {
            State::Revoked => return Err(RefreshRefused::Revoked),
            State::Live if self.expires_at <= now => return Err(RefreshRefused::Expired),
            State::Live if policy.rotates => Step::Rotate,
            State::Live => Step::Keep,
            State::Spent(spent) => spent.once_more(presented)?,
        };
        let expires_at = policy.renewed(self.first_issued_at, self.expires_at, now);
        if expires_at <= now {
            return Err(RefreshRefused::Expired);
        }
        Ok(Renewal { scopes: self.narrowed(presented.scopes)?, expires_at, step })
    }

    /// The refresh token keeps all scopes; an access token may be given fewer (RFC 6749 §6).
    fn narrowed(&self, asked: Option<&Scopes>) -> Result<Scopes, RefreshRefused> {
        match asked {
            Some(asked) if !asked.is_subset(&self.scopes) => Err(RefreshRefused::WiderScope),
            Some(asked) if !asked.is_empty() => Ok(asked.clone()),
            _ => Ok(self.scopes.clone()),
        }
    }
}

impl Spent {
    /// Whether a token that was spent may be exchanged once more.
    fn once_more(&self, presented: &Presentation<'_>) -> Result<Step, RefreshRefused> {
        let exchanged_at = self.retried_at.unwrap_or(self.at);
        // Who asked before the answer was decided can't have lost that answer, and is no thief either.
        if presented.since <= exchanged_at {
            return Err(RefreshRefused::Concurrent);
        }
        if presented.since < exchanged_at + STRAGGLING {
            match presented.company {
                Company::Others => return Err(RefreshRefused::Concurrent),
                Company::Unknown => return Err(RefreshRefused::Early),
                Company::Alone => {}
            }
        }
        if self.contended_at.is_some_and(|contended_at| presented.arrived < contended_at + CONTENTION) {
            return Err(RefreshRefused::Contended);
        }
        let lost = self.successor_unused && presented.arrived - self.at <= RETRY_WINDOW;
        if lost && self.retried_at.is_none() { Ok(Step::Retry) } else { Err(RefreshRefused::Reused) }
    }
}
