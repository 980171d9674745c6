//! A refresh token for tokens (RFC 6749 §6).

use std::time::Duration;

use chrono::{DateTime, Utc};
use domain::refresh::{Company, Policy, Presentation, RefreshRefused, Renewal, Step};
use oauth::token::{RefreshExchange, TokenResponse};
use store::audit::Event;
use store::database::DatabaseTransaction;
use store::refresh_tokens::{AccessToken, Found, NewRefreshToken};

use super::issue::{self, User};
use super::{GrantContext, OAuthError};
use crate::client_authentication::CalledFrom;
use crate::exchanges::Exchange;
use crate::failure::Chain;
use crate::vault::Purpose;

/// What was decided inside the transaction. What broke there is the outer error, and rolls back.
type Decided<T> = Result<Result<T, RefreshRefused>, OAuthError>;

/// How long a request waits for others with the same token, when it may be a retry or the first straggler of a race.
const PAUSE: Duration = Duration::from_millis(250);

/// Exchanges a refresh token for a new access token, and for a successor where the client's tokens rotate.
///
/// # Errors
/// `invalid_grant` for every reason why the token isn't good, `invalid_scope` for a scope it doesn't have.
pub async fn redeem(ctx: &GrantContext<'_>, form: &RefreshExchange) -> Result<TokenResponse, OAuthError> {
    let answer = match exchange(ctx, form, Company::Unknown).await? {
        Err(RefreshRefused::Early) => {
            tokio::time::sleep(PAUSE).await;
            exchange(ctx, form, Company::Alone).await?
        }
        answer => answer,
    };
    Ok(answer?)
}

async fn exchange(
    ctx: &GrantContext<'_>,
    form: &RefreshExchange,
    unless_others: Company,
) -> Decided<TokenResponse> {
    let digest = ctx.identity.vault.digest(Purpose::RefreshToken, &form.refresh_token);
    let txn = store::database::begin(&ctx.identity.db).await?;
    let Some(found) = store::refresh_tokens::find(&txn, &digest).await? else {
        return Ok(Err(RefreshRefused::Unknown));
    };
    let presented = Presentation {
        client: ctx.client.key,
        scopes: form.scopes.as_ref(),
        arrived: ctx.now,
        since: ctx.exchange.map_or(ctx.now, Exchange::since),
        company: if ctx.exchange.is_some_and(Exchange::has_company) {
            Company::Others
        } else {
            unless_others
        },
    };
    let answer = match found.token.exchange(&presented, &Policy::of(&ctx.client.client)) {
        Ok(renewal) => renew(ctx, &txn, &found, &renewal).await?,
        Err(why) => Err(why),
    };
    if let Err(why) = &answer {
        take_consequences(ctx, &txn, &found, *why).await?;
    }

    // Commit also when the answer is no: a reuse has just ended its family, and that must stay.
    store::database::commit(txn).await?;
    if matches!(answer, Err(RefreshRefused::Reused)) {
        tell_of_reuse(ctx, &found).await;
    }
    Ok(answer)
}

async fn take_consequences(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    found: &Found,
    why: RefreshRefused,
) -> Result<(), OAuthError> {
    let now = ctx.identity.clock.now();
    match why {
        RefreshRefused::Concurrent => store::refresh_tokens::contend(txn, found.id, now).await?,
        // A token that was used before is in two hands, and nobody can tell which are the right ones (RFC 9700 §4.14.2).
        RefreshRefused::Reused => {
            store::families::revoke(txn, found.family, "refresh_token_reused", now).await?;
        }
        _ => {}
    }
    Ok(())
}

async fn renew(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    found: &Found,
    renewal: &Renewal,
) -> Decided<TokenResponse> {
    let person = store::people::find(txn, found.user).await?.filter(|person| !person.disabled);
    let Some(person) = person else { return Ok(Err(RefreshRefused::NoUser)) };
    let carried = issue::carried(ctx, &person)?.refreshed(found.carried.clone(), &ctx.client.client);
    found.restriction.check_key(ctx.key.as_ref())?;
    let resources = ctx.identity.settings.served().narrow(&found.restriction.resources, &ctx.resources)?;
    if let Err(why) = spend(ctx, txn, found, renewal).await? {
        return Ok(Err(why));
    }
    let access_token = issue::name_access_token(ctx)?;
    let place = Place { family: found.family, parent: Some(found.id), expires_at: renewal.expires_at };
    let successor = match renewal.step {
        Step::Keep => None,
        Step::Rotate | Step::Retry => Some(insert(ctx, txn, &access_token, place).await?),
    };
    let user = User {
        id: found.user,
        account_id: person.account_id,
        resources,
        carried,
        auth_time: found.auth_time,
        sid: found.sid.as_deref(),
        // What was said of the sign-in stays true of it; the nonce was for the first ID token (OpenID Connect Core §12.2).
        nonce: None,
        acr: found.acr.as_deref(),
        told: serde_json::Map::new(),
        family: Some(&found.family_public_id),
        access_token: &access_token,
    };
    ctx.identity.recorder.used(ctx.client.key, None, CalledFrom::default(), ctx.now);
    // A scope that its owner took from the client since then comes to nobody any more.
    let scopes = renewal.scopes.intersection(&ctx.client.client.scopes);
    Ok(Ok(issue::for_user(ctx, &user, &scopes, successor)?))
}

