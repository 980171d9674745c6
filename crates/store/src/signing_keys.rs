//! Signing keys: public parts in the open, private parts sealed by somebody else.

use chrono::{DateTime, Utc};
use domain::client::SigningAlgorithm;
use domain::signing_key::KeyState;
use sea_orm::sea_query::{LockType, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select, Set, TryInsertResult,
};

use crate::column::{Moment, Word};
use crate::entity::signing_key::{self, Slot};
use crate::error::StoreError;

/// A signing key.
#[derive(Clone)]
pub struct StoredKey {
    /// Its name in the key set and in tokens.
    pub kid: String,
    /// What it signs with (RFC 7518 §3.1).
    pub algorithm: SigningAlgorithm,
    /// Its place in the line of its algorithm, from 1.
    pub number: u32,
    /// The public part as JWK.
    pub public_jwk: String,
    /// The private part, sealed.
    pub sealed_private_key: Vec<u8>,
    /// When it was made and announced.
    pub created_at: DateTime<Utc>,
    /// From when it signs.
    pub signs_from: DateTime<Utc>,
    /// When it was taken out of the key set by hand.
    pub withdrawn_at: Option<DateTime<Utc>>,
    /// How far the audit trail has followed its life; `None` when it knows nothing of the key.
    pub noted: Option<KeyState>,
}

impl std::fmt::Debug for StoredKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// All keys, oldest first; a handful.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<StoredKey>, StoreError> {
    let rows = oldest_first().all(db).await?;
    Ok(rows.into_iter().map(StoredKey::from).collect())
}

/// All keys, oldest first; nobody else changes them before this transaction ends.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn list_to_change(txn: &DatabaseTransaction) -> Result<Vec<StoredKey>, StoreError> {
    let rows = oldest_first().lock(LockType::Update).all(txn).await?;
    Ok(rows.into_iter().map(StoredKey::from).collect())
}

fn oldest_first() -> Select<signing_key::Entity> {
    signing_key::Entity::find().order_by_asc(signing_key::Column::Id)
}

/// Inserts a key at its place in the line; `false` when the place is taken.
///
/// Two processes that want a key at the same moment both make one, and one of them wins the place.
///
/// # Errors
/// When the database fails.
pub async fn insert(db: &impl ConnectionTrait, key: &StoredKey) -> Result<bool, StoreError> {
    let row = signing_key::ActiveModel {
        kid: Set(key.kid.clone()),
        algorithm: Set(Word(key.algorithm)),
        slot: Set(Word(Slot { algorithm: key.algorithm, number: key.number })),
        public_jwk: Set(key.public_jwk.clone()),
        sealed_private_key: Set(key.sealed_private_key.clone()),
        created_at: Set(Moment(key.created_at)),
        signs_from: Set(Moment(key.signs_from)),
        withdrawn_at: Set(key.withdrawn_at.map(Moment)),
        noted: Set(key.noted.map(Word)),
        ..Default::default()
    };
    let conflict = OnConflict::column(signing_key::Column::Slot).do_nothing().to_owned();
    let inserted = signing_key::Entity::insert(row).on_conflict(conflict).try_insert().exec(db).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(_)))
}

/// Lets a key sign earlier than it would have; `false` when it isn't there, or signs by then anyway.
///
/// # Errors
/// When the database fails.
pub async fn bring_forward(
    db: &impl ConnectionTrait,
    kid: &str,
    signs_from: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let earlier = signing_key::ActiveModel { signs_from: Set(Moment(signs_from)), ..Default::default() };
    let done = signing_key::Entity::update_many()
        .set(earlier)
        .filter(signing_key::Column::Kid.eq(kid))
        .filter(signing_key::Column::WithdrawnAt.is_null())
        .filter(signing_key::Column::SignsFrom.gt(Moment(signs_from)))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Takes a key out of the key set; `false` when it isn't in it.
///
/// # Errors
/// When the database fails.
pub async fn withdraw(db: &impl ConnectionTrait, kid: &str, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let withdrawn = signing_key::ActiveModel { withdrawn_at: Set(Some(Moment(now))), ..Default::default() };
    let done = signing_key::Entity::update_many()
        .set(withdrawn)
        .filter(signing_key::Column::Kid.eq(kid))
        .filter(signing_key::Column::WithdrawnAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Moves the note of a key from one state to another; `false` when another process was first.
///
/// # Errors
/// When the database fails.
pub async fn note(
    db: &impl ConnectionTrait,
    kid: &str,
    from: Option<KeyState>,
    to: KeyState,
) -> Result<bool, StoreError> {
    let noted = signing_key::ActiveModel { noted: Set(Some(Word(to))), ..Default::default() };
    let before = match from {
        Some(state) => signing_key::Column::Noted.eq(Word(state)),
        None => signing_key::Column::Noted.is_null(),
    };
    let done = signing_key::Entity::update_many()
        .set(noted)
        .filter(signing_key::Column::Kid.eq(kid))
        .filter(before)
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Deletes a key with its private half; `false` when another process was first.
///
/// # Errors
/// When the database fails.
pub async fn delete(db: &impl ConnectionTrait, kid: &str) -> Result<bool, StoreError> {
    let done = signing_key::Entity::delete_many().filter(signing_key::Column::Kid.eq(kid)).exec(db).await?;
    Ok(done.rows_affected == 1)
}

impl From<signing_key::Model> for StoredKey {
    fn from(row: signing_key::Model) -> Self {
        Self {
            kid: row.kid,
            algorithm: row.algorithm.0,
            number: row.slot.0.number,
            public_jwk: row.public_jwk,
            sealed_private_key: row.sealed_private_key,
            created_at: row.created_at.0,
            signs_from: row.signs_from.0,
            withdrawn_at: row.withdrawn_at.map(|moment| moment.0),
            noted: row.noted.map(|state| state.0),
        }
    }
}
