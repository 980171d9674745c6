//! What access tokens say and what may change while a sign-in lasts.

use serde::{Deserialize, Serialize};

use crate::client::Client;
use crate::client_claims::ClientClaim;

/// The claims of an access token that come from its person's and its client's settings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarriedClaims {
    /// The person's roles, as far as the client may learn them.
    pub roles: Vec<String>,
    /// The client's static claims.
    pub claims: Vec<ClientClaim>,
}

impl CarriedClaims {
    /// The claims of now.
    #[must_use]
    pub fn current(client: &Client, roles: Vec<String>) -> Self {
        Self { roles, claims: client.claims.clone() }
    }

    /// What a refreshed access token says: the claims of now where the client wants them updated, otherwise those of the
    /// sign-in's first access token, as far as these are known.
    #[must_use]
    pub fn refreshed(self, first: Option<Self>, client: &Client) -> Self {
        match first {
            Some(first) if !client.update_access_token_claims_on_refresh => first,
            _ => self,
        }
    }
}
