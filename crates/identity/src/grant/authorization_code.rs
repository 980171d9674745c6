//! A code for tokens (RFC 6749 §4.1.3).

use chrono::{DateTime, Utc};
use domain::asked_claims;
use domain::client::ClientType;
use domain::code::{CodeRefused, Granted};
use domain::restriction::Restriction;
use oauth::token::{CodeExchange, TokenResponse};
use store::StoreError;
use store::codes::Found;
use store::database::DatabaseTransaction;

use super::issue::{self, SignedIn, User};
use super::{GrantContext, OAuthError, refresh_token};
use crate::client_authentication::CalledFrom;
use crate::vault::Purpose;

/// Exchanges an authorization code for tokens.
///
/// # Errors
/// `invalid_grant` for every reason why the code isn't good.
pub async fn redeem(ctx: &GrantContext<'_>, form: &CodeExchange) -> Result<TokenResponse, OAuthError> {
    let digest = ctx.identity.vault.digest(Purpose::Code, &form.code);
    let txn = store::database::begin(&ctx.identity.db).await?;
    let answer = match store::codes::find(&txn, &digest).await? {
        None => Err(CodeRefused::Unknown.into()),
        Some(found) if found.consumed => replayed(ctx, &txn, &found).await,
        Some(found) => first(ctx, &txn, found, form).await,
    };

    // What broke in between decided nothing, so nothing of it stays: the code is as good as before.
    if answer.as_ref().is_err_and(OAuthError::is_failure) {
        return answer;
    }
    // Commit also when the answer is no: a replay has just revoked its tokens, and that must stay.
    store::database::commit(txn).await?;
    answer
}

/// A code that was redeemed before is in two hands: what it gave ends (RFC 6749 §4.1.2).
async fn replayed(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    found: &Found,
) -> Result<TokenResponse, OAuthError> {
    if let Some(family) = found.family {
        store::families::revoke(txn, family, "code_replayed", ctx.now).await?;
    }
    Err(CodeRefused::Replayed.into())
}

async fn first(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    found: Found,
    form: &CodeExchange,
) -> Result<TokenResponse, OAuthError> {
    let code = found.id;
    match found.code.redeem(ctx.client.key, form, ctx.now) {
        Ok(granted) => tokens(ctx, txn, Voucher::Code(code), &granted).await,
        Err(why) => {
            // Guessing at the verifier spends the code after a few tries.
            if why == CodeRefused::WrongVerifier {
                store::codes::count_failure(txn, code, ctx.now).await?;
            }
            Err(why.into())
        }
    }
}

/// What is exchanged for the first tokens of a family, and spent by that.
#[derive(Debug, Clone, Copy)]
pub(super) enum Voucher {
    /// An authorization code, by its row.
    Code(i64),
    /// A device code, by its row.
    DeviceCode(i64),
}

impl Voucher {
    /// The one statement that makes "once" true: of two requests at the same time one finds nothing to spend.
    async fn spend(
        self,
        txn: &DatabaseTransaction,
        family: i64,
        now: DateTime<Utc>,
    ) -> Result<bool, StoreError> {
        match self {
            Self::Code(code) => store::codes::consume(txn, code, family, now).await,
            Self::DeviceCode(code) => store::device_codes::consume(txn, code, family, now).await,
        }
    }
}

/// Begins the family that a person's yes gives, and spends the voucher for it.
pub(super) async fn tokens(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    voucher: Voucher,
    granted: &Granted,
) -> Result<TokenResponse, OAuthError> {
    let person = store::people::find(txn, granted.user).await?.filter(|person| !person.disabled);
    let person = person.ok_or_else(|| OAuthError::invalid_grant(&"the user is gone or disabled"))?;
    granted.restriction.check_key(ctx.key.as_ref())?;
    let resources = ctx.identity.settings.served().narrow(&granted.restriction.resources, &ctx.resources)?;
    let (public_id, access_token) = (ctx.identity.random.name()?, issue::name_access_token(ctx)?);
    let user = User {
        id: granted.user,
        account_id: person.account_id,
        resources,
        carried: issue::carried(ctx, &person)?,
        auth_time: granted.auth_time,
        sid: Some(&granted.sid),
        nonce: granted.nonce.as_deref(),
        acr: granted.acr.as_deref(),
        told: asked_claims::tell(&person.profile, &granted.claims.id_token),
        family: Some(&public_id),
        access_token: &access_token,
    };
    let restriction = restriction_of_family(ctx, granted);
    let (scopes, asked) = (&granted.scopes, &granted.claims);
    let sign_in = SignedIn { public_id: &public_id, scopes, asked, restriction: &restriction };
    let family = store::families::insert(txn, user.family(ctx, &sign_in), ctx.now).await?;
    if !voucher.spend(txn, family, ctx.now).await? {
        store::families::revoke(txn, family, "code_replayed", ctx.now).await?;
        return Err(CodeRefused::Replayed.into());
    }
    let refresh_token = match ctx.client.client.gets_refresh_tokens(&granted.scopes) {
        true => Some(refresh_token::issue_first(ctx, txn, family, &user).await?),
        false => None,
    };
    ctx.identity.recorder.used(ctx.client.key, None, CalledFrom::default(), ctx.now);
    Ok(issue::for_user(ctx, &user, &granted.scopes, refresh_token)?)
}

/// The family is for what the code was for. The refresh tokens of a public client are bound to the key that it proves;
/// a confidential client authenticates, and may change its key (RFC 9449 §5).
fn restriction_of_family(ctx: &GrantContext<'_>, granted: &Granted) -> Restriction {
    let public = ctx.client.client.client_type == ClientType::Public;
    Restriction { key: ctx.key.clone().filter(|_| public), ..granted.restriction.clone() }
}
