//! Personal access tokens: each is the credential of a client of its own.

use chrono::{DateTime, Utc};
use domain::client::Status;
use domain::personal_access_token::PersonalAccessToken;
use domain::template::Template;
use store::clients::Authenticating;

use super::{Access, told};
use crate::Identity;
use crate::client_authentication::{AuthenticatedClient, CalledFrom, matching, may_call_from};
use crate::failure::Failure;
use crate::vault::Purpose;

/// A personal access token that is good.
pub(crate) struct Personal {
    found: Authenticating,
    /// The row of its secret.
    pub(crate) secret: i64,
    /// When it stops working; `None` when never.
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

impl Personal {
    /// The public identifier of the token's client.
    pub(crate) fn client_id(&self) -> &str {
        self.found.client.client_id.as_str()
    }

    /// The token's client. The token is its credential, so it has authenticated by being shown.
    pub(crate) fn client(&self) -> AuthenticatedClient {
        AuthenticatedClient {
            key: self.found.key,
            account_id: self.found.account_id,
            owner_id: self.found.owner_id,
            client: self.found.client.clone(),
            shown_secret: None,
        }
    }

    /// The token acts as its creator, with its own scopes.
    pub(super) fn access(self) -> Access {
        Access {
            account_id: self.found.account_id,
            user_id: Some(self.found.owner_id),
            client_id: self.found.client.client_id.to_string(),
            scopes: self.found.client.scopes,
        }
    }
}

/// Looks a personal access token up; the inner error is why it isn't good. One statement, no write.
pub(crate) async fn personal(
    identity: &Identity,
    token: &PersonalAccessToken<'_>,
    from: CalledFrom<'_>,
) -> Result<Result<Personal, &'static str>, Failure> {
    let now = identity.clock.now();
    let digest = identity.vault.digest(Purpose::ClientSecret, token.secret);
    let found =
        store::clients::find_for_authentication(&identity.db.reader, token.client_id.as_str()).await?;
    let Some(found) = found else { return Ok(Err("there is no such token, or it was deleted")) };
    if let Err(cause) = usable(&found, from) {
        return Ok(Err(cause));
    }
    Ok(matching(&found.secrets, &[digest], now).map(|secret| {
        identity.recorder.used(found.key, Some(secret), from, now);
        let expires_at = found.secrets.iter().find(|own| own.id == secret).and_then(|own| own.expires_at);
        Personal { found, secret, expires_at }
    }))
}

fn usable(found: &Authenticating, from: CalledFrom<'_>) -> Result<(), &'static str> {
    if found.client.template != Some(Template::PersonalAccessToken) {
        return Err("the client is no personal access token");
    }
    if found.client.status != Status::Active {
        return Err("the token is not active");
    }
    if found.owner_disabled {
        return Err("the token's owner is disabled");
    }
    if !may_call_from(&found.client.allowed_ip_addresses, from.address) {
        return Err(told::OTHER_ADDRESS);
    }
    Ok(())
}
