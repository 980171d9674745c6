//! When signing keys change.

use chrono::TimeDelta;
use confique::Config;
use domain::signing_key::Schedule;
use serde::Serialize;

use super::ConfigError;

/// Ten years: more days than anybody means.
const MOST_DAYS: u32 = 3650;

/// The life of a signing key, in days.
#[derive(Debug, Clone, Copy, Config, Serialize)]
pub struct SigningKeySettings {
    /// Days for which a signing key signs, before its successor takes over.
    #[config(env = "LATCHKEY_KEYS__ROTATE_AFTER_DAYS", default = 90, validate = days)]
    pub rotate_after_days: u32,

    /// Days for which a successor is in the key set before it signs, so that every relying party has seen it.
    #[config(env = "LATCHKEY_KEYS__ANNOUNCE_DAYS", default = 14, validate = days)]
    pub announce_days: u32,

    /// Days for which a key stays in the key set after it has signed the last time. Where a client's access tokens last
    /// longer than that, it stays as long as they do.
    #[config(env = "LATCHKEY_KEYS__KEEP_DAYS", default = 14, validate = days)]
    pub keep_days: u32,
}

impl SigningKeySettings {
    /// The schedule in the words of the rules.
    pub fn as_domain(self) -> Schedule {
        let days = |number: u32| TimeDelta::days(number.into());
        Schedule {
            rotate_after: days(self.rotate_after_days),
            announce: days(self.announce_days),
            keep: days(self.keep_days),
        }
    }

    /// Checks what one number alone can't say.
    pub(super) fn check(self) -> Result<(), ConfigError> {
        if self.announce_days < self.rotate_after_days {
            return Ok(());
        }
        Err(ConfigError::refused(
            "keys.announce_days",
            format!(
                "must be less than `keys.rotate_after_days`, which is {}: a key can't be announced before the one before \
                 it signs",
                self.rotate_after_days
            ),
        ))
    }
}

fn days(number: &u32) -> Result<(), String> {
    if (1..=MOST_DAYS).contains(number) { Ok(()) } else { Err(format!("must be 1 to {MOST_DAYS} days")) }
}
