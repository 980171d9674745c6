//! What is old enough goes: messages, whatever became of them, and secrets that no longer sign.

use std::time::Duration;

use sea_orm::sea_query::{Expr, ExprTrait as _, IntoIden, Query, SimpleExpr};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait, IdenStatic};

use super::Webhooks;
use super::schedule::SECOND;
use crate::entity::{webhook_delivery, webhook_secret};

/// How long a message can be looked up and tried again. The whole schedule takes a little more than three days.
const KEEP: i64 = 30 * 24 * 3600 * SECOND;

/// The most rows that one statement deletes: a writer who waits for it doesn't notice.
const BATCH: u64 = 1_000;

/// Others write between two batches.
const PAUSE: Duration = Duration::from_millis(50);

/// Deletes what is old enough, and says how many rows these were. May be stopped at any moment; the next one goes on.
///
/// # Errors
/// When the database fails.
pub async fn sweep(webhooks: &Webhooks) -> Result<u64, DbErr> {
    let (db, now) = (&webhooks.writer, (webhooks.now)());
    let old = webhook_delivery::Column::CreatedAt.lte(now - KEEP);
    let over = webhook_secret::Column::ExpiresAt.lte(now);
    let deliveries = delete(db, webhook_delivery::Entity, webhook_delivery::Column::DeliveryId, old).await?;
    Ok(deliveries + delete(db, webhook_secret::Entity, webhook_secret::Column::SecretId, over).await?)
}

async fn delete<E: EntityTrait>(
    db: &impl ConnectionTrait,
    table: E,
    key: E::Column,
    over: SimpleExpr,
) -> Result<u64, DbErr> {
    let key = key.as_str().into_iden();
    let mut gone = 0;
    loop {
        let some =
            Query::select().column(key.clone()).from(table).and_where(over.clone()).limit(BATCH).take();
        // Asked again as a row is deleted, so that one which came back to life stays.
        let delete = Query::delete()
            .from_table(table)
            .and_where(over.clone())
            .and_where(Expr::col(key.clone()).in_subquery(some))
            .take();
        let deleted = db.execute(&delete).await?.rows_affected();
        gone += deleted;
        if deleted < BATCH {
            return Ok(gone);
        }
        tokio::time::sleep(PAUSE).await;
    }
}
