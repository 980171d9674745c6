//! Who a client is (RFC 6749 §2.3).

mod credentials;

use std::net::IpAddr;

use chrono::{DateTime, Utc};
use domain::allowed_ip_addresses::AllowedIpAddresses;
use domain::client::{Client, ClientType, Status};
use oauth::error::ErrorCode;
use oauth::grant_type::GrantType;
use store::audit::Event;
use store::clients::StoredSecret;
use subtle::ConstantTimeEq as _;

pub use self::credentials::Credentials;
use crate::failure::Failure;
use crate::grant::OAuthError;
use crate::vault::Purpose;
use crate::{Identity, client_assertion, client_failures};

/// A client that has proven who it is, or a public one that has named itself.
#[derive(Clone)]
pub struct AuthenticatedClient {
    /// Its row.
    pub key: i64,
    /// Its account.
    pub account_id: i64,
    /// Its owner.
    pub owner_id: i64,
    /// What it may do.
    pub client: Client,
    /// The row of the secret by which it has proven who it is, if that was how.
    pub shown_secret: Option<i64>,
}

/// Where a request comes from, for the audit trail.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The address.
    pub address: Option<IpAddr>,
    /// The answer's `X-Request-Id`.
    pub request_id: String,
    /// What the program calls itself (`User-Agent`).
    pub agent: Option<String>,
}

/// From where a secret is shown; kept beside its last use.
#[derive(Debug, Clone, Copy, Default)]
pub struct CalledFrom<'a> {
    /// The address.
    pub address: Option<IpAddr>,
    /// What the program calls itself (`User-Agent`).
    pub agent: Option<&'a str>,
}

impl Origin {
    /// The same, as far as it stands beside the use of a secret.
    pub(crate) fn called_from(&self) -> CalledFrom<'_> {
        CalledFrom { address: self.address, agent: self.agent.as_deref() }
    }

    /// Notes what was decided about a client's request, for the audit trail. The client id may be a mere claim.
    pub(crate) fn audit(&self, identity: &Identity, action: &str, outcome: &str, client: &str, detail: &str) {
        let client_id = Some(client.chars().take(100).collect::<String>()).filter(|id| !id.is_empty());
        let event = self.event(identity.clock.now(), action, outcome, detail);
        identity.recorder.event(Event { client_id, ..event });
    }

    /// An event for the audit trail that concerns nobody yet.
    pub(crate) fn event(&self, at: DateTime<Utc>, action: &str, outcome: &str, detail: &str) -> Event {
        Event {
            at,
            action: action.to_owned(),
            outcome: outcome.to_owned(),
            account_id: None,
            actor: None,
            concerns: None,
            client_id: None,
            address: self.address.map(|address| address.to_string()),
            request_id: Some(self.request_id.clone()),
            detail: detail.to_owned(),
        }
    }
}

/// Authenticates the client of a request. Every refusal looks the same from outside; failures are counted.
///
/// # Errors
/// `invalid_client` with the true cause for the log, `temporarily_unavailable` with the seconds to wait after too many of
/// these, or a failure inside.
pub async fn authenticate(
    identity: &Identity,
    credentials: &Credentials,
    origin: &Origin,
    now: DateTime<Utc>,
) -> Result<AuthenticatedClient, OAuthError> {
    match check(identity, credentials, origin, now).await {
        Err(refused) if refused.code == ErrorCode::InvalidClient => {
            Err(client_failures::count(identity, &credentials.client_id, origin.address, refused).await)
        }
        checked => checked,
    }
}

async fn check(
    identity: &Identity,
    credentials: &Credentials,
    origin: &Origin,
    now: DateTime<Utc>,
) -> Result<AuthenticatedClient, OAuthError> {
    let refused = |cause| credentials.refused(cause);
    let found = store::clients::find_for_authentication(&identity.db.reader, &credentials.client_id)
        .await
        .map_err(Failure::from)?;
    // Hashed in any case, so that an unknown client takes no less time than a wrong secret.
    let hashed = |secret: &String| identity.vault.digest(Purpose::ClientSecret, secret);
    let digests: Vec<_> = credentials.secrets.iter().map(hashed).collect();
    let found = found.ok_or_else(|| refused("there is no such client, or it was deleted"))?;
    if found.client.status != Status::Active {
        return Err(refused("the client is not active"));
    }
    if found.owner_disabled {
        return Err(refused("the client's owner is disabled"));
    }
    if !may_call_from(&found.client.allowed_ip_addresses, origin.address) {
        return Err(refused("the client may not call from this address"));
    }
    let mut client = AuthenticatedClient {
        key: found.key,
        account_id: found.account_id,
        owner_id: found.owner_id,
        client: found.client,
        shown_secret: None,
    };
    match client.client.client_type {
        ClientType::Public if !credentials.prove_anything() => {}
        ClientType::Public => return Err(refused("a public client sent a secret or an assertion")),
        ClientType::Confidential => {
            let secret = match &credentials.assertion {
                Some(assertion) => {
                    client_assertion::verify(identity, assertion, &client.client, now).await?.map(|()| None)
                }
                None => matching(&found.secrets, &digests, now).map(Some),
            };
            client.shown_secret = secret.map_err(refused)?;
            identity.recorder.used(client.key, client.shown_secret, origin.called_from(), now);
        }
    }
    Ok(client)
}

/// Whether a list lets a request in. Where the address isn't known, only the blank list does.
pub(crate) fn may_call_from(list: &AllowedIpAddresses, address: Option<IpAddr>) -> bool {
    list.is_empty() || address.is_some_and(|address| list.allows(address))
}

/// The live secret that one of the digests is of.
pub(crate) fn matching(
    stored: &[StoredSecret],
    digests: &[store::Digest],
    now: DateTime<Utc>,
) -> Result<i64, &'static str> {
    if digests.is_empty() {
        return Err("the client sent no secret");
    }
    let found =
        stored.iter().find(|secret| digests.iter().any(|digest| secret.digest.0.ct_eq(&digest.0).into()));
    match found {
        None => Err("the secret is wrong"),
        Some(secret) if secret.expires_at.is_some_and(|expires_at| expires_at <= now) => {
            Err("the secret has expired")
        }
        Some(secret) => Ok(secret.id),
    }
}

impl AuthenticatedClient {
    /// Whether the client may use a grant type. Refresh tokens also come with offline access.
    #[must_use]
    pub fn may_use(&self, grant: GrantType) -> bool {
        let listed = self.client.grant_types.contains(&grant);
        listed || (grant == GrantType::RefreshToken && self.client.allow_offline_access)
    }
}
