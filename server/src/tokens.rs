//! What tokens are worth at the API, when identity and API run in one process.

use async_trait::async_trait;
use identity::failure::Chain;
use identity::{Identity, bearer};
use projects::{Principal, TokenRefused, TokenUse, TokenVerifier};

/// Asks the identity server in the same process.
pub struct LocalTokens(pub Identity);

#[async_trait]
impl TokenVerifier for LocalTokens {
    async fn verify(&self, token: &str, _: &TokenUse) -> Result<Principal, TokenRefused> {
        let access = match bearer::verify(&self.0, token).await {
            Ok(Some(access)) => access,
            Ok(None) => return Err(TokenRefused::Invalid),
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
