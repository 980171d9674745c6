//! Room for a new family: beyond the limits the oldest ends.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType, Query};
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

use super::revoke_where;
use crate::column::Moment;
use crate::entity::{refresh_token, token_family, user};
use crate::error::StoreError;

/// Ends the oldest families with a live refresh token beyond what a user may have at this client and over
/// all clients, and says how many these were.
///
/// # Errors
/// When the database fails.
pub async fn evict_oldest(
    txn: &DatabaseTransaction,
    user: i64,
    client: i64,
    keep_per_client: u32,
    keep_per_user: u32,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    // Two sign-ins at once count one after the other, or neither would see the family of the other.
    user::Entity::find_by_id(user).lock(LockType::NoKeyUpdate).one(txn).await?;
    let live: Vec<(i64, i64)> = token_family::Entity::find()
        .select_only()
        .columns([token_family::Column::Id, token_family::Column::ClientId])
        .filter(token_family::Column::UserId.eq(user))
        .filter(token_family::Column::RevokedAt.is_null())
        .filter(has_live_token(now))
        .order_by_desc(token_family::Column::CreatedAt)
        .order_by_desc(token_family::Column::Id)
        .into_tuple()
        .all(txn)
        .await?;
    let evicted = beyond(live, client, keep_per_client, keep_per_user);
    if evicted.is_empty() {
        return Ok(0);
    }
    revoke_where(txn, token_family::Column::Id.is_in(evicted).into(), "evicted", now).await
}

fn has_live_token(now: DateTime<Utc>) -> Expr {
    let own = Expr::col((refresh_token::Entity, refresh_token::Column::FamilyId))
        .equals((token_family::Entity, token_family::Column::Id));
    let tokens = Query::select()
        .expr(Expr::cust("1"))
        .from(refresh_token::Entity)
        .and_where(own)
        .and_where(refresh_token::Column::ConsumedAt.is_null())
        .and_where(refresh_token::Column::ExpiresAt.gt(Moment(now)))
        .take();
    Expr::exists(tokens)
}

/// The families beyond either number, of pairs of family and client, newest first.
fn beyond(live: Vec<(i64, i64)>, client: i64, keep_per_client: u32, keep_per_user: u32) -> Vec<i64> {
    let (mut of_client, mut kept) = (0, 0);
    let mut evicted = Vec::new();
    for (family, owner) in live {
        of_client += u32::from(owner == client);
        if kept >= keep_per_user || (owner == client && of_client > keep_per_client) {
            evicted.push(family);
        } else {
            kept += 1;
        }
    }
    evicted
}
