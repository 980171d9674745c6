//! How long people stay signed in.

use chrono::{DateTime, Duration, TimeDelta, Utc};
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;

use crate::client::Client;
use crate::refresh::seconds;

/// The limits of sessions, in seconds. The operator can change every one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SessionLimits {
    /// A session ends when it was not used for this long.
    pub idle: u64,
    /// A session ends this long after the password was typed, however much it is used.
    pub absolute: u64,
    /// The one limit, instead of both, of a session that outlives the browser.
    pub persistent: u64,
}

impl Default for SessionLimits {
    fn default() -> Self {
        Self { idle: 8 * 3600, absolute: 12 * 3600, persistent: 30 * 86_400 }
    }
}

impl SessionLimits {
    /// When a session that is in use now ends, unless it is used again.
    #[must_use]
    pub fn ends_at(
        self,
        persistent: bool,
        authenticated_at: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> DateTime<Utc> {
        if persistent {
            return authenticated_at + seconds(self.persistent);
        }
        (now + seconds(self.idle)).min(authenticated_at + seconds(self.absolute))
    }

    /// For how long a browser keeps the cookie of a session that outlives it.
    #[must_use]
    pub fn kept_for(self) -> Duration {
        seconds(self.persistent)
    }
}

/// For how long after a password its person may do what is hard to undo: new, removed and revoked credentials, and
/// changes of where a client's people and codes go (security rule M10).
pub const FRESH: TimeDelta = TimeDelta::minutes(10);

/// Whether a password was typed lately enough for what is hard to undo.
#[must_use]
pub fn is_fresh(authenticated_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - authenticated_at <= FRESH
}

/// Whether a sign-in for this client outlives the browser: it has Persistent SSO, people sign in for it by the code
/// flow, and what it asks for is to know who they are.
#[must_use]
pub fn outlives_browser(client: &Client, asked: &Scopes) -> bool {
    client.persistent_sso
        && fits_persistent_sso(&client.grant_types, &client.scopes)
        && asked.contains("openid")
}

/// Whether a client with these grant types and scopes can have Persistent SSO at all.
#[must_use]
pub fn fits_persistent_sso(grant_types: &[GrantType], scopes: &Scopes) -> bool {
    grant_types.contains(&GrantType::AuthorizationCode) && scopes.contains("openid")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    const HOUR: i64 = 3600;

    #[test]
    fn use_moves_the_end_of_a_session_up_to_twelve_hours_after_the_password() {
        let ends_at = |now| SessionLimits::default().ends_at(false, at(0), at(now));
        assert_eq!(ends_at(0), at(8 * HOUR));
        assert_eq!(ends_at(3 * HOUR), at(11 * HOUR));
        assert_eq!(ends_at(4 * HOUR), at(12 * HOUR));
        assert_eq!(ends_at(11 * HOUR), at(12 * HOUR));
    }

    // Shows M10.
    #[test]
    fn a_password_is_fresh_for_ten_minutes() {
        assert!(is_fresh(at(0), at(600)));
        assert!(!is_fresh(at(0), at(600) + Duration::milliseconds(1)));
    }

    #[test]
    fn only_who_signs_people_in_can_have_persistent_sso() {
        let fits =
            |grants: &[GrantType], scopes| fits_persistent_sso(grants, &Scopes::parse(scopes).unwrap());
        assert!(fits(&[GrantType::Password, GrantType::AuthorizationCode], "openid profile"));
        assert!(!fits(&[GrantType::AuthorizationCode], "profile"));
        assert!(!fits(&[GrantType::ClientCredentials, GrantType::Password], "openid"));
    }

    #[test]
    fn a_session_that_outlives_the_browser_lasts_thirty_days_whether_it_is_used_or_not() {
        let ends_at = |now| SessionLimits::default().ends_at(true, at(0), at(now));
        assert_eq!(ends_at(0), at(30 * 24 * HOUR));
        assert_eq!(ends_at(29 * 24 * HOUR), at(30 * 24 * HOUR));
    }
}
