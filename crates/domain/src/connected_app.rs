//! An app that a person has let in.

use chrono::{DateTime, Duration, Utc};
use oauth::scope::Scopes;
use serde::{Deserialize, Serialize};

/// What a person allowed one client, with what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectedApp {
    /// Its name among the person's apps: the client's id.
    pub id: String,
    /// What the client is called.
    pub client_name: String,
    /// Who runs it.
    pub owner_name: String,
    /// What it may do, in one: the consent, and what tokens that still work were given for.
    pub scopes: Scopes,
    /// When it was let in first.
    pub since: DateTime<Utc>,
    /// When one of its tokens was last used; `None` when the person only ever said yes.
    pub last_used_at: Option<DateTime<Utc>>,
    /// How many refresh tokens of the person it holds that still work.
    pub refresh_tokens: u32,
}

/// A sign-in of a person at a client that has not been ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedInApp {
    /// What it was given for.
    pub scopes: Scopes,
    /// When it began.
    pub since: DateTime<Utc>,
    /// When one of its tokens was last used; its beginning is a use, too.
    pub last_used_at: DateTime<Utc>,
    /// How many of its refresh tokens still work.
    pub refresh_tokens: u32,
    /// Seconds that its access tokens last.
    pub access_token_lifetime: u64,
}

impl SignedInApp {
    /// Whether something of it may still work: a refresh token, or an access token that was given with its last use at
    /// the latest.
    #[must_use]
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        let lifetime = i64::try_from(self.access_token_lifetime).ok().and_then(Duration::try_seconds);
        let over = lifetime.and_then(|lifetime| self.last_used_at.checked_add_signed(lifetime));
        self.refresh_tokens > 0 || over.is_none_or(|over| over > now)
    }
}

impl ConnectedApp {
    /// Adds a sign-in at the same client.
    pub fn add(&mut self, sign_in: &SignedInApp) {
        self.scopes = self.scopes.union(&sign_in.scopes);
        self.since = self.since.min(sign_in.since);
        self.last_used_at = self.last_used_at.max(Some(sign_in.last_used_at));
        self.refresh_tokens += sign_in.refresh_tokens;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn sign_in(last_used: i64, refresh_tokens: u32) -> SignedInApp {
        SignedInApp {
            scopes: Scopes::parse("openid tasks").unwrap(),
            since: at(0),
            last_used_at: at(last_used),
            refresh_tokens,
            access_token_lifetime: 3600,
        }
    }

    #[test]
    fn a_sign_in_is_live_until_its_last_access_token_is_over() {
        assert!(sign_in(100, 0).is_live(at(3699)));
        assert!(!sign_in(100, 0).is_live(at(3700)));
        assert!(sign_in(100, 1).is_live(at(9999)));
        assert!(SignedInApp { access_token_lifetime: u64::MAX, ..sign_in(0, 0) }.is_live(at(9999)));
    }

    #[test]
    fn an_app_is_all_that_was_given_to_it() {
        let mut app = ConnectedApp {
            id: "app_1".into(),
            client_name: "React Dashboard".into(),
            owner_name: "Alice".into(),
            scopes: Scopes::parse("openid profile").unwrap(),
            since: at(50),
            last_used_at: None,
            refresh_tokens: 0,
        };
        app.add(&sign_in(70, 2));
        app.add(&sign_in(60, 1));
        assert_eq!(app.scopes, Scopes::parse("openid profile tasks").unwrap());
        assert_eq!((app.since, app.last_used_at, app.refresh_tokens), (at(0), Some(at(70)), 3));
    }
}
