//! Who stands behind a token that is shown to the API: an access token of ours, or a personal access token.

use std::net::IpAddr;

use domain::client::Status;
use domain::personal_access_token::PersonalAccessToken;
use domain::template::Template;
use oauth::scope::Scopes;
use store::access::{Live, Question};

use crate::Identity;
use crate::client_authentication::{matching, may_call_from};
use crate::failure::Failure;
use crate::grant::AccessTokenClaims;
use crate::keys::TokenKind;
use crate::vault::Purpose;

/// What a good token allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Access {
    /// The tenant whose rows it may see.
    pub account_id: i64,
    /// On whose behalf; `None` when a client acts as itself.
    pub user_id: Option<i64>,
    /// The client that shows it.
    pub client_id: String,
    /// What it may do.
    pub scopes: Scopes,
}

/// Looks a token up; `None` when it isn't good, for whatever reason.
///
/// # Errors
/// When the database fails.
pub async fn verify(
    identity: &Identity,
    token: &str,
    address: Option<IpAddr>,
) -> Result<Option<Access>, Failure> {
    match PersonalAccessToken::parse(&identity.settings.brand_prefix, token) {
        Some(token) => personal(identity, &token, address).await,
        None => {
            let found = live(identity, token).await?;
            // A person's token is used from wherever the person is; a client's own only from where the client may call.
            let found = found.filter(|(_, access, live)| {
                access.user_id.is_some() || may_call_from(&live.allowed_ip_addresses, address)
            });
            Ok(found.map(|(_, access, _)| access))
        }
    }
}

/// A personal access token acts as its creator, with its own scopes. One statement, no write.
async fn personal(
    identity: &Identity,
    token: &PersonalAccessToken<'_>,
    address: Option<IpAddr>,
) -> Result<Option<Access>, Failure> {
    let now = identity.clock.now();
    let digest = identity.vault.digest(Purpose::ClientSecret, token.secret);
    let found =
        store::clients::find_for_authentication(&identity.db.reader, token.client_id.as_str()).await?;
    let Some(found) = found else { return Ok(None) };
    let usable = found.client.template == Some(Template::PersonalAccessToken)
        && found.client.status == Status::Active
        && !found.owner_disabled
        && may_call_from(&found.client.allowed_ip_addresses, address);
    match matching(&found.secrets, &[digest], now) {
        Ok(secret) if usable => {
            identity.recorder.used(found.key, Some(secret), now);
            Ok(Some(Access {
                account_id: found.account_id,
                user_id: Some(found.owner_id),
                client_id: token.client_id.to_string(),
                scopes: found.client.scopes,
            }))
        }
        Ok(_) | Err(_) => Ok(None),
    }
}

/// An access token of this server for its API: signed, not expired, and nothing behind it was switched off.
pub(crate) async fn access_token(
    identity: &Identity,
    token: &str,
) -> Result<Option<(AccessTokenClaims, Access)>, Failure> {
    Ok(live(identity, token).await?.map(|(claims, access, _)| (claims, access)))
}

async fn live(
    identity: &Identity,
    token: &str,
) -> Result<Option<(AccessTokenClaims, Access, Live)>, Failure> {
    let settings = &identity.settings;
    let verified = identity.keys.verify::<AccessTokenClaims>(TokenKind::Access, token, &settings.issuer);
    let Some(claims) = verified.await else { return Ok(None) };
    if claims.aud != settings.api_url || claims.exp <= identity.clock.now().timestamp() {
        return Ok(None);
    }
    let Ok(scopes) = Scopes::parse(&claims.scope) else { return Ok(None) };
    let question =
        Question { client_id: &claims.client_id, family: claims.family.as_deref(), user: claims.user_id };
    let Some(live) = store::access::find_live(&identity.db.reader, question).await? else { return Ok(None) };
    let access = Access {
        account_id: claims.account_id,
        user_id: claims.user_id,
        client_id: claims.client_id.clone(),
        scopes,
    };
    Ok(Some((claims, access, live)))
}
