//! What an owner says of a secret: what it is called and when it ends; and how long the old one lasts beside a new one.

use chrono::{DateTime, Duration, Utc};
use serde::{Deserialize, Serialize};

use crate::expiration;
use crate::problem::Problems;
use crate::secret::PlainSecret;

/// The body of `POST /api/v1/clients/{id}/secrets`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SecretLabel {
    /// What the owner calls it: where it is deployed, for example.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// A date, which lasts to its end in UTC, or a moment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expiration: Option<String>,
}

/// A secret that may be stored.
#[derive(Debug)]
pub struct CheckedSecret {
    /// The secret.
    pub value: PlainSecret,
    /// What the owner calls it.
    pub description: String,
    /// When it stops working; `None` when never.
    pub expires_at: Option<DateTime<Utc>>,
}

impl SecretLabel {
    /// Checks both and gives them as they are stored. What is imported may be over already.
    ///
    /// # Errors
    /// A problem for each that can't stay as it is.
    pub fn checked(&self) -> Result<(String, Option<DateTime<Utc>>), Problems> {
        let mut problems = Problems::default();
        let description = self.description.trim().to_owned();
        if description.chars().any(char::is_control) || description.chars().count() > 200 {
            let words = "200 characters at most, and no control characters.";
            problems.add("description", "length", words);
        }
        let expires_at = self.expiration.as_deref().map(expiration::read).transpose();
        let expires_at = expires_at
            .map_err(|words| problems.add("expiration", "date", words.to_string()))
            .unwrap_or_default();
        problems.into_result((description, expires_at))
    }

    /// The same for a secret that is made now: one that is over before it begins is a mistake.
    ///
    /// # Errors
    /// As [`SecretLabel::checked`], and `past` when it ends by now.
    pub fn checked_at(&self, now: DateTime<Utc>) -> Result<(String, Option<DateTime<Utc>>), Problems> {
        let (description, expires_at) = self.checked()?;
        match expires_at {
            Some(end) if end <= now => {
                Err(Problems::one("expiration", "past", "This is over already. Choose a later day."))
            }
            _ => Ok((description, expires_at)),
        }
    }
}

/// How people know a secret: by what its owner calls it, or else by its last characters.
#[must_use]
pub fn called(description: &str, hint: &str) -> String {
    if description.is_empty() { format!("•••• {hint}") } else { description.to_owned() }
}

/// How long the secrets of before go on working when a new one is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Overlap {
    /// Not at all.
    #[serde(rename = "now")]
    Now,
    /// An hour.
    #[serde(rename = "1h")]
    Hour,
    /// A day.
    #[default]
    #[serde(rename = "24h")]
    Day,
    /// A week.
    #[serde(rename = "7d")]
    Week,
    /// Until their owner removes them.
    #[serde(rename = "until_removed")]
    UntilRemoved,
}

impl Overlap {
    /// When the secrets of before end; `None` when they stay as they are.
    #[must_use]
    pub fn ends_at(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::Now => Some(now),
            Self::Hour => Some(now + Duration::hours(1)),
            Self::Day => Some(now + Duration::hours(24)),
            Self::Week => Some(now + Duration::days(7)),
            Self::UntilRemoved => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows R080.
    #[test]
    fn a_date_lasts_to_the_end_of_its_day_and_not_a_moment_longer() {
        let label = SecretLabel { expiration: Some("2027-01-15".into()), ..SecretLabel::default() };
        let end: DateTime<Utc> = "2027-01-16T00:00:00Z".parse().unwrap();
        assert_eq!(label.checked_at(end - Duration::seconds(1)).unwrap().1, Some(end));
        let problems = label.checked_at(end).unwrap_err();
        assert_eq!((&*problems.0[0].field, &*problems.0[0].code), ("expiration", "past"));
    }

    #[test]
    fn a_label_has_200_characters_at_most() {
        for (length, good) in [(0, true), (200, true), (201, false)] {
            let label = SecretLabel { description: "\u{e9}".repeat(length), expiration: None };
            assert_eq!(label.checked().is_ok(), good, "{length}");
        }
    }

    #[test]
    fn an_expiration_that_is_no_day_is_named() {
        let label = SecretLabel { expiration: Some("soon".into()), ..SecretLabel::default() };
        assert_eq!(label.checked().unwrap_err().0[0].field, "expiration");
    }

    #[test]
    fn the_old_secrets_last_a_day_unless_somebody_says_otherwise() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let lasts = |json: &str| {
            let overlap: Overlap = serde_json::from_str(json).unwrap();
            overlap.ends_at(now).map(|end| (end - now).num_seconds())
        };
        assert_eq!(Overlap::default().ends_at(now), Some(now + Duration::hours(24)));
        assert_eq!((lasts("\"now\""), lasts("\"1h\"")), (Some(0), Some(3600)));
        assert_eq!((lasts("\"24h\""), lasts("\"7d\"")), (Some(86_400), Some(604_800)));
        assert_eq!(lasts("\"until_removed\""), None);
    }
}
