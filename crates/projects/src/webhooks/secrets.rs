//! What signs the messages to a webhook: kept sealed, several while one takes the place of another.

use sea_orm::sea_query::{Condition, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, Order, QueryFilter as _, QueryOrder as _, Set,
};
use zeroize::Zeroizing;

use super::schedule::SECOND;
use super::signature::{LENGTH, Secret};
use super::{Trouble, Vault};
use crate::entity::webhook_secret::{ActiveModel, Column, Entity};

/// How long a secret still signs after another took its place.
const OVERLAP: i64 = 24 * 3600 * SECOND;

/// How many secrets sign at most: who changes them in a hurry ends the oldest early, and the header stays short.
const MOST: u64 = 3;

/// Draws a secret for a webhook. The caller tells it, and nobody ever reads it again but the worker.
pub(crate) async fn make(
    txn: &impl ConnectionTrait,
    vault: &dyn Vault,
    (account, webhook): (i32, i32),
    now: i64,
) -> Result<Secret, Trouble> {
    let mut bytes = Zeroizing::new(vec![0; LENGTH]);
    vault.draw(&mut bytes)?;
    let secret = Secret::new(bytes);
    let row = ActiveModel {
        account_id: Set(account),
        webhook_id: Set(webhook),
        created_at: Set(now),
        sealed: Set(vault.seal(&place(webhook), secret.bytes())?),
        expires_at: Set(None),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(txn).await?;
    Ok(secret)
}

/// Draws another secret; those that sign now do so for a day longer, at most three in all.
pub(crate) async fn rotate(
    txn: &impl ConnectionTrait,
    vault: &dyn Vault,
    (account, webhook): (i32, i32),
    now: i64,
) -> Result<Secret, Trouble> {
    Entity::update_many()
        .set(ActiveModel { expires_at: Set(Some(now + OVERLAP)), ..Default::default() })
        .filter(Column::WebhookId.eq(webhook))
        .filter(Column::ExpiresAt.is_null())
        .exec(txn)
        .await?;
    let secret = make(txn, vault, (account, webhook), now).await?;
    let newest = Query::select()
        .column(Column::SecretId)
        .from(Entity)
        .and_where(Column::WebhookId.eq(webhook))
        .order_by(Column::SecretId, Order::Desc)
        .limit(MOST)
        .take();
    Entity::delete_many()
        .filter(Column::WebhookId.eq(webhook))
        .filter(Column::SecretId.not_in_subquery(newest))
        .exec(txn)
        .await?;
    Ok(secret)
}

/// The secrets that sign now, the newest first.
pub(super) async fn live(
    db: &impl ConnectionTrait,
    vault: &dyn Vault,
    webhook: i32,
    now: i64,
) -> Result<Vec<Secret>, Trouble> {
    let alive = Condition::any().add(Column::ExpiresAt.is_null()).add(Column::ExpiresAt.gt(now));
    let rows = Entity::find()
        .filter(Column::WebhookId.eq(webhook))
        .filter(alive)
        .order_by_desc(Column::SecretId)
        .all(db)
        .await?;
    let open = |sealed: &[u8]| Ok(Secret::new(vault.open(&place(webhook), sealed)?));
    rows.iter().map(|row| open(&row.sealed)).collect()
}

/// What a secret is sealed for: in the row of another webhook it doesn't open.
fn place(webhook: i32) -> String {
    format!("webhook_secrets/{webhook}")
}
