//! The audit trail as its people read it: what happens here, which of it is a failure, and what can be asked for.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::client::ClientSecret;
use crate::problem::Problems;
use crate::secret_label::called;

mod actions;

pub use self::actions::ACTIONS;

/// What an action is about; people filter by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Signing in and out, the account and its password.
    Account,
    /// Clients and their secrets.
    Clients,
    /// What people allow apps, and take back.
    Apps,
    /// Tokens, given and refused.
    Tokens,
    /// Calls of the API and of userinfo that failed, and webhooks.
    Api,
    /// The server itself; nobody's in particular.
    Server,
}

impl Kind {
    /// What can be filtered by.
    pub const OFFERED: [Self; 5] = [Self::Account, Self::Clients, Self::Apps, Self::Tokens, Self::Api];

    /// The word in an address.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Clients => "clients",
            Self::Apps => "apps",
            Self::Tokens => "tokens",
            Self::Api => "api",
            Self::Server => "server",
        }
    }

    /// The actions of this kind.
    pub fn actions(self) -> impl Iterator<Item = &'static str> {
        ACTIONS.iter().filter(move |(_, kind)| *kind == self).map(|(action, _)| *action)
    }

    /// The kind of an action; [`Kind::Server`] for one that nobody knows.
    #[must_use]
    pub fn of(action: &str) -> Self {
        ACTIONS.iter().find(|(known, _)| *known == action).map_or(Self::Server, |(_, kind)| *kind)
    }
}

/// The outcomes that are no failure; every other word is one.
pub const SUCCESSES: [&str; 4] = ["done", "active", "inactive", "nothing"];

/// Whether an outcome is a failure.
#[must_use]
pub fn is_failure(outcome: &str) -> bool {
    !SUCCESSES.contains(&outcome)
}

/// The words of an event without the names of rules that stand before them for auditors (`L6: …`, `X-DCR: …`).
#[must_use]
pub fn plain(detail: &str) -> String {
    match detail.split_once(": ") {
        Some((rules, words)) if rules.split(", ").all(is_rule) => plain(words),
        // The grant type of a token request stands before its cause.
        Some((grant, words)) if grant.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') => {
            format!("{grant}: {}", plain(words))
        }
        None if detail.starts_with("X-") && is_rule(detail) => String::new(),
        _ => detail.to_owned(),
    }
}

/// The words of an event about a secret: its number, and how people know it, which stays told when the secret is gone.
#[must_use]
pub fn of_secret(secret: &ClientSecret) -> String {
    format!("{}, {}", secret.id, called(&secret.description, &secret.hint))
}

/// How people know the secret of such an event; `None` where the number alone was noted, as it once was.
#[must_use]
pub fn secret_of(detail: &str) -> Option<&str> {
    detail.split_once(", ").map(|(_number, name)| name)
}

fn is_rule(word: &str) -> bool {
    let word = word.strip_prefix("X-").unwrap_or(word);
    word.starts_with(|letter: char| letter.is_ascii_uppercase())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// One event, as the person whom it concerns may see it. Its words are the surface's matter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What was done or tried: one of [`ACTIONS`].
    pub action: String,
    /// What it is about.
    pub kind: Kind,
    /// How it ended: `done`, `refused`, or the code that the caller got.
    pub outcome: String,
    /// The plain cause, or what else is known; empty when there is nothing to add.
    pub detail: String,
    /// Who did it, as far as the reader may know.
    pub actor: Actor,
    /// The client it concerns.
    pub client_id: Option<String>,
    /// The name of that client today; `None` when it is gone.
    pub client_name: Option<String>,
    /// The address it came from; `None` also when it is another person's.
    pub address: Option<String>,
    /// The `X-Request-Id` of the answer.
    pub request_id: Option<String>,
}

/// Who did something, as far as a reader may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The reader.
    You,
    /// Another person who is signed in here; who they are is theirs.
    SomebodyElse,
    /// A program, or somebody who was not signed in.
    Nobody,
}

/// Which events are asked for. Everything that is `None` lets all of them through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this client.
    pub client_id: Option<String>,
    /// Of this kind.
    pub kind: Option<Kind>,
    /// `false` for failures alone, `true` for all others.
    pub succeeded: Option<bool>,
    /// Not before this moment.
    pub from: Option<DateTime<Utc>>,
    /// Before this moment.
    pub until: Option<DateTime<Utc>>,
}

/// A filter as it stands in an address or a form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Typed {
    /// A client id.
    pub client: String,
    /// The word of a [`Kind`].
    pub kind: String,
    /// `succeeded` or `failed`.
    pub outcome: String,
    /// A date, or a moment in RFC 3339. A date begins in UTC.
    pub from: String,
    /// The same; a date is in it to its end.
    pub to: String,
}

impl Typed {
    /// What was typed, under the names of the fields; what is empty is left out.
    pub fn pairs(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let Self { client, kind, outcome, from, to } = self;
        let fields = [("client", client), ("kind", kind), ("outcome", outcome), ("from", from), ("to", to)];
        fields.into_iter().map(|(name, text)| (name, text.as_str())).filter(|(_, text)| !text.is_empty())
    }

    /// The filter that is meant. What is empty asks for nothing.
    ///
    /// # Errors
    /// The problems of each field.
    pub fn checked(&self) -> Result<Filter, Problems> {
        let mut problems = Problems::default();
        let kind = Kind::OFFERED.into_iter().find(|kind| kind.as_str() == self.kind);
        if kind.is_none() && !self.kind.is_empty() {
            problems.add("kind", "unknown", "Choose one of the kinds of activity.");
        }
        let succeeded = match &*self.outcome {
            "succeeded" => Some(true),
            "failed" => Some(false),
            "" => None,
            _ => {
                problems.add("outcome", "unknown", "Choose succeeded or failed.");
                None
            }
        };
        let client_id = Some(self.client.trim()).filter(|id| !id.is_empty()).map(str::to_owned);
        if client_id.as_ref().is_some_and(|id| id.chars().count() > 100) {
            problems.add("client", "too_long", "A client ID has 100 characters at most.");
        }
        let mut moment = |field: &str, text: &str, edge: fn(NaiveDate) -> Option<NaiveDate>| {
            let read = read_moment(text.trim(), edge);
            if read.is_none() && !text.trim().is_empty() {
                problems.add(field, "no_date", "Use a date like 2026-11-22.");
            }
            read
        };
        let from = moment("from", &self.from, Some);
        // A date lasts to its end; a moment is in it, to the millisecond in which events are written.
        let until = moment("to", &self.to, |date| date.checked_add_days(Days::new(1)))
            .map(|until| if self.to.trim().len() > 10 { until + TimeDelta::milliseconds(1) } else { until });
        if let (Some(from), Some(until)) = (from, until)
            && until <= from
        {
            problems.add("to", "before_from", "The end lies before the beginning.");
        }
        problems.into_result(Filter { client_id, kind, succeeded, from, until })
    }
}

fn read_moment(text: &str, edge: fn(NaiveDate) -> Option<NaiveDate>) -> Option<DateTime<Utc>> {
    // What lies outside of four-digit years is no date that anybody means, and would overflow further on.
    let sensible = |moment: &DateTime<Utc>| (0..=253_402_300_799).contains(&moment.timestamp());
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
    match date {
        Some(date) => Some(edge(date)?.and_time(NaiveTime::MIN).and_utc()).filter(sensible),
        None => DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc()).filter(sensible),
    }
}

#[cfg(test)]
mod tests;
