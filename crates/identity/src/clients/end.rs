//! Ending a client: it is deleted, or revoked for good.

use domain::client::{Client, Status};
use domain::client_id::ClientId;
use domain::refusal::Refusal;
use store::clients::StatusChange;

use super::{find, revoked_for_good};
use crate::Visit;
use crate::failure::Failure;

/// Deletes a client with all it was given. The audit trail stays, and the id of a revoked client stays taken.
///
/// With an expected version (`Client::version`) only that version is deleted.
///
/// # Errors
/// `NotSignedIn`, `ReauthenticationRequired`, `NotFound`, `Stale` with the client as it is when the version is another, or
/// `Broken`.
pub async fn remove(visit: &Visit, id: &ClientId, expected_version: Option<i64>) -> Result<(), Refusal> {
    let person = visit.signed_in_freshly()?;
    let client = find(visit, id).await?;
    let now = visit.identity.clock.now();
    let txn = store::database::begin(&visit.identity.db).await.map_err(Failure::from)?;
    let deleted = store::clients::delete(&txn, person.id, id, expected_version, now).await;
    if !deleted.map_err(Failure::from)? {
        // Nothing was written, so there is nothing to keep.
        drop(txn);
        return Err(Refusal::stale(find(visit, id).await?));
    }
    store::database::commit(txn).await.map_err(Failure::from)?;
    visit.audit("client.deleted", "done", Some(id.as_str()), &client.client_name);
    Ok(())
}

/// Revokes a client for good: it never comes back, all that it was given ends, and nobody gets its id again. Its name is
/// free.
///
/// # Errors
/// `NotSignedIn`, `ReauthenticationRequired`, `NotFound`, `Conflict` when it was revoked before, or `Broken`.
pub async fn revoke(visit: &Visit, id: &ClientId) -> Result<Client, Refusal> {
    let person = visit.signed_in_freshly()?;
    let identity = &visit.identity;
    let (now, limits) = (identity.clock.now(), identity.settings.limits);
    let txn = store::database::begin(&identity.db).await.map_err(Failure::from)?;
    let change =
        store::clients::set_status(&txn, person.id, id, Status::Revoked, limits.active_clients, now).await;
    match change.map_err(Failure::from)? {
        StatusChange::Done => {}
        StatusChange::Unknown => return Err(Refusal::not_found()),
        StatusChange::Revoked | StatusChange::LimitReached => return Err(revoked_for_good()),
    }
    store::clients::end_all(&txn, person.id, id, now).await.map_err(Failure::from)?;
    store::database::commit(txn).await.map_err(Failure::from)?;
    visit.audit("client.revoked", "done", Some(id.as_str()), "");
    find(visit, id).await
}
