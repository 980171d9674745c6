//! A device code for tokens, once the person has said yes (RFC 8628 §3.4).

use domain::device::DeviceRefused;
use oauth::token::{DeviceExchange, TokenResponse};
use store::database::DatabaseTransaction;
use store::device_codes::Found;

use super::authorization_code::{self, Voucher};
use super::{GrantContext, OAuthError};
use crate::vault::Purpose;

/// Exchanges a device code for tokens, or says how far its person is.
///
/// # Errors
/// `authorization_pending`, `slow_down`, `access_denied`, `expired_token` (RFC 8628 §3.5); `invalid_grant` for
/// every reason why the code isn't good.
pub async fn redeem(ctx: &GrantContext<'_>, form: &DeviceExchange) -> Result<TokenResponse, OAuthError> {
    let digest = ctx.identity.vault.digest(Purpose::DeviceCode, &form.device_code);
    let txn = store::database::begin(&ctx.identity.db).await?;
    let answer = match store::device_codes::find(&txn, &digest).await? {
        None => Err(DeviceRefused::Unknown.into()),
        Some(found) => exchange(ctx, &txn, found).await,
    };

    // What broke in between decided nothing, so nothing of it stays: the code is as good as before.
    if answer.as_ref().is_err_and(OAuthError::is_failure) {
        return answer;
    }
    // Commit also when the answer is no: the device has just been told to slow down, or a replay revoked its tokens.
    store::database::commit(txn).await?;
    answer
}

async fn exchange(
    ctx: &GrantContext<'_>,
    txn: &DatabaseTransaction,
    found: Found,
) -> Result<TokenResponse, OAuthError> {
    match found.code.redeem(ctx.client.key, ctx.now) {
        Ok(granted) => authorization_code::tokens(ctx, txn, Voucher::DeviceCode(found.id), &granted).await,
        Err(DeviceRefused::Pending) if store::device_codes::poll(txn, found.id, ctx.now).await? => {
            Err(DeviceRefused::Pending.into())
        }
        Err(DeviceRefused::Pending) => Err(DeviceRefused::TooFast.into()),
        Err(DeviceRefused::Replayed) => {
            // In two hands, like a code that is presented twice: what it gave ends (RFC 6749 §4.1.2).
            if let Some(family) = found.family {
                store::families::revoke(txn, family, "device_code_replayed", ctx.now).await?;
            }
            Err(DeviceRefused::Replayed.into())
        }
        Err(why) => Err(why.into()),
    }
}
