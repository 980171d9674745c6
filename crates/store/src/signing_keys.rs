//! Signing keys: public parts in the open, private parts sealed by somebody else.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set,
    TryInsertResult,
};

use crate::column::Moment;
use crate::entity::signing_key;
use crate::error::StoreError;

/// A signing key.
#[derive(Clone)]
pub struct StoredKey {
    /// Its name in the key set and in tokens.
    pub kid: String,
    /// What it signs with (RFC 7518 §3.1).
    pub algorithm: String,
    /// The public part as JWK.
    pub public_jwk: String,
    /// The private part, sealed.
    pub sealed_private_key: Vec<u8>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
}

impl std::fmt::Debug for StoredKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("StoredKey").field("kid", &self.kid).finish_non_exhaustive()
    }
}

/// The keys that weren't retired, newest first.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<StoredKey>, StoreError> {
    let rows = signing_key::Entity::find()
        .filter(signing_key::Column::RetiredAt.is_null())
        .order_by_desc(signing_key::Column::CreatedAt)
        .order_by_desc(signing_key::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(StoredKey::from).collect())
}

/// Inserts a key into a slot, for example `ES256/1`; `false` when the slot is taken.
///
/// Two processes that start together on an empty database both make a key, and one of them wins the slot.
///
/// # Errors
/// When the database fails.
pub async fn insert(db: &impl ConnectionTrait, slot: &str, key: &StoredKey) -> Result<bool, StoreError> {
    let row = signing_key::ActiveModel {
        kid: Set(key.kid.clone()),
        algorithm: Set(key.algorithm.clone()),
        slot: Set(slot.to_owned()),
        public_jwk: Set(key.public_jwk.clone()),
        sealed_private_key: Set(key.sealed_private_key.clone()),
        created_at: Set(Moment(key.created_at)),
        ..Default::default()
    };
    let conflict = OnConflict::column(signing_key::Column::Slot).do_nothing().to_owned();
    let inserted = signing_key::Entity::insert(row).on_conflict(conflict).try_insert().exec(db).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(_)))
}

impl From<signing_key::Model> for StoredKey {
    fn from(row: signing_key::Model) -> Self {
        Self {
            kid: row.kid,
            algorithm: row.algorithm,
            public_jwk: row.public_jwk,
            sealed_private_key: row.sealed_private_key,
            created_at: row.created_at.0,
        }
    }
}
