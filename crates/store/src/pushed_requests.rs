//! Authorization requests that clients pushed before they sent anybody (RFC 9126).

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Condition, Query};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _, Set};

use crate::column::Moment;
use crate::digest::Digest;
use crate::entity::{client, pushed_request};
use crate::error::StoreError;

/// Inserts a request of a client.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &impl ConnectionTrait,
    digest: &Digest,
    client: i64,
    parameters: &str,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = pushed_request::ActiveModel {
        digest: Set(*digest),
        client_id: Set(client),
        parameters: Set(parameters.to_owned()),
        created_at: Set(Moment(now)),
        expires_at: Set(Moment(expires_at)),
        ..Default::default()
    };
    pushed_request::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Uses a request of a client up and gives its parameters; `None` when it isn't open, or is another client's.
///
/// One conditional statement decides, so that two browsers can't share it.
///
/// # Errors
/// When the database fails.
pub async fn take(
    db: &impl ConnectionTrait,
    digest: &Digest,
    client_id: &str,
    now: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    let used = pushed_request::ActiveModel { used_at: Set(Some(Moment(now))), ..Default::default() };
    let done =
        pushed_request::Entity::update_many().set(used).filter(open(digest, client_id, now)).exec(db).await?;
    if done.rows_affected != 1 {
        return Ok(None);
    }
    let parameters = pushed_request::Entity::find()
        .select_only()
        .column(pushed_request::Column::Parameters)
        .filter(pushed_request::Column::Digest.eq(*digest));
    Ok(parameters.into_tuple().one(db).await?)
}

fn open(digest: &Digest, client_id: &str, now: DateTime<Utc>) -> Condition {
    let client = Query::select()
        .column(client::Column::Id)
        .from(client::Entity)
        .and_where(client::Column::ClientId.eq(client_id))
        .take();
    Condition::all()
        .add(pushed_request::Column::Digest.eq(*digest))
        .add(pushed_request::Column::UsedAt.is_null())
        .add(pushed_request::Column::ExpiresAt.gt(Moment(now)))
        .add(pushed_request::Column::ClientId.in_subquery(client))
}
