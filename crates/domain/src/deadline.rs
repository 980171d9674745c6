//! How near the end of a credential is, and which clients nobody seems to use (R101).

use chrono::{DateTime, TimeDelta, Utc};

use crate::client::{Client, ClientSecret, Status};

/// How near the end of a credential is, in the steps at which its owner is warned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    /// More than 30 days away.
    Far,
    /// Within 30 days.
    Month,
    /// Within 14 days.
    Fortnight,
    /// Within 3 days.
    Days,
    /// It is past.
    Over,
}

/// After how long without a use an active client is worth a hint.
pub const UNUSED_AFTER: TimeDelta = TimeDelta::days(90);

/// The steps, the nearest first.
const STEPS: [(TimeDelta, Nearness); 4] = [
    (TimeDelta::zero(), Nearness::Over),
    (TimeDelta::days(3), Nearness::Days),
    (TimeDelta::days(14), Nearness::Fortnight),
    (TimeDelta::days(30), Nearness::Month),
];

impl Nearness {
    /// How near an end is now. At the very moment a credential does not work any more.
    #[must_use]
    pub fn of(end: DateTime<Utc>, now: DateTime<Utc>) -> Self {
        let left = end - now;
        STEPS.into_iter().find(|(step, _)| left <= *step).map_or(Self::Far, |(_, nearness)| nearness)
    }
}

/// When the last of a client's credentials ends; `None` when one never does, or when there are none.
#[must_use]
pub fn last_end(secrets: &[ClientSecret]) -> Option<DateTime<Utc>> {
    let ends: Option<Vec<_>> = secrets.iter().map(|secret| secret.expiration).collect();
    ends?.into_iter().max()
}

/// Whether an active client was not used for [`UNUSED_AFTER`]; one that never was counts from its making.
#[must_use]
pub fn is_unused(client: &Client, now: DateTime<Utc>) -> bool {
    client.status == Status::Active && idle(client.last_used_at.unwrap_or(client.created_at), now)
}

fn idle(since: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - since >= UNUSED_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-22T08:00:00Z".parse().unwrap()
    }

    fn secrets(ends: &[Option<i64>]) -> Vec<ClientSecret> {
        let secret = |days: &Option<i64>| ClientSecret {
            id: 1,
            description: String::new(),
            hint: "JldA".into(),
            expiration: days.map(|days| now() + TimeDelta::days(days)),
            created_at: now(),
            last_used_at: None,
        };
        ends.iter().map(secret).collect()
    }

    // Shows R101.
    #[test]
    fn an_end_is_warned_of_at_thirty_fourteen_and_three_days() {
        let second = TimeDelta::seconds(1);
        for (days, at, before) in [
            (30, Nearness::Month, Nearness::Far),
            (14, Nearness::Fortnight, Nearness::Month),
            (3, Nearness::Days, Nearness::Fortnight),
            (0, Nearness::Over, Nearness::Days),
        ] {
            let end = now() + TimeDelta::days(days);
            assert_eq!((Nearness::of(end, now()), Nearness::of(end + second, now())), (at, before), "{days}");
        }
    }

    #[test]
    fn a_client_works_until_its_last_credential_ends() {
        assert_eq!(last_end(&secrets(&[Some(3), Some(9)])), Some(now() + TimeDelta::days(9)));
        assert_eq!(last_end(&secrets(&[Some(3), None])), None, "one works for ever");
        assert_eq!(last_end(&[]), None);
    }

    // Shows R101.
    #[test]
    fn ninety_days_without_a_use_are_too_many() {
        assert!(idle(now() - UNUSED_AFTER, now()));
        assert!(!idle(now() - UNUSED_AFTER + TimeDelta::seconds(1), now()));
    }
}
