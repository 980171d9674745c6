//! Counters of attempts. What is counted is known here by its keyed hash alone; the rule is `domain::throttle`.

use domain::throttle::Counter;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _, Set,
};

use crate::column::Moment;
use crate::digest::Digest;
use crate::entity::attempt_counter;
use crate::error::StoreError;

/// The counters of these things, in their order; a new one for what has no row.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &impl ConnectionTrait, digests: &[Digest]) -> Result<Vec<Counter>, StoreError> {
    let rows = attempt_counter::Entity::find()
        .filter(attempt_counter::Column::Digest.is_in(digests.iter().copied()))
        .all(db)
        .await?;
    Ok(in_order(&rows, digests))
}

/// The same within a transaction, and nobody else changes them before it ends.
///
/// One statement, which makes the rows that are missing: only what is there can be locked. The rows are locked in the
/// order of `digests`; all callers have to take the same one. No digest may come twice.
///
/// # Errors
/// When the database fails.
pub async fn lock(txn: &DatabaseTransaction, digests: &[Digest]) -> Result<Vec<Counter>, StoreError> {
    let rows = digests.iter().map(|digest| row(*digest, &Counter::default()));
    // Writing what stands there already changes nothing, and locks.
    let conflict = OnConflict::column(attempt_counter::Column::Digest)
        .update_column(attempt_counter::Column::Digest)
        .to_owned();
    let rows =
        attempt_counter::Entity::insert_many(rows).on_conflict(conflict).exec_with_returning(txn).await?;
    Ok(in_order(&rows, digests))
}

/// Writes counters that the same transaction has locked. One statement.
///
/// # Errors
/// When the database fails.
pub async fn write(txn: &DatabaseTransaction, counters: &[(Digest, Counter)]) -> Result<(), StoreError> {
    use attempt_counter::Column::{Digest, FailedAt, Failures, FullAt, StaleAt};
    let rows = counters.iter().map(|(digest, counter)| row(*digest, counter));
    let conflict =
        OnConflict::column(Digest).update_columns([Failures, FailedAt, FullAt, StaleAt]).to_owned();
    attempt_counter::Entity::insert_many(rows).on_conflict(conflict).exec_without_returning(txn).await?;
    Ok(())
}

fn row(digest: Digest, counter: &Counter) -> attempt_counter::ActiveModel {
    attempt_counter::ActiveModel {
        digest: Set(digest),
        failures: Set(counter.failures.into()),
        failed_at: Set(Moment(counter.failed_at)),
        full_at: Set(Moment(counter.full_at)),
        stale_at: Set(Moment(counter.stale_at())),
        ..Default::default()
    }
}

fn in_order(rows: &[attempt_counter::Model], digests: &[Digest]) -> Vec<Counter> {
    let of = |digest: &Digest| rows.iter().find(|row| row.digest == *digest).map(counter);
    digests.iter().map(|digest| of(digest).unwrap_or_default()).collect()
}

fn counter(row: &attempt_counter::Model) -> Counter {
    Counter {
        failures: u32::try_from(row.failures).unwrap_or(u32::MAX),
        failed_at: row.failed_at.0,
        full_at: row.full_at.0,
    }
}
