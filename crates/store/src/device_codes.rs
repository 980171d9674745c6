//! Codes of devices without a browser (RFC 8628).

use chrono::{DateTime, Utc};
use domain::client_id::ClientId;
use domain::device::{DeviceCode, INTERVAL, JITTER, SLOWER_BY};
use oauth::resource::Resources;
use oauth::scope::Scopes;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType,
    QueryFilter as _, QuerySelect as _, RelationTrait as _, Set, TryInsertResult, UpdateMany,
};

use crate::column::{Json, Moment, Word};
use crate::digest::Digest;
use crate::entity::device_code::{self, Verdict};
use crate::entity::{client, session};
use crate::error::StoreError;

/// The codes of a device, to be inserted.
pub struct NewDeviceCode<'a> {
    /// The keyed hash of what the device polls with.
    pub digest: Digest,
    /// The keyed hash of what the person types.
    pub user_code: Digest,
    /// The client's row.
    pub client: i64,
    /// The scopes it asks for.
    pub scopes: &'a Scopes,
    /// The servers that its tokens are for.
    pub resources: &'a Resources,
    /// When both codes stop working.
    pub expires_at: DateTime<Utc>,
}

/// A code as it stands.
#[derive(Debug, Clone)]
pub struct Found {
    /// The row.
    pub id: i64,
    /// The code.
    pub code: DeviceCode,
    /// The family of tokens that it was exchanged for.
    pub family: Option<i64>,
}

/// A device that waits for its person.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// The row.
    pub id: i64,
    /// The client's public identifier.
    pub client_id: ClientId,
    /// The scopes it asks for.
    pub scopes: Scopes,
}

/// Who said yes to a device.
#[derive(Debug, Clone, Copy)]
pub struct Allowing<'a> {
    /// The user's row.
    pub user: i64,
    /// When the user last typed a password.
    pub auth_time: DateTime<Utc>,
    /// The session's public name, for the claim `sid`.
    pub sid: &'a str,
}

/// Inserts the codes of a device; `false` when another device has the user code, so that a new one is to be drawn.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &impl ConnectionTrait,
    new: NewDeviceCode<'_>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let row = device_code::ActiveModel {
        digest: Set(new.digest),
        user_code_digest: Set(new.user_code),
        client_id: Set(new.client),
        scopes: Set(Word(new.scopes.clone())),
        resources: Set(Json(new.resources.clone())),
        created_at: Set(Moment(now)),
        expires_at: Set(Moment(new.expires_at)),
        poll_interval: Set(INTERVAL),
        ..Default::default()
    };
    let conflict = OnConflict::column(device_code::Column::UserCodeDigest).do_nothing().to_owned();
    let inserted = device_code::Entity::insert(row).on_conflict(conflict).try_insert().exec(db).await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(_)))
}

/// Finds a code by what the device polls with, spent or not.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn find(txn: &impl ConnectionTrait, digest: &Digest) -> Result<Option<Found>, StoreError> {
    let row = device_code::Entity::find().filter(device_code::Column::Digest.eq(*digest)).one(txn).await?;
    Ok(row.map(|row| Found { id: row.id, family: row.family_id, code: row.into() }))
}

/// Finds a device by what its person types, as long as it waits.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn find_waiting(
    db: &impl ConnectionTrait,
    user_code: &Digest,
    now: DateTime<Utc>,
) -> Result<Option<Waiting>, StoreError> {
    let found = device_code::Entity::find()
        .join(JoinType::InnerJoin, device_code::Relation::Client.def())
        .column_as(client::Column::ClientId, "public_client_id")
        .filter(device_code::Column::UserCodeDigest.eq(*user_code))
        .filter(waiting(now))
        .into_model::<WaitingRow>()
        .one(db)
        .await?;
    Ok(found.map(|row| Waiting {
        id: row.code.id,
        client_id: row.public_client_id.0,
        scopes: row.code.scopes.0,
    }))
}

