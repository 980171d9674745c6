//! A refresh token for tokens (RFC 6749 §6).

use domain::refresh::{RefreshRefused, seconds};
use oauth::scope::Scopes;
use oauth::token::{RefreshExchange, TokenResponse};
use store::database::DatabaseTransaction;
use store::refresh_tokens::Found;

use super::issue::{self, User};
use super::{GrantContext, OAuthError};
use crate::vault::Purpose;

/// Exchanges a refresh token for a new access token, and for a successor where the client's tokens rotate.
///
/// # Errors
/// `invalid_grant` for every reason why the token isn't good, `invalid_scope` for a scope it doesn't have.
pub async fn redeem(ctx: &GrantContext<'_>, form: &RefreshExchange) -> Result<TokenResponse, OAuthError> {
    let digest = ctx.identity.vault.digest(Purpose::RefreshToken, &form.refresh_token);
    let txn = store::database::begin(&ctx.identity.db).await?;
    let answer = match store::refresh_tokens::find(&txn, &digest).await? {
        None => Err(RefreshRefused::Unknown.into()),
        Some(found) => exchange(ctx, &txn, &found, form.scopes.as_ref()).await,
    };

    // Commit also when the answer is no: a reuse has just ended its family, and that must stay.
    store::database::commit(txn).await?;
    answer
}

async fn exchange(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    found: &Found,
    asked: Option<&Scopes>,
) -> Result<TokenResponse, OAuthError> {
    match found.token.redeem(ctx.client.key, asked, ctx.now) {
        Ok(scopes) => tokens(ctx, txn, found, &scopes).await,
        Err(RefreshRefused::Reused) => reused(ctx, txn, found).await,
        Err(why) => Err(why.into()),
    }
}

/// A token that was used before is in two hands, and nobody can tell which are the right ones (RFC 9700 §4.14.2).
async fn reused(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    found: &Found,
) -> Result<TokenResponse, OAuthError> {
    store::families::revoke(txn, found.family, "refresh_token_reused", ctx.now).await?;
    Err(RefreshRefused::Reused.into())
}

async fn tokens(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    found: &Found,
    scopes: &Scopes,
) -> Result<TokenResponse, OAuthError> {
    let person = store::people::find(txn, found.user).await?.filter(|person| !person.disabled);
    let person = person.ok_or_else(|| OAuthError::invalid_grant(&"the user is gone or disabled"))?;
    let roles = issue::roles_for(ctx, &person)?;
    found.restriction.check_key(ctx.key.as_ref())?;
    let resources = ctx.identity.settings.served().narrow(&found.restriction.resources, &ctx.resources)?;
    let successor = if ctx.client.client.rotate_refresh_token {
        // The one statement that makes "once" true, as for codes.
        if !store::refresh_tokens::consume(txn, found.id, ctx.now).await? {
            return reused(ctx, txn, found).await;
        }
        let client = &ctx.client.client;
        let lifetime = client.refresh_token_lifetime;
        let expires_at = found.token.successor_expires_at(client.sliding_refresh_token, lifetime, ctx.now);
        Some(issue_until(ctx, txn, found.family, expires_at).await?)
    } else {
        None
    };
    let user = User {
        id: found.user,
        account_id: person.account_id,
        resources,
        roles,
        auth_time: found.auth_time,
        sid: Some(&found.sid),
        nonce: None,
        acr: None,
        told: serde_json::Map::new(),
        family: Some(&found.family_public_id),
    };
    ctx.identity.recorder.used(ctx.client.key, None, ctx.now);
    Ok(issue::for_user(ctx, &user, scopes, successor)?)
}

/// Makes the first refresh token of a family.
pub(super) async fn issue_first(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    family: i64,
) -> Result<String, OAuthError> {
    let expires_at = ctx.now + seconds(ctx.client.client.refresh_token_lifetime);
    issue_until(ctx, txn, family, expires_at).await
}

async fn issue_until(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    family: i64,
    expires_at: chrono::DateTime<chrono::Utc>,
) -> Result<String, OAuthError> {
    let token = ctx.identity.random.opaque()?;
    let digest = ctx.identity.vault.digest(Purpose::RefreshToken, &token);
    store::refresh_tokens::insert(txn, &digest, family, expires_at, ctx.now).await?;
    Ok(token)
}
