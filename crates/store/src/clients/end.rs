//! Ending all that a client was given.

use chrono::{DateTime, Utc};
use domain::client_id::ClientId;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set};

use crate::column::{Moment, Word};
use crate::entity::{client, client_secret, code, consent, token_family};
use crate::error::StoreError;
use crate::families::revoke_where;

/// Ends every family of a client of an owner, spends its codes, and takes its secrets and consents away.
///
/// # Errors
/// When the database fails.
pub async fn end_all(
    txn: &impl ConnectionTrait,
    owner: i64,
    client_id: &ClientId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    end_given(txn, &own(owner, client_id), "client_revoked", now).await?;
    client_secret::Entity::update_many()
        .set(client_secret::ActiveModel { removed_at: Set(Some(Moment(now))), ..Default::default() })
        .filter(client_secret::Column::ClientId.in_subquery(own(owner, client_id)))
        .filter(client_secret::Column::RemovedAt.is_null())
        .exec(txn)
        .await?;
    consent::Entity::delete_many()
        .filter(consent::Column::ClientId.in_subquery(own(owner, client_id)))
        .exec(txn)
        .await?;
    Ok(())
}

/// Ends every family of a client and spends its codes, because its secret was thrown out; its consents stay.
///
/// # Errors
/// When the database fails.
pub async fn end_tokens(
    txn: &impl ConnectionTrait,
    client: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let one = Query::select()
        .column(client::Column::Id)
        .from(client::Entity)
        .and_where(client::Column::Id.eq(client))
        .take();
    end_given(txn, &one, "secret_thrown_out", now).await
}

async fn end_given(
    txn: &impl ConnectionTrait,
    clients: &SelectStatement,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    // The codes first, as at a sign-out: an exchange under way has its family by then, or finds its code spent.
    code::Entity::update_many()
        .set(code::ActiveModel { consumed_at: Set(Some(Moment(now))), ..Default::default() })
        .filter(code::Column::ClientId.in_subquery(clients.clone()))
        .filter(code::Column::ConsumedAt.is_null())
        .exec(txn)
        .await?;
    let families = token_family::Column::ClientId.in_subquery(clients.clone());
    revoke_where(txn, families.into(), reason, now).await?;
    Ok(())
}

/// The client's row, if it is the owner's.
fn own(owner: i64, client_id: &ClientId) -> SelectStatement {
    Query::select()
        .column(client::Column::Id)
        .from(client::Entity)
        .and_where(client::Column::OwnerId.eq(owner))
        .and_where(client::Column::ClientId.eq(Word(client_id.clone())))
        .take()
}
