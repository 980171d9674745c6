//! Authorization requests, kept while their user signs in and decides.
//!
//! Everything from the request stays here, bound to the browser that brought it; later steps carry nothing
//! but its name (OWASP ASVS 2.3.1).

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QuerySelect as _, RelationTrait as _, Set,
};

use crate::column::Moment;
use crate::digest::Digest;
use crate::entity::{authorization_request, client};
use crate::error::StoreError;

/// An authorization request that has not expired.
#[derive(Debug, Clone)]
pub struct Pending {
    /// The row.
    pub id: i64,
    /// The client's row.
    pub client: i64,
    /// The client's public identifier.
    pub client_id: String,
    /// The parameters, as they were given to [`insert`].
    pub parameters: String,
    /// Whether it was answered.
    pub completed: bool,
}

/// Inserts a request, bound to the browser that brought it.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &impl ConnectionTrait,
    digest: &Digest,
    client: i64,
    parameters: &str,
    browser: &Digest,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = authorization_request::ActiveModel {
        digest: Set(*digest),
        client_id: Set(client),
        parameters: Set(parameters.to_owned()),
        browser_digest: Set(*browser),
        created_at: Set(Moment(now)),
        expires_at: Set(Moment(expires_at)),
        ..Default::default()
    };
    authorization_request::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Finds a request of this browser that has not expired.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    digest: &Digest,
    browser: &Digest,
    now: DateTime<Utc>,
) -> Result<Option<Pending>, StoreError> {
    let found = authorization_request::Entity::find()
        .join(JoinType::InnerJoin, authorization_request::Relation::Client.def())
        .column_as(client::Column::ClientId, "client_name")
        .filter(authorization_request::Column::Digest.eq(*digest))
        .filter(authorization_request::Column::ExpiresAt.gt(Moment(now)))
        .into_model::<PendingRow>()
        .one(db)
        .await?;
    // Compared here and not by the database, so that it takes the same time for every wrong browser.
    Ok(found.filter(|row| row.request.browser_digest == *browser).map(|row| Pending {
        id: row.request.id,
        client: row.request.client_id,
        client_id: row.client_name,
        parameters: row.request.parameters,
        completed: row.request.completed_at.is_some(),
    }))
}

/// Notes that a request was answered; `false` when it was before. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn complete(txn: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let completed =
        authorization_request::ActiveModel { completed_at: Set(Some(Moment(now))), ..Default::default() };
    let done = authorization_request::Entity::update_many()
        .set(completed)
        .filter(authorization_request::Column::Id.eq(id))
        .filter(authorization_request::Column::CompletedAt.is_null())
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// A request, and the public identifier of its client.
#[derive(FromQueryResult)]
struct PendingRow {
    #[sea_orm(nested)]
    request: authorization_request::Model,
    client_name: String,
}
