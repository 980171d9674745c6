//! Refresh tokens and their families (RFC 6749 §6, RFC 9700 §4.14).

use chrono::{DateTime, Duration, Utc};
use oauth::scope::Scopes;

/// A refresh token and the family it belongs to, as they were read.
///
/// A family is all that one sign-in at one client gave: the chain of refresh tokens and every access token
/// made with them.
#[derive(Debug, Clone)]
pub struct RefreshToken {
    /// The client it was issued to, by its row.
    pub client: i64,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
    /// Whether it was exchanged before.
    pub consumed: bool,
    /// Whether its family was ended.
    pub family_revoked: bool,
    /// The scopes of the family.
    pub scopes: Scopes,
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
    /// It was exchanged before: somebody has a copy, so the family ends.
    #[error("the refresh token was used before; its family is revoked")]
    Reused,
    /// Its family was ended.
    #[error("the refresh token was revoked")]
    Revoked,
    /// More scopes were asked for than were granted.
    #[error("the scopes asked for are more than were granted")]
    WiderScope,
}

impl RefreshToken {
    /// Says which scopes the new access token gets, or why the token is refused (RFC 6749 §6).
    ///
    /// # Errors
    /// The reason; after `Reused` the caller revokes the family.
    pub fn redeem(
        &self,
        client: i64,
        asked: Option<&Scopes>,
        now: DateTime<Utc>,
    ) -> Result<Scopes, RefreshRefused> {
        if client != self.client {
            return Err(RefreshRefused::OtherClient);
        }
        if self.family_revoked {
            return Err(RefreshRefused::Revoked);
        }
        if self.consumed {
            return Err(RefreshRefused::Reused);
        }
        if self.expires_at <= now {
            return Err(RefreshRefused::Expired);
        }
        match asked {
            Some(asked) if !asked.is_subset(&self.scopes) => Err(RefreshRefused::WiderScope),
            Some(asked) if !asked.is_empty() => Ok(asked.clone()),
            _ => Ok(self.scopes.clone()),
        }
    }

    /// When the successor of this token expires: its time starts anew if the client's tokens slide.
    #[must_use]
    pub fn successor_expires_at(&self, sliding: bool, lifetime: u64, now: DateTime<Utc>) -> DateTime<Utc> {
        if sliding { now + seconds(lifetime) } else { self.expires_at }
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

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn token() -> RefreshToken {
        let scopes = Scopes::parse("openid profile").unwrap();
        RefreshToken { client: 1, expires_at: at(100), consumed: false, family_revoked: false, scopes }
    }

    #[test]
    fn scopes_may_be_narrowed_and_never_widened() {
        let ask = |text| Scopes::parse(text).unwrap();
        assert_eq!(token().redeem(1, None, at(0)), Ok(ask("openid profile")));
        assert_eq!(token().redeem(1, Some(&ask("openid")), at(0)), Ok(ask("openid")));
        assert_eq!(token().redeem(1, Some(&ask("openid email")), at(0)), Err(RefreshRefused::WiderScope));
    }

    #[test]
    fn a_token_is_good_until_its_last_second() {
        assert!(token().redeem(1, None, at(99)).is_ok());
        assert_eq!(token().redeem(1, None, at(100)), Err(RefreshRefused::Expired));
    }

    #[test]
    fn a_used_token_and_one_of_another_client_are_refused() {
        let used = RefreshToken { consumed: true, ..token() };
        assert_eq!(used.redeem(1, None, at(0)), Err(RefreshRefused::Reused));
        assert_eq!(token().redeem(2, None, at(0)), Err(RefreshRefused::OtherClient));
        let revoked = RefreshToken { family_revoked: true, ..token() };
        assert_eq!(revoked.redeem(1, None, at(0)), Err(RefreshRefused::Revoked));
    }

    #[test]
    fn only_a_sliding_token_starts_its_time_anew() {
        assert_eq!(token().successor_expires_at(false, 1000, at(50)), at(100));
        assert_eq!(token().successor_expires_at(true, 1000, at(50)), at(1050));
    }
}
