//! What signs the messages to a webhook: kept sealed, several while one takes the place of another.

use sea_orm::sea_query::Condition;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use super::signature::Secret;
use super::{Trouble, Vault};
use crate::entity::webhook_secret::{Column, Entity};

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
