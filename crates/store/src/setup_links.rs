//! Links by which the first administrator sets up an empty server.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, SelectExt as _, Set,
};

use crate::column::Moment;
use crate::digest::Digest;
use crate::entity::setup_link;
use crate::error::StoreError;

/// Inserts a link.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &impl ConnectionTrait,
    digest: &Digest,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = setup_link::ActiveModel {
        digest: Set(*digest),
        created_at: Set(Moment(now)),
        expires_at: Set(Moment(expires_at)),
        ..Default::default()
    };
    setup_link::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Uses a link up; `false` when it isn't open. One statement, so that two visitors can't share it.
///
/// # Errors
/// When the database fails.
pub async fn consume(
    db: &impl ConnectionTrait,
    digest: &Digest,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let used = setup_link::ActiveModel { used_at: Set(Some(Moment(now))), ..Default::default() };
    let done = setup_link::Entity::update_many().set(used).filter(open(digest, now)).exec(db).await?;
    Ok(done.rows_affected == 1)
}

/// Whether a link is known, unused and not expired.
///
/// # Errors
/// When the database fails.
pub async fn is_open(
    db: &impl ConnectionTrait,
    digest: &Digest,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    Ok(setup_link::Entity::find().filter(open(digest, now)).exists(db).await?)
}

fn open(digest: &Digest, now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(setup_link::Column::Digest.eq(*digest))
        .add(setup_link::Column::UsedAt.is_null())
        .add(setup_link::Column::ExpiresAt.gt(Moment(now)))
}
