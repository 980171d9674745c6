//! The end of sessions, with all that they gave, and word of it for the clients.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::sign_out::outlives_session;
use store::database::DatabaseTransaction;
use store::logout_deliveries::NewDelivery;

use crate::Identity;
use crate::failure::Failure;

/// Ends what sessions gave: codes that nobody has redeemed, and every family that is not meant to live on without
/// its person; and notes which clients are to be told. To be called in the transaction that ended the sessions, with their public names.
pub(crate) async fn end_what_they_gave(
    txn: &DatabaseTransaction,
    sids: &[String],
    now: DateTime<Utc>,
) -> Result<(), Failure> {
    if sids.is_empty() {
        return Ok(());
    }
    store::session_end::spend_codes(txn, sids, now).await?;
    let given = store::session_end::given(txn, sids).await?;
    let over: Vec<i64> = given
        .iter()
        .filter(|given| !outlives_session(&given.scopes, given.allow_offline_access))
        .map(|given| given.family)
        .collect();
    if !over.is_empty() {
        store::session_end::end_families(txn, &over, now).await?;
    }
    // One for each client and session, however many families these have.
    let told: BTreeSet<NewDelivery> = given
        .into_iter()
        .filter(|given| given.wants_to_know)
        .map(|given| NewDelivery { client: given.client, user: given.user, sid: given.sid })
        .collect();
    let told: Vec<NewDelivery> = told.into_iter().collect();
    store::logout_deliveries::insert(txn, &told, now).await?;
    Ok(())
}

/// Commits a transaction in which sessions may have ended, and has the clients told.
pub(crate) async fn commit(identity: &Identity, txn: DatabaseTransaction) -> Result<(), Failure> {
    store::database::commit(txn).await?;
    identity.bell.ring();
    Ok(())
}
