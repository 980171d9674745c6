//! Answers that know when they were true.

use chrono::{DateTime, Utc};
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::json::read_tree;

/// An answer and the server's time at which it was given.
///
/// "3 hours ago" is reckoned from this moment, on the server and in the browser alike: were each to ask its own
/// clock, the woken page would differ from the printed one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dated<T> {
    /// When the answer was given.
    pub now: DateTime<Utc>,
    /// The answer; its fields stand beside `now`.
    #[serde(flatten)]
    pub body: T,
}

/// What of an answer is the moment.
#[derive(Deserialize)]
struct Moment {
    now: DateTime<Utc>,
}

/// Reads the same tree twice: the moment, then the rest. `flatten` would bring a reader of its own.
impl<'de, T: DeserializeOwned> Deserialize<'de> for Dated<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let whole = Value::deserialize(deserializer)?;
        let Moment { now } = read_tree(&whole).map_err(D::Error::custom)?;
        let body = read_tree(&whole).map_err(D::Error::custom)?;
        Ok(Self { now, body })
    }
}

#[cfg(test)]
mod tests {
    use domain::client_query::ClientPage;

    use super::Dated;

    #[test]
    fn the_fields_of_the_answer_stand_beside_the_moment() {
        let now = "2026-11-22T08:00:00Z".parse().unwrap();
        let body = ClientPage { clients: Vec::new(), active: 0, limit: 10, total: 0, page: 1, pages: 1 };
        let text = serde_json::to_string(&Dated { now, body }).unwrap();
        assert_eq!(
            text,
            r#"{"now":"2026-11-22T08:00:00Z","clients":[],"active":0,"limit":10,"total":0,"page":1,"pages":1}"#
        );
        let back: Dated<ClientPage> = serde_json::from_str(&text).unwrap();
        assert_eq!((back.now, back.body.limit), (now, 10));
    }
}
