//! The refresh tokens that requests in this process are bringing right now.
//!
//! A client that lost an answer asks again after its first request is over. So requests with one token that overlap are
//! duplicates of each other, and how they come to the database tells nothing: the one that arrived first may wait for a
//! connection while the last one finds one free. Between processes the moments in the database decide alone.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use store::Digest;

/// The tokens that are on their way, each with its series of requests.
#[derive(Default)]
pub struct Exchanges(Mutex<HashMap<[u8; 32], Series>>);

/// Requests with one token that overlap, without a pause between them.
#[derive(Clone, Copy)]
struct Series {
    since: DateTime<Utc>,
    /// On their way.
    under_way: usize,
    /// Of all its time.
    in_all: usize,
}

/// A request with a token. The request is over when this is dropped, also when its client has gone.
pub struct Exchange<'a> {
    all: &'a Exchanges,
    token: [u8; 32],
    since: DateTime<Utc>,
}

impl Exchanges {
    /// Notes that a request has come in.
    pub fn begin(&self, token: Digest, arrived: DateTime<Utc>) -> Exchange<'_> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let series = all.entry(token.0).or_insert(Series { since: arrived, under_way: 0, in_all: 0 });
        series.under_way += 1;
        series.in_all += 1;
        Exchange { all: self, token: token.0, since: series.since }
    }
}

impl Exchange<'_> {
    /// When the first request of the series came in: this one, if it is alone.
    #[must_use]
    pub fn since(&self) -> DateTime<Utc> {
        self.since
    }

    /// Whether others of the series came before this one, or have come since.
    #[must_use]
    pub fn has_company(&self) -> bool {
        let all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&self.token).is_some_and(|series| series.in_all > 1)
    }
}

impl Drop for Exchange<'_> {
    fn drop(&mut self) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(series) = all.get_mut(&self.token) {
            series.under_way -= 1;
            if series.under_way == 0 {
                all.remove(&self.token);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    #[test]
    fn a_series_begins_with_its_first_request_and_ends_with_its_last() {
        let all = Exchanges::default();
        let begin = |token: u8, seconds| all.begin(Digest([token; 32]), at(seconds));
        let first = begin(1, 0);
        assert!(!first.has_company());
        let second = begin(1, 1);
        assert_eq!((first.since(), second.since()), (at(0), at(0)));
        drop(first);
        assert!(second.has_company(), "the first has gone and was there");
        let third = begin(1, 2);
        assert_eq!(third.since(), at(0), "the second is still on its way");
        assert_eq!(begin(2, 3).since(), at(3), "another token has its own series");
        drop((second, third));
        let fresh = begin(1, 4);
        assert_eq!((fresh.since(), fresh.has_company()), (at(4), false));
        drop(fresh);
        assert!(all.0.lock().unwrap().is_empty(), "nothing is left behind");
    }
}
