//! How long a client's refresh tokens last, and whether they rotate.

use chrono::{DateTime, Duration, Utc};

use crate::client::{Client, ClientType};

/// Seconds after which a sliding refresh token ends for good, unless its client says otherwise: 180 days.
pub const ABSOLUTE_LIFETIME: u64 = 180 * 86_400;

/// What a client's settings mean for its refresh tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Whether every exchange gives a new token.
    pub rotates: bool,
    /// Whether an exchange starts the lifetime anew.
    pub sliding: bool,
    /// Seconds from issue, or from the last use of a sliding token, to expiry.
    pub lifetime: u64,
    /// Seconds from the first issue after which nothing is renewed; `None` for no end.
    pub absolute: Option<u64>,
}

impl Policy {
    /// The policy of a client. Tokens of public clients always rotate (RFC 9700 §2.2.2).
    #[must_use]
    pub fn of(client: &Client) -> Self {
        let sliding = client.sliding_refresh_token;
        let usual = if sliding { ABSOLUTE_LIFETIME } else { 0 };
        let absolute = client.absolute_refresh_token_lifetime.unwrap_or(usual);
        Self {
            rotates: client.rotate_refresh_token || client.client_type == ClientType::Public,
            sliding,
            lifetime: client.refresh_token_lifetime,
            absolute: (absolute > 0).then_some(absolute),
        }
    }

    /// When the first token of a family stops working.
    #[must_use]
    pub fn first(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        self.capped(now + seconds(self.lifetime), now)
    }

    /// When a token that is exchanged now, or its successor, stops working.
    #[must_use]
    pub fn renewed(
        &self,
        first_issued_at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> DateTime<Utc> {
        let renewed = if self.sliding { now + seconds(self.lifetime) } else { expires_at };
        self.capped(renewed, first_issued_at)
    }

    fn capped(&self, expires_at: DateTime<Utc>, first_issued_at: DateTime<Utc>) -> DateTime<Utc> {
        match self.absolute {
            Some(absolute) => expires_at.min(first_issued_at + seconds(absolute)),
            None => expires_at,
        }
    }
}

/// A lifetime in seconds as a span of time; a hundred years when it is longer than that.
#[must_use]
pub fn seconds(lifetime: u64) -> Duration {
    const CENTURY: u64 = 100 * 365 * 86_400;
    Duration::seconds(i64::try_from(lifetime.min(CENTURY)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn policy(sliding: bool, absolute: Option<u64>) -> Policy {
        Policy { rotates: true, sliding, lifetime: 30 * 86_400, absolute }
    }

    // Shows R5.
    #[test]
    fn only_a_sliding_token_starts_its_time_anew() {
        let renewed = |sliding| policy(sliding, None).renewed(at(0), at(30 * DAY), at(29 * DAY));
        assert_eq!(renewed(false), at(30 * DAY));
        assert_eq!(renewed(true), at(59 * DAY));
    }

    #[test]
    fn no_renewal_goes_beyond_the_absolute_lifetime() {
        let capped = policy(true, Some(40 * 86_400));
        assert_eq!(capped.first(at(0)), at(30 * DAY));
        assert_eq!(capped.renewed(at(0), at(30 * DAY), at(9 * DAY)), at(39 * DAY));
        assert_eq!(capped.renewed(at(0), at(30 * DAY), at(11 * DAY)), at(40 * DAY));
        assert_eq!(policy(false, Some(86_400)).first(at(0)), at(DAY), "shorter than the lifetime itself");
    }

    #[test]
    fn a_lifetime_that_no_calendar_holds_is_a_hundred_years() {
        assert_eq!(seconds(u64::MAX), Duration::days(36_500));
    }
}