/// Notes that a device has asked; `false` when it did so too early, and then it has to let more time pass from now
/// on. Conditional statements, so that every process counts the same.
///
/// # Errors
/// When the database fails.
pub async fn poll(txn: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let interval = Expr::col(device_code::Column::PollInterval).sub(JITTER).mul(1000);
    let due = Expr::col(device_code::Column::PolledAt).add(interval).lte(Moment(now));
    let in_time = Condition::any().add(device_code::Column::PolledAt.is_null()).add(due);
    let polled = || device_code::ActiveModel { polled_at: Set(Some(Moment(now))), ..Default::default() };
    if one(of(id).set(polled()).filter(in_time), txn).await? {
        return Ok(true);
    }
    let slower = Expr::col(device_code::Column::PollInterval).add(SLOWER_BY);
    of(id).set(polled()).col_expr(device_code::Column::PollInterval, slower).exec(txn).await?;
    Ok(false)
}

/// Notes a yes; `false` when the device doesn't wait any more. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn allow(
    txn: &impl ConnectionTrait,
    id: i64,
    by: Allowing<'_>,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let answered = device_code::ActiveModel {
        answer: Set(Some(Word(Verdict::Allowed))),
        answered_at: Set(Some(Moment(now))),
        user_id: Set(Some(by.user)),
        auth_time: Set(Some(Moment(by.auth_time))),
        sid: Set(Some(by.sid.to_owned())),
        ..Default::default()
    };
    one(of(id).set(answered).filter(waiting(now)), txn).await
}

/// Notes a no; `false` when the device doesn't wait any more. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn deny(txn: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let answered = device_code::ActiveModel {
        answer: Set(Some(Word(Verdict::Denied))),
        answered_at: Set(Some(Moment(now))),
        ..Default::default()
    };
    one(of(id).set(answered).filter(waiting(now)), txn).await
}

/// Spends an allowed code for a family; `false` when it was spent before. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn consume(
    txn: &impl ConnectionTrait,
    id: i64,
    family: i64,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let spent = device_code::ActiveModel {
        consumed_at: Set(Some(Moment(now))),
        family_id: Set(Some(family)),
        ..Default::default()
    };
    let unspent = Condition::all()
        .add(device_code::Column::Answer.eq(Word(Verdict::Allowed)))
        .add(device_code::Column::ConsumedAt.is_null());
    one(of(id).set(spent).filter(unspent), txn).await
}

/// Counts a user code that a session is about to try; `false` when it has missed as often as it may. One conditional
/// statement, so that many tries at once are no more than one after the other.
///
/// # Errors
/// When the database fails.
pub async fn count_miss(db: &impl ConnectionTrait, session: i64, most: i32) -> Result<bool, StoreError> {
    let counted = session::Entity::update_many()
        .col_expr(session::Column::UserCodeMisses, Expr::col(session::Column::UserCodeMisses).add(1))
        .filter(session::Column::Id.eq(session))
        .filter(session::Column::UserCodeMisses.lt(most))
        .exec(db)
        .await?;
    Ok(counted.rows_affected == 1)
}

/// Takes back what [`count_miss`] counted, because the code was right.
///
/// # Errors
/// When the database fails.
pub async fn forgive_miss(db: &impl ConnectionTrait, session: i64) -> Result<(), StoreError> {
    session::Entity::update_many()
        .col_expr(session::Column::UserCodeMisses, Expr::col(session::Column::UserCodeMisses).sub(1))
        .filter(session::Column::Id.eq(session))
        .exec(db)
        .await?;
    Ok(())
}

fn of(id: i64) -> UpdateMany<device_code::Entity> {
    device_code::Entity::update_many().filter(device_code::Column::Id.eq(id))
}

fn waiting(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(device_code::Column::Answer.is_null())
        .add(device_code::Column::ExpiresAt.gt(Moment(now)))
}

async fn one(update: UpdateMany<device_code::Entity>, db: &impl ConnectionTrait) -> Result<bool, StoreError> {
    Ok(update.exec(db).await?.rows_affected == 1)
}

/// A code, and the public identifier of its client.
#[derive(FromQueryResult)]
struct WaitingRow {
    #[sea_orm(nested)]
    code: device_code::Model,
    public_client_id: Word<ClientId>,
}
