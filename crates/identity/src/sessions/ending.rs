//! The end of sessions, with all that they gave.

use chrono::{DateTime, Utc};
use domain::sign_out::outlives_session;
use store::database::DatabaseTransaction;

use crate::failure::Failure;

/// Ends what sessions gave: codes that nobody has redeemed, and every family that is not meant to live on without
/// its person. To be called in the transaction that ended the sessions, with their public names.
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
    Ok(())
}
