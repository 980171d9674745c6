//! How many of each thing an account may have. The operator can change every number.

use serde::{Deserialize, Serialize};

/// The numbers of `contract.md`, section Templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Active clients per account.
    pub active_clients: u32,
    /// Live secrets per client.
    pub secrets_per_client: u32,
    /// Live refresh tokens per client and user.
    pub refresh_tokens_per_client_and_user: u32,
    /// Live refresh tokens per user, over all clients.
    pub refresh_tokens_per_user: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            active_clients: 10,
            secrets_per_client: 5,
            refresh_tokens_per_client_and_user: 20,
            refresh_tokens_per_user: 100,
        }
    }
}

impl Limits {
    /// What to tell somebody who is at the limit, with the three remedies of the product's documents.
    #[must_use]
    pub fn active_clients_reached(self) -> String {
        format!(
            "You have {} active clients, the most an account may have. Deactivate a client you no longer use, \
             delete one, or use one client for several jobs.",
            self.active_clients
        )
    }
}
