//! What tokens are worth at the API, when identity and API run in one process.

use async_trait::async_trait;
use axum::extract::Request;
use identity::bearer::{self, Refused, Shown};
use identity::client_authentication::Origin;
use identity::failure::{Chain, Failure};
use identity::vault::Purpose;
use identity::{Identity, dpop};
use projects::webhooks::{Noted, Vault, VaultFailed, Witness};
use projects::{
    Failed, Limit, PageSeal, PeerAddress, Principal, RequestName, TokenRefused, TokenUse, TokenVerifier,
};
use zeroize::Zeroizing;

use crate::extract::agent;
use crate::http::{ClientAddress, RequestId};

/// Draws and seals the secrets of webhooks with the randomness and the key of the server.
pub struct LocalVault(pub Identity);

impl Vault for LocalVault {
    fn draw(&self, bytes: &mut [u8]) -> Result<(), VaultFailed> {
        self.0.random.fill(bytes).map_err(failed)
    }

    fn seal(&self, place: &str, plain: &[u8]) -> Result<Vec<u8>, VaultFailed> {
        self.0.vault.seal(place, plain).map_err(failed)
    }

    fn open(&self, place: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultFailed> {
        self.0.vault.open(place, sealed).map_err(failed)
    }
}

fn failed(failure: Failure) -> VaultFailed {
    VaultFailed(Box::new(failure))
}

/// Keeps what becomes of webhooks in the audit trail.
pub struct LocalWitness(pub Identity);

impl Witness for LocalWitness {
    fn note(&self, noted: Noted) {
        let Noted { became, webhook, account, owner, by, why } = noted;
        let (client_id, person, address, request_id) = by.map_or((None, None, None, None), |by| {
            (Some(by.client_id), by.user_id, by.address, Some(by.request_id))
        });
        identity::webhooks::noted(
            &self.0,
            identity::webhooks::Noted {
                action: became.action(),
                webhook,
                why,
                account: account.into(),
                owner: owner.map(i64::from),
                person: person.map(i64::from),
                client_id,
                address,
                request_id,
            },
        );
    }
}

/// Limits what strangers ask of the writer as they are limited elsewhere.
pub struct LocalLimit(pub Identity);

impl Limit for LocalLimit {
    fn milliseconds(&self) -> u64 {
        u64::try_from(self.0.db.watch.limit().as_millis()).unwrap_or(u64::MAX)
    }

    fn begin(&self) {
        self.0.db.watch.begin();
    }

    fn end(&self) {
        self.0.db.watch.end();
    }
}

/// Asks the identity server in the same process.
pub struct LocalTokens(pub Identity);

/// Seals the API's links with the key of the server.
pub struct LocalSeal(pub Identity);

impl PageSeal for LocalSeal {
    fn seal(&self, text: &str) -> [u8; 32] {
        self.0.vault.digest(Purpose::ApiPage, text).0
    }
}

#[async_trait]
impl TokenVerifier for LocalTokens {
    async fn verify(&self, token: &str, request: &TokenUse<'_>) -> Result<Principal, TokenRefused> {
        let possession = request.possession.map(|shown| dpop::Shown {
            proofs: shown.proofs,
            method: shown.method,
            address: shown.address,
        });
        let origin = Origin {
            address: request.address,
            request_id: request.request_id.to_owned(),
            agent: request.agent.map(agent::beginning).map(str::to_owned),
        };
        let access = match bearer::verify(&self.0, Shown { token, possession }, &origin).await {
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

    fn tell(&self, failed: Failed<'_>) {
        let Failed { principal, address, request_id, code, cause } = failed;
        let origin = Origin { address, request_id: request_id.to_owned(), agent: None };
        let person = principal.user_id.map(i64::from);
        bearer::failed(&self.0, &principal.client_id, person, &origin, (code, cause));
    }
}

/// Tells the API from where a request comes and what it is called, in the API's own words for it.
pub async fn name_peer(mut request: Request) -> Request {
    if let Some(address) = request.extensions().get::<ClientAddress>().copied() {
        request.extensions_mut().insert(PeerAddress(address.0));
    }
    if let Some(id) = request.extensions().get::<RequestId>().copied() {
        request.extensions_mut().insert(RequestName(id.to_string()));
    }
    request
}
