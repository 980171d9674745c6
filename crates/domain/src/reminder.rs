//! When an owner is reminded that a secret ends (R085, U20).

use chrono::TimeDelta;

/// The action of the event by which an owner is reminded.
pub const EXPIRING: &str = "client.secret.expiring";

/// How many days before its end an owner is reminded of a secret, the nearest first: one who hears of it for the first
/// time when it is near is told once and not twice.
pub const DAYS_BEFORE: [u32; 2] = [3, 14];

/// So many days as a span of time.
#[must_use]
pub fn days(number: u32) -> TimeDelta {
    TimeDelta::days(number.into())
}
