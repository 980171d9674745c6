//! Whether an account may have one more active client.

use sea_orm::sea_query::LockType;
use sea_orm::{DatabaseTransaction, EntityTrait as _, QuerySelect as _};

use super::find::count_active;
use crate::entity::account;
use crate::error::StoreError;

/// Counts the active clients of an account, and keeps others from counting until the transaction ends.
///
/// Postgres locks the account's row; on SQLite the transaction has the only writer.
pub(super) async fn has_room(
    txn: &DatabaseTransaction,
    account_id: i64,
    most_active: u32,
) -> Result<bool, StoreError> {
    account::Entity::find_by_id(account_id).lock(LockType::NoKeyUpdate).one(txn).await?;
    Ok(count_active(txn, account_id).await? < most_active)
}
