//! Deleting clients. What is remembered of them: whose they were, and which ids nobody gets again.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::client::Status;
use domain::client_id::ClientId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _,
    SelectExt as _, Set,
};

use super::change::own;
use crate::column::{Moment, Word};
use crate::entity::{client, former_client};
use crate::error::StoreError;

/// Deletes a client of an owner and all it was given; `false` when the owner has no such client, or it is another version
/// than the expected one. The id of a client that was revoked for good stays taken.
///
/// # Errors
/// When the database fails.
pub async fn delete(
    txn: &impl ConnectionTrait,
    owner: i64,
    client_id: &ClientId,
    expected_version: Option<i64>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let version = expected_version.map(|version| client::Column::Version.eq(version));
    let wanted = own(owner, client_id).add_option(version);
    let Some(row) = client::Entity::find().filter(wanted.clone()).one(txn).await? else { return Ok(false) };
    // The version again: somebody may have changed it since it was looked at.
    let same = client::Column::Version.eq(row.version);
    if client::Entity::delete_many().filter(wanted).filter(same).exec(txn).await?.rows_affected == 0 {
        return Ok(false);
    }
    let former = former_client::ActiveModel {
        client_id: Set(row.client_id),
        owner_id: Set(owner),
        revoked: Set(row.status.0 == Status::Revoked),
        deleted_at: Set(Moment(now)),
        ..Default::default()
    };
    let latest = OnConflict::column(former_client::Column::ClientId)
        .update_columns([
            former_client::Column::OwnerId,
            former_client::Column::Revoked,
            former_client::Column::DeletedAt,
        ])
        .to_owned();
    former_client::Entity::insert(former).on_conflict(latest).exec_without_returning(txn).await?;
    Ok(true)
}

/// Whether an id was a client's that was revoked for good, so that nobody gets it again.
pub(super) async fn is_retired(db: &impl ConnectionTrait, client_id: &ClientId) -> Result<bool, StoreError> {
    let retired = Condition::all()
        .add(former_client::Column::ClientId.eq(Word(client_id.clone())))
        .add(former_client::Column::Revoked.eq(true));
    Ok(former_client::Entity::find().filter(retired).exists(db).await?)
}

/// Who owned the last clients of these ids that were deleted.
pub(crate) async fn former_owners(
    db: &impl ConnectionTrait,
    ids: &BTreeSet<&str>,
) -> Result<HashMap<String, i64>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let owners: Vec<(String, i64)> = former_client::Entity::find()
        .select_only()
        .columns([former_client::Column::ClientId, former_client::Column::OwnerId])
        .filter(former_client::Column::ClientId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(owners.into_iter().collect())
}
