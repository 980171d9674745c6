//! Identifiers of signed statements that may be used once: assertions and proofs (RFC 7523 §3, RFC 9449 §11.1).

use chrono::{DateTime, Utc};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, EntityTrait as _, Set, TryInsertResult};

use crate::column::Moment;
use crate::digest::Digest;
use crate::entity::used_jti;
use crate::error::StoreError;

/// Marks an identifier as used; `false` when it was used before. One statement, so of two uses at once one is first.
///
/// # Errors
/// When the database fails.
pub async fn spend(
    db: &impl ConnectionTrait,
    digest: &Digest,
    expires_at: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let row = used_jti::ActiveModel {
        digest: Set(*digest),
        expires_at: Set(Moment(expires_at)),
        ..Default::default()
    };
    let conflict = OnConflict::column(used_jti::Column::Digest).do_nothing().to_owned();
    let inserted = used_jti::Entity::insert(row).on_conflict(conflict).try_insert().exec(db).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(_)))
}
