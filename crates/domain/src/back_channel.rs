//! Telling clients that a session has ended (OpenID Connect Back-Channel Logout 1.0): where, and how often it is tried.

use chrono::{DateTime, Duration, Utc};

use crate::outbound::{Words, check_address};

/// Seconds that a logout token is good for; the specification recommends two minutes at most (§2.4).
pub const TOKEN_LIFETIME: i64 = 120;
/// Seconds that a client has to answer.
pub const PATIENCE: u64 = 5;
/// Seconds to wait before each further try; after the last one the client is left alone.
const PAUSES: [i64; 3] = [5, 30, 120];

/// When to try again after so many tries that failed; `None` when there were enough.
#[must_use]
pub fn next_try(tries: u32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let pause = usize::try_from(tries).ok()?.checked_sub(1).and_then(|done| PAUSES.get(done))?;
    Some(now + Duration::seconds(*pause))
}

/// What is said about the address at which a client wants to be told.
const WORDS: Words = Words {
    unreadable: "Use a full address, for example https://app.example.com/logout.",
    scheme: "Use https. The message says who has signed out.",
};

/// Checks the address at which a client wants to be told (`backChannelLogoutUri`, §2.2) as every address that messages go
/// to.
///
/// # Errors
/// Code and words of the problem.
pub fn check_uri(uri: &str) -> Result<(), (&'static str, &'static str)> {
    check_address(uri, &WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redirect_uri::LONGEST;

    fn code(uri: &str) -> Option<&'static str> {
        check_uri(uri).err().map(|(code, _)| code)
    }

    #[test]
    fn there_are_three_further_tries_and_each_waits_longer() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let wait = |tries| next_try(tries, now).map(|at| (at - now).num_seconds());
        assert_eq!((wait(1), wait(2), wait(3), wait(4)), (Some(5), Some(30), Some(120), None));
    }

    #[test]
    fn the_address_is_https_and_nothing_disguises_it() {
        for good in ["https://app.example.com/logout", "https://app.example.com:8443/logout?tenant=1"] {
            assert_eq!(code(good), None, "{good}");
        }
        for (bad, why) in [
            ("", "uri.unreadable"),
            ("/logout", "uri.unreadable"),
            ("https://", "uri.unreadable"),
            ("https://app.example.com/a b", "uri.unreadable"),
            ("https://app.example.com\\@evil.example", "uri.unreadable"),
            ("http://app.example.com/logout", "uri.scheme"),
            ("ftp://app.example.com/logout", "uri.scheme"),
            ("file:///etc/passwd", "uri.scheme"),
            ("javascript:alert(1)", "uri.scheme"),
            ("https://app.example.com/logout#x", "uri.fragment"),
            ("https://app.example.com/logout#", "uri.fragment"),
            ("https://user@app.example.com/logout", "uri.userinfo"),
            ("https://user:word@app.example.com/logout", "uri.userinfo"),
        ] {
            assert_eq!(code(bad), Some(why), "{bad}");
        }
        let long = format!("https://app.example.com/{}", "a".repeat(LONGEST));
        assert_eq!(code(&long), Some("uri.too_long"));
        assert_eq!(code(long.get(..LONGEST).unwrap()), None);
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        for uri in ["http://127.0.0.1:4000/logout", "http://[::1]/logout", "http://localhost/logout"] {
            assert_eq!(code(uri), None, "{uri}");
        }
        assert_eq!(code("http://127.0.0.1.evil.example/logout"), Some("uri.scheme"));
    }
}
