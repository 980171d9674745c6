//! Secrets of clients: several at once, each with a label, an end and a last use.

use chrono::{DateTime, Utc};
use domain::client::ClientSecret;
use domain::secret_use::LastUse;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait as _, JoinType,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationTrait as _, Set,
};

use crate::column::Moment;
use crate::digest::Digest;
use crate::entity::{client, client_secret};
use crate::error::StoreError;

/// A secret to be inserted.
pub struct NewSecret<'a> {
    /// Its keyed hash.
    pub digest: Digest,
    /// Its last characters, for its owner.
    pub hint: &'a str,
    /// What its owner calls it.
    pub description: &'a str,
    /// When it stops working; `None` when never.
    pub expires_at: Option<DateTime<Utc>>,
}

/// A secret that was not removed, with what became of it.
#[derive(Debug, Clone)]
pub struct SecretRow {
    /// The secret as its owner sees it.
    pub secret: ClientSecret,
    /// When another one took its place.
    pub superseded_at: Option<DateTime<Utc>>,
    /// Its last use.
    pub last_use: Option<LastUse>,
}

/// The secrets of a client that were not removed, oldest first.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn list(db: &impl ConnectionTrait, client: i64) -> Result<Vec<SecretRow>, StoreError> {
    let rows = client_secret::Entity::find()
        .filter(client_secret::Column::ClientId.eq(client))
        .filter(client_secret::Column::RemovedAt.is_null())
        .order_by_asc(client_secret::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(SecretRow::from).collect())
}

impl From<client_secret::Model> for SecretRow {
    fn from(mut row: client_secret::Model) -> Self {
        let (address, agent) = (row.last_address.take(), row.last_agent.take());
        Self {
            superseded_at: row.superseded_at.map(|moment| moment.0),
            last_use: row.last_used_at.map(|moment| LastUse { at: moment.0, address, agent }),
            secret: row.into(),
        }
    }
}

/// Inserts a secret of a client and gives its row.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &impl ConnectionTrait,
    client: i64,
    secret: &NewSecret<'_>,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let row = client_secret::ActiveModel {
        client_id: Set(client),
        digest: Set(secret.digest),
        hint: Set(secret.hint.to_owned()),
        description: Set(secret.description.to_owned()),
        created_at: Set(Moment(now)),
        expires_at: Set(secret.expires_at.map(Moment)),
        ..Default::default()
    };
    Ok(client_secret::Entity::insert(row).exec(txn).await?.last_insert_id)
}

/// Keeps others from changing a client's secrets until the transaction ends, and counts those that work.
///
/// # Errors
/// When the database fails.
pub async fn lock_and_count(
    txn: &DatabaseTransaction,
    client: i64,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    client::Entity::find_by_id(client).lock(LockType::NoKeyUpdate).one(txn).await?;
    Ok(client_secret::Entity::find().filter(live(client, now)).count(txn).await?)
}

/// Lets every working secret of a client end at this moment, unless it ends before, because another one takes its place;
/// says how many these were.
///
/// # Errors
/// When the database fails.
pub async fn end_by(
    txn: &impl ConnectionTrait,
    client: i64,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let later = Condition::any()
        .add(client_secret::Column::ExpiresAt.is_null())
        .add(client_secret::Column::ExpiresAt.gt(Moment(at)));
    let row = client_secret::ActiveModel {
        expires_at: Set(Some(Moment(at))),
        superseded_at: Set(Some(Moment(now))),
        ..Default::default()
    };
    let done = client_secret::Entity::update_many()
        .set(row)
        .filter(live(client, now))
        .filter(later)
        .exec(txn)
        .await?;
    Ok(done.rows_affected)
}

/// Removes a secret of a client; `false` when the client has none of this number.
///
/// # Errors
/// When the database fails.
pub async fn remove(
    txn: &impl ConnectionTrait,
    client: i64,
    secret: i64,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let row = client_secret::ActiveModel { removed_at: Set(Some(Moment(now))), ..Default::default() };
    let done = client_secret::Entity::update_many()
        .set(row)
        .filter(client_secret::Column::Id.eq(secret))
        .filter(client_secret::Column::ClientId.eq(client))
        .filter(client_secret::Column::RemovedAt.is_null())
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Counts a change of a client, for whoever looks whether it changed meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn note_change(
    txn: &impl ConnectionTrait,
    client: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    client::Entity::update_many()
        .set(client::ActiveModel { updated_at: Set(Moment(now)), ..Default::default() })
        .col_expr(client::Column::Version, Expr::col(client::Column::Version).add(1))
        .filter(client::Column::Id.eq(client))
        .exec(txn)
        .await?;
    Ok(())
}

/// The name of another client of the same owner that can use one of these secrets.
///
/// # Errors
/// When the database fails.
pub async fn held_elsewhere(
    db: &impl ConnectionTrait,
    owner: i64,
    client: i64,
    digests: &[Digest],
    now: DateTime<Utc>,
) -> Result<Option<String>, StoreError> {
    if digests.is_empty() {
        return Ok(None);
    }
    let found = client_secret::Entity::find()
        .select_only()
        .column(client::Column::Name)
        .join(JoinType::InnerJoin, client_secret::Relation::Client.def())
        .filter(client::Column::OwnerId.eq(owner))
        .filter(client::Column::Id.ne(client))
        .filter(client_secret::Column::Digest.is_in(digests.iter().copied()))
        .filter(working(now))
        .order_by_asc(client::Column::Id)
        .into_tuple()
        .one(db);
    Ok(found.await?)
}

fn live(client: i64, now: DateTime<Utc>) -> Condition {
    Condition::all().add(client_secret::Column::ClientId.eq(client)).add(working(now))
}

/// A secret that was not removed and is not over.
fn working(now: DateTime<Utc>) -> Condition {
    let not_over = Condition::any()
        .add(client_secret::Column::ExpiresAt.is_null())
        .add(client_secret::Column::ExpiresAt.gt(Moment(now)));
    Condition::all().add(client_secret::Column::RemovedAt.is_null()).add(not_over)
}
