//! The outbox of back-channel logout: written in the transaction that ends a session, emptied by whoever gets to it.

use chrono::{DateTime, Utc};
use domain::client::{SigningAlgorithm, Status};
use domain::client_id::ClientId;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, RelationTrait as _, Set,
};

use crate::column::{Moment, Word};
use crate::entity::{client, logout_delivery};
use crate::error::StoreError;

/// A client that has to be told that a session has ended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NewDelivery {
    /// The client's row.
    pub client: i64,
    /// The user's row.
    pub user: i64,
    /// The session's public name.
    pub sid: String,
}

/// A delivery that is due.
#[derive(Debug, Clone)]
pub struct Due {
    /// The row.
    pub id: i64,
    /// The client's public identifier.
    pub client_id: ClientId,
    /// Where the client wants to be told; `None` when it no longer does, or is no longer in use.
    pub uri: Option<String>,
    /// What signs the client's tokens.
    pub algorithm: SigningAlgorithm,
    /// The user's row.
    pub user: i64,
    /// The session's public name.
    pub sid: String,
    /// How often it was tried.
    pub attempts: i32,
}

/// Inserts deliveries that are due at once.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &impl ConnectionTrait,
    deliveries: &[NewDelivery],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    if deliveries.is_empty() {
        return Ok(());
    }
    let rows = deliveries.iter().map(|new| logout_delivery::ActiveModel {
        client_id: Set(new.client),
        user_id: Set(new.user),
        sid: Set(new.sid.clone()),
        created_at: Set(Moment(now)),
        due_at: Set(Moment(now)),
        attempts: Set(0),
        ..Default::default()
    });
    logout_delivery::Entity::insert_many(rows).exec_without_returning(txn).await?;
    Ok(())
}

/// The deliveries that are due, those that have waited longest first.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn due(db: &impl ConnectionTrait, now: DateTime<Utc>, most: u64) -> Result<Vec<Due>, StoreError> {
    let rows = logout_delivery::Entity::find()
        .join(JoinType::InnerJoin, logout_delivery::Relation::Client.def())
        .column_as(client::Column::ClientId, "client_name")
        .column_as(client::Column::Status, "status")
        .column_as(client::Column::BackChannelLogoutUri, "uri")
        .column_as(client::Column::IdTokenSigningAlgorithm, "algorithm")
        .filter(logout_delivery::Column::DueAt.lte(Moment(now)))
        .order_by_asc(logout_delivery::Column::DueAt)
        .limit(most)
        .into_model::<DueRow>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Due::from).collect())
}

/// Takes a delivery until a moment, so that no other process tries it meanwhile; `false` when another one was faster.
/// One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn lease(db: &impl ConnectionTrait, due: &Due, until: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = logout_delivery::Entity::update_many()
        .set(logout_delivery::ActiveModel { due_at: Set(Moment(until)), ..Default::default() })
        .col_expr(logout_delivery::Column::Attempts, Expr::col(logout_delivery::Column::Attempts).add(1))
        .filter(logout_delivery::Column::Id.eq(due.id))
        .filter(logout_delivery::Column::Attempts.eq(due.attempts))
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Puts a delivery off that failed.
///
/// # Errors
/// When the database fails.
pub async fn put_off(db: &impl ConnectionTrait, id: i64, until: DateTime<Utc>) -> Result<(), StoreError> {
    logout_delivery::Entity::update_many()
        .set(logout_delivery::ActiveModel { due_at: Set(Moment(until)), ..Default::default() })
        .filter(logout_delivery::Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes a delivery out: it has arrived, or it never will.
///
/// # Errors
/// When the database fails.
pub async fn remove(db: &impl ConnectionTrait, id: i64) -> Result<(), StoreError> {
    logout_delivery::Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// A delivery and what is known of its client.
#[derive(FromQueryResult)]
struct DueRow {
    #[sea_orm(nested)]
    delivery: logout_delivery::Model,
    client_name: Word<ClientId>,
    status: Word<Status>,
    uri: Option<String>,
    algorithm: Word<SigningAlgorithm>,
}

impl From<DueRow> for Due {
    fn from(row: DueRow) -> Self {
        Self {
            id: row.delivery.id,
            client_id: row.client_name.0,
            uri: row.uri.filter(|_| row.status.0 == Status::Active),
            algorithm: row.algorithm.0,
            user: row.delivery.user_id,
            sid: row.delivery.sid,
            attempts: row.delivery.attempts,
        }
    }
}
