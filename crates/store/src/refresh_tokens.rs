//! Refresh tokens (RFC 6749 §6).

mod find;

use chrono::{DateTime, Utc};
use domain::refresh::CONTENTION;
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set};

use crate::column::{Moment, Precise};
use crate::digest::Digest;
use crate::entity::refresh_token;
use crate::error::StoreError;

pub use find::{Found, Successor, find};

/// An access token, as far as a row remembers it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// Its identifier.
    pub jti: String,
    /// When it stops working by itself.
    pub expires_at: DateTime<Utc>,
}

/// A refresh token to be inserted.
pub struct NewRefreshToken<'a> {
    /// The keyed hash.
    pub digest: Digest,
    /// The family's row.
    pub family: i64,
    /// The row of the token whose place it takes; `None` for the first of its family.
    pub parent: Option<i64>,
    /// The access token that is given with it.
    pub access_token: &'a AccessToken,
    /// When it stops working.
    pub expires_at: DateTime<Utc>,
}

/// Inserts a token of a family.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &impl ConnectionTrait,
    new: NewRefreshToken<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = refresh_token::ActiveModel {
        digest: Set(new.digest),
        family_id: Set(new.family),
        parent_id: Set(new.parent),
        access_token_jti: Set(Some(new.access_token.jti.clone())),
        access_token_expires_at: Set(Some(Moment(new.access_token.expires_at))),
        created_at: Set(Moment(now)),
        expires_at: Set(Moment(new.expires_at)),
        ..Default::default()
    };
    refresh_token::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Spends a token; `false` when it was spent before. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn consume(txn: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let spent = refresh_token::ActiveModel { consumed_at: Set(Some(Precise(now))), ..Default::default() };
    update(txn, spent, id, refresh_token::Column::ConsumedAt.is_null().into()).await
}

/// Takes the one retry of a token that was spent; `false` when it was taken, or when others fight for the token. One
/// conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn take_retry(txn: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let retried = refresh_token::ActiveModel { retried_at: Set(Some(Precise(now))), ..Default::default() };
    let quiet = Condition::any()
        .add(refresh_token::Column::ContendedAt.is_null())
        .add(refresh_token::Column::ContendedAt.lte(Precise(now - CONTENTION)));
    let free = Condition::all().add(refresh_token::Column::RetriedAt.is_null()).add(quiet);
    update(txn, retried, id, free).await
}

/// Marks a token that was spent as one that several requests fought for; never moves the moment back.
///
/// # Errors
/// When the database fails.
pub async fn contend(txn: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<(), StoreError> {
    let contended =
        refresh_token::ActiveModel { contended_at: Set(Some(Precise(now))), ..Default::default() };
    let before = Condition::any()
        .add(refresh_token::Column::ContendedAt.is_null())
        .add(refresh_token::Column::ContendedAt.lt(Precise(now)));
    update(txn, contended, id, before).await?;
    Ok(())
}

/// Gives a token that stays live a later expiry; never an earlier one.
///
/// # Errors
/// When the database fails.
pub async fn extend(
    txn: &impl ConnectionTrait,
    id: i64,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let extended = refresh_token::ActiveModel { expires_at: Set(Moment(expires_at)), ..Default::default() };
    update(txn, extended, id, refresh_token::Column::ExpiresAt.lt(Moment(expires_at)).into()).await?;
    Ok(())
}

async fn update(
    txn: &impl ConnectionTrait,
    row: refresh_token::ActiveModel,
    id: i64,
    condition: Condition,
) -> Result<bool, StoreError> {
    let done = refresh_token::Entity::update_many()
        .set(row)
        .filter(refresh_token::Column::Id.eq(id))
        .filter(condition)
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}
