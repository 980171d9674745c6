//! Takes away what is over, a little at a time.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use store::sweep::{self, BATCH, Before, SWEEPS, Sweep};

use crate::Identity;
use crate::failure::Failure;

/// For this long after its end a thing is still recognised: a code that is replayed revokes what it gave.
const REMEMBER: TimeDelta = TimeDelta::days(1);

/// Others write between two batches.
const PAUSE: Duration = Duration::from_millis(50);

/// Deletes whatever is over now, and says how many rows these were. May be stopped at any moment; the next one goes on.
///
/// # Errors
/// When the database fails.
pub async fn sweep(identity: &Identity) -> Result<u64, Failure> {
    let before = before(identity.clock.now(), identity.keys.longest_token().await?);
    let mut gone = 0;
    for table in SWEEPS {
        gone += sweep_table(identity, table, &before).await?;
    }
    Ok(gone)
}

async fn sweep_table(identity: &Identity, table: &Sweep, before: &Before) -> Result<u64, Failure> {
    let mut gone = 0;
    loop {
        let deleted = sweep::delete_batch(&identity.db.writer, table, before).await?;
        gone += deleted;
        if deleted < BATCH {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    if gone > 0 {
        tracing::info!(table = table.table, rows = gone, "Swept {gone} rows of `{}`", table.table);
    }
    Ok(gone)
}

fn before(now: DateTime<Utc>, longest_token: TimeDelta) -> Before {
    Before { now, forgotten: now - REMEMBER, tokens_over: now - longest_token }
}
