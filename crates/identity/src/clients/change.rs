//! Changing a client, without overwriting what somebody else has changed in the meantime.

use domain::change::{Change, is_sensitive};
use domain::client::{Client, Status};
use domain::client_id::ClientId;
use domain::refusal::Refusal;
use store::clients::StoredClient;
use store::database::DatabaseTransaction;

use super::{refuse_web_server_to_others, revoked_for_good};
use crate::Visit;
use crate::failure::Failure;

/// Changes what is named of an own client, and gives the client as it is then. Nothing is written when nothing differs.
///
/// With an expected version (`Client::version`) the change is for that version alone.
///
/// # Errors
/// `NotSignedIn`, `NotFound` also for somebody else's, `Stale` with the client as it is when the version is another,
/// `Conflict` for a revoked client, `Forbidden`, problems of the members, `ReauthenticationRequired` for what is
/// sensitive ([`is_sensitive`]), or `Broken`.
pub async fn change(
    visit: &Visit,
    id: &ClientId,
    expected_version: Option<i64>,
    change: &Change,
) -> Result<Client, Refusal> {
    loop {
        if let Some((before, after)) = try_once(visit, id, expected_version, change).await? {
            let names = Change::differences(&before, &after);
            if !names.is_empty() {
                visit.audit("client.changed", "done", Some(id.as_str()), &names.join(" "));
            }
            return Ok(after);
        }
    }
}

/// The client before and after; `None` when somebody else changed it just now, and it has to be looked at again.
async fn try_once(
    visit: &Visit,
    id: &ClientId,
    expected_version: Option<i64>,
    change: &Change,
) -> Result<Option<(Client, Client)>, Refusal> {
    let person = visit.signed_in()?;
    let txn = store::database::begin(&visit.identity.db).await.map_err(Failure::from)?;
    let stored = store::clients::find_own(&txn, person.id, id).await.map_err(Failure::from)?;
    let stored = stored.ok_or_else(Refusal::not_found)?;
    let before = stored.client.clone();
    if expected_version.is_some_and(|version| version != before.version) {
        return Err(Refusal::stale(before));
    }
    let Some(after) = write(visit, &txn, stored, change).await? else { return Ok(None) };
    store::database::commit(txn).await.map_err(Failure::from)?;
    Ok(Some((before, after)))
}

/// Writes a change of an own client in a transaction that goes on, and gives the client as it is then; `None` when somebody
/// else changed it just now.
pub(super) async fn write(
    visit: &Visit,
    txn: &DatabaseTransaction,
    stored: StoredClient,
    change: &Change,
) -> Result<Option<Client>, Refusal> {
    let before = stored.client;
    if before.status == Status::Revoked {
        return Err(revoked_for_good());
    }
    let mut after = change.checked(&before)?;
    if after.grant_types != before.grant_types {
        let (kind, grants) = (after.client_type, &after.grant_types);
        refuse_web_server_to_others(visit, "client.changed", after.template, kind, grants)?;
    }
    if after == before {
        return Ok(Some(after));
    }
    if is_sensitive(&before, &after) {
        visit.signed_in_freshly()?;
    }
    let now = visit.identity.clock.now();
    let written = store::clients::change(txn, stored.key, before.version, &after, now);
    if !written.await.map_err(Failure::from)? {
        return Ok(None);
    }
    after.version = before.version + 1;
    Ok(Some(after))
}