/// The statements that make "once" true, as for codes: of two requests at the same time one finds nothing to spend.
///
/// The clock is asked here and not when the request came in: a request that came in earlier than this and finds the
/// token spent was on its way at the same time.
async fn spend(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    found: &Found,
    renewal: &Renewal,
) -> Decided<()> {
    let now = ctx.identity.clock.now();
    match (renewal.step, &found.successor) {
        (Step::Keep, _) => {
            if renewal.expires_at > found.token.expires_at {
                store::refresh_tokens::extend(txn, found.id, renewal.expires_at).await?;
            }
        }
        (Step::Rotate, _) => {
            if !store::refresh_tokens::consume(txn, found.id, now).await? {
                return Ok(Err(RefreshRefused::Concurrent));
            }
        }
        (Step::Retry, None) => return Ok(Err(RefreshRefused::Reused)),
        (Step::Retry, Some(lost)) => {
            if !store::refresh_tokens::take_retry(txn, found.id, now).await? {
                return Ok(Err(RefreshRefused::Concurrent));
            }
            // Somebody holds the answer that was thought to be lost, and has just used it.
            if !store::refresh_tokens::consume(txn, lost.id, now).await? {
                return Ok(Err(RefreshRefused::Reused));
            }
            if let Some(token) = &lost.access_token {
                store::access::revoke(txn, &token.jti, token.expires_at).await?;
            }
        }
    }
    Ok(Ok(()))
}

/// Makes the first refresh token of a family, and room for it: beyond the limits the oldest stops working.
pub(super) async fn issue_first(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    family: i64,
    user: &User<'_>,
) -> Result<String, OAuthError> {
    let expires_at = Policy::of(&ctx.client.client).first(ctx.now);
    let place = Place { family, parent: None, expires_at };
    let token = insert(ctx, txn, user.access_token, place).await?;
    let limits = ctx.identity.settings.limits;
    let (per_client, per_user) = (limits.refresh_tokens_per_client_and_user, limits.refresh_tokens_per_user);
    store::families::evict_oldest(txn, user.id, ctx.client.key, per_client, per_user, ctx.now).await?;
    Ok(token)
}

/// Where a refresh token stands in its family, and until when.
struct Place {
    family: i64,
    parent: Option<i64>,
    expires_at: DateTime<Utc>,
}

async fn insert(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    access_token: &AccessToken,
    place: Place,
) -> Result<String, OAuthError> {
    let token = ctx.identity.random.opaque()?;
    let digest = ctx.identity.vault.digest(Purpose::RefreshToken, &token);
    let Place { family, parent, expires_at } = place;
    let new = NewRefreshToken { digest, family, parent, access_token, expires_at };
    store::refresh_tokens::insert(txn, new, ctx.now).await?;
    Ok(token)
}

/// Tells the account of the client and the account of the person, which may be two.
async fn tell_of_reuse(ctx: &GrantContext<'_>, found: &Found) {
    let person = store::people::find(&ctx.identity.db.reader, found.user).await.unwrap_or_else(|error| {
        tracing::error!(cause = %Chain(&error), "Could not find the person whose refresh token was used again");
        None
    });
    let of_client = ctx.client.account_id;
    let of_person = person.map(|person| person.account_id).filter(|account| *account != of_client);
    for account in std::iter::once(of_client).chain(of_person) {
        let detail = "R4: a refresh token was used again; all that its sign-in gave was ended";
        let event = ctx.origin.event(ctx.now, "refresh.reused", "revoked", detail);
        ctx.identity.recorder.event(Event {
            account_id: Some(account),
            actor: Some(found.user),
            client_id: Some(ctx.client.client.client_id.to_string()),
            ..event
        });
    }
}
