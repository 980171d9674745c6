//! How long people stay signed in.

use confique::Config;
use serde::Serialize;

/// The limits of sessions, in seconds, each at least ten minutes.
#[derive(Debug, Clone, Copy, Config, Serialize)]
pub struct SessionSettings {
    /// Seconds after which a session that nobody used ends. Use is noted every five minutes.
    #[config(env = "LATCHKEY_SESSIONS__IDLE", default = 28_800, validate = at_least_ten_minutes)]
    pub idle: u64,

    /// Seconds after the password was typed at which a session ends, however much it is used.
    #[config(env = "LATCHKEY_SESSIONS__ABSOLUTE", default = 43_200, validate = at_least_ten_minutes)]
    pub absolute: u64,

    /// The same, instead of both, for people who want to stay signed in, and for clients with persistent SSO.
    #[config(env = "LATCHKEY_SESSIONS__PERSISTENT", default = 2_592_000, validate = at_least_ten_minutes)]
    pub persistent: u64,
}

impl SessionSettings {
    /// The limits in the words of the rules.
    pub const fn as_domain(self) -> domain::session::SessionLimits {
        domain::session::SessionLimits {
            idle: self.idle,
            absolute: self.absolute,
            persistent: self.persistent,
        }
    }
}

fn at_least_ten_minutes(seconds: &u64) -> Result<(), &'static str> {
    if *seconds < 600 { Err("must be at least 600 seconds") } else { Ok(()) }
}
