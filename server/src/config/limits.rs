//! How much of something one may have.

use confique::Config;
use serde::Serialize;

/// The limits of the contract, each at least one.
#[derive(Debug, Clone, Copy, Config, Serialize)]
pub struct LimitSettings {
    /// Active clients in one account.
    #[config(env = "LATCHKEY_LIMITS__ACTIVE_CLIENTS", default = 10, validate = at_least_one)]
    pub active_clients: u32,

    /// Secrets of one client that work at the same time.
    #[config(env = "LATCHKEY_LIMITS__SECRETS_PER_CLIENT", default = 5, validate = at_least_one)]
    pub secrets_per_client: u32,

    /// Live refresh tokens of one client for one user. Over it, the oldest stops working.
    #[config(env = "LATCHKEY_LIMITS__REFRESH_TOKENS_PER_CLIENT_AND_USER", default = 20, validate = at_least_one)]
    pub refresh_tokens_per_client_and_user: u32,

    /// Live refresh tokens of one user over all clients. Over it, the oldest stops working.
    #[config(env = "LATCHKEY_LIMITS__REFRESH_TOKENS_PER_USER", default = 100, validate = at_least_one)]
    pub refresh_tokens_per_user: u32,
}

impl LimitSettings {
    /// The limits in the words of the rules.
    pub const fn as_domain(self) -> domain::limits::Limits {
        domain::limits::Limits {
            active_clients: self.active_clients,
            secrets_per_client: self.secrets_per_client,
            refresh_tokens_per_client_and_user: self.refresh_tokens_per_client_and_user,
            refresh_tokens_per_user: self.refresh_tokens_per_user,
        }
    }
}

pub(super) fn at_least_one(limit: &u32) -> Result<(), &'static str> {
    if *limit == 0 { Err("must be at least 1") } else { Ok(()) }
}
