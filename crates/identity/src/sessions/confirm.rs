//! The password once more, before what is hard to undo (security rule M10).

use domain::refusal::Refusal;

use super::{Started, renew};
use crate::Visit;
use crate::failure::Failure;
use crate::sign_in::{self, Asked};

/// Lets the person who is signed in confirm that it is still them: the session has a fresh password from then on, and
/// another cookie (security rule L3). It is the same session, so clients and other devices notice nothing.
///
/// # Errors
/// `NotSignedIn`, a problem of the field `password`, `TooManyAttempts`, `Busy` or `Broken`.
pub async fn confirm(visit: &Visit, password: &str) -> Result<Started, Refusal> {
    let person = visit.signed_in()?;
    let identity = &visit.identity;
    let asked = Asked { action: "session.confirmed", field: "password" };
    sign_in::confirm(visit, person, password, asked).await?;
    let txn = store::database::begin(&identity.db).await.map_err(Failure::from)?;
    // A session that has ended meanwhile is not brought back to life.
    let renewed = renew(identity, &txn, person, false, identity.clock.now()).await?;
    let started = renewed.ok_or_else(Refusal::not_signed_in)?;
    store::database::commit(txn).await.map_err(Failure::from)?;
    visit.audit("session.confirmed", "done", None, "");
    Ok(started)
}
