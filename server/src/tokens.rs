//! What tokens are worth at the API, when identity and API run in one process.

use async_trait::async_trait;
use axum::extract::Request;
use identity::bearer::{self, Refused, Shown};
use identity::client_authentication::CalledFrom;
use identity::failure::Chain;
use identity::{Identity, dpop};
use projects::{PeerAddress, Principal, TokenRefused, TokenUse, TokenVerifier};

use crate::extract::agent;
use crate::http::ClientAddress;

/// Asks the identity server in the same process.
pub struct LocalTokens(pub Identity);

#[async_trait]
impl TokenVerifier for LocalTokens {
    async fn verify(&self, token: &str, request: &TokenUse<'_>) -> Result<Principal, TokenRefused> {
        let possession = request.possession.map(|shown| dpop::Shown {
            proofs: shown.proofs,
            method: shown.method,
            address: shown.address,
        });
        let from = CalledFrom { address: request.address, agent: request.agent.map(agent::beginning) };
        let access = match bearer::verify(&self.0, Shown { token, possession }, from).await {
            Ok(Ok(access)) => access,
            Ok(Err(Refused::Invalid)) => return Err(TokenRefused::Invalid),
            Ok(Err(Refused::Proof(_))) => return Err(TokenRefused::BadProof),
            Err(failure) => {
                tracing::error!(cause = %Chain(&failure), "Could not look a token up");
                return Err(TokenRefused::Unavailable);
            }
        };
        // The API's keys are 32 bits wide (`Edm.Int32`); an account beyond that has no rows there.
        let account_id = i32::try_from(access.account_id).map_err(|_| TokenRefused::Invalid)?;
        let user_id = access.user_id.map(i32::try_from).transpose().map_err(|_| TokenRefused::Invalid)?;
        Ok(Principal { account_id, user_id, client_id: access.client_id, scopes: access.scopes })
    }
}

/// Tells the API from where a request comes, in the API's own word for it.
pub async fn name_peer(mut request: Request) -> Request {
    if let Some(address) = request.extensions().get::<ClientAddress>().copied() {
        request.extensions_mut().insert(PeerAddress(address.0));
    }
    request
}
