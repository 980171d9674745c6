//! What people allowed clients.

use chrono::{DateTime, Utc};
use oauth::scope::Scopes;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, Select, Set, TryInsertResult,
};

use crate::column::{Moment, Word};
use crate::entity::consent;
use crate::error::StoreError;

/// The scopes a user allowed a client before; none when they were never asked.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn find(db: &impl ConnectionTrait, user: i64, client: i64) -> Result<Scopes, StoreError> {
    let found = given(user, client).one(db).await?;
    Ok(found.map(|row| row.scopes.0).unwrap_or_default())
}

/// The scopes a user allowed a client, kept from being taken back before the transaction ends.
///
/// Postgres locks the row; on SQLite the transaction has the only writer.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn hold(txn: &DatabaseTransaction, user: i64, client: i64) -> Result<Scopes, StoreError> {
    let found = given(user, client).lock(LockType::Share).one(txn).await?;
    Ok(found.map(|row| row.scopes.0).unwrap_or_default())
}

/// Adds scopes to what a user allowed a client.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn remember(
    txn: &DatabaseTransaction,
    user: i64,
    client: i64,
    scopes: &Scopes,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = consent::ActiveModel {
        user_id: Set(user),
        client_id: Set(client),
        scopes: Set(Word(scopes.clone())),
        created_at: Set(Moment(now)),
        updated_at: Set(Moment(now)),
        ..Default::default()
    };
    let conflict =
        OnConflict::columns([consent::Column::UserId, consent::Column::ClientId]).do_nothing().to_owned();
    let inserted = consent::Entity::insert(row).on_conflict(conflict).try_insert().exec(txn).await?;
    if matches!(inserted, TryInsertResult::Inserted(_)) {
        return Ok(());
    }
    // Locked while it is read, so that two consents at once add up.
    let Some(before) = given(user, client).lock(LockType::NoKeyUpdate).one(txn).await? else {
        return Ok(());
    };
    let both = consent::ActiveModel {
        scopes: Set(Word(before.scopes.0.union(scopes))),
        updated_at: Set(Moment(now)),
        ..Default::default()
    };
    consent::Entity::update_many().set(both).filter(consent::Column::Id.eq(before.id)).exec(txn).await?;
    Ok(())
}

fn given(user: i64, client: i64) -> Select<consent::Entity> {
    consent::Entity::find()
        .filter(consent::Column::UserId.eq(user))
        .filter(consent::Column::ClientId.eq(client))
}
