//! Sessions of people who are signed in.

mod own;

use chrono::{DateTime, Utc};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, EntityTrait as _, FromQueryResult, JoinType,
    QueryFilter as _, QuerySelect as _, RelationTrait as _, Set,
};

pub use self::own::{OwnSession, end_own, list};
use crate::column::Moment;
use crate::digest::Digest;
use crate::entity::{select_also, session, user};
use crate::error::StoreError;
use crate::people::{self, Person, PersonRow};

/// A session to be inserted.
pub struct NewSession<'a> {
    /// The keyed hash of the cookie.
    pub digest: Digest,
    /// Whose it is.
    pub user: i64,
    /// Its public name, for the claim `sid`.
    pub sid: &'a str,
    /// Whether the browser keeps the cookie when it closes.
    pub persistent: bool,
    /// When it ends unless it is used.
    pub expires_at: DateTime<Utc>,
    /// The address it was made from.
    pub address: Option<&'a str>,
    /// The browser it was made with, as it calls itself.
    pub user_agent: Option<&'a str>,
}

/// What changes when a session is given another cookie.
pub struct Renewed {
    /// The keyed hash of the new cookie.
    pub digest: Digest,
    /// Whether the browser keeps the cookie when it closes.
    pub persistent: bool,
    /// When the session ends unless it is used.
    pub expires_at: DateTime<Utc>,
}

/// A live session and the person behind it.
#[derive(Debug, Clone)]
pub struct Session {
    /// The row.
    pub id: i64,
    /// Its public name, for the claim `sid`.
    pub sid: String,
    /// Whose it is.
    pub person: Person,
    /// When the person typed a password.
    pub authenticated_at: DateTime<Utc>,
    /// When it was last seen in use.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends unless it is used.
    pub expires_at: DateTime<Utc>,
    /// Whether the browser keeps the cookie when it closes.
    pub persistent: bool,
}

/// Inserts a session of somebody who has just typed their password.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    db: &impl ConnectionTrait,
    new: NewSession<'_>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = session::ActiveModel {
        digest: Set(new.digest),
        user_id: Set(new.user),
        sid: Set(new.sid.to_owned()),
        created_at: Set(Moment(now)),
        authenticated_at: Set(Moment(now)),
        last_seen_at: Set(Moment(now)),
        expires_at: Set(Moment(new.expires_at)),
        persistent: Set(new.persistent),
        address: Set(new.address.map(str::to_owned)),
        user_agent: Set(new.user_agent.map(str::to_owned)),
        ..Default::default()
    };
    session::Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Finds a session that has neither ended nor expired, of a person who isn't disabled.
///
/// # Errors
/// When the database fails.
pub async fn find(
    db: &impl ConnectionTrait,
    digest: &Digest,
    now: DateTime<Utc>,
) -> Result<Option<Session>, StoreError> {
    let select = user::Entity::find().join_rev(JoinType::InnerJoin, session::Relation::User.def());
    let select = select_also::<_, session::Entity>(people::with_roles(select), "session.")
        .filter(session::Column::Digest.eq(*digest))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(Moment(now)))
        .filter(user::Column::DisabledAt.is_null());
    let rows = select.into_model::<SessionRow>().all(db).await?;
    let Some(session) = rows.first().map(|row| row.session.clone()) else {
        return Ok(None);
    };
    let people = rows.into_iter().map(|row| row.person).collect();
    Ok(people::fold(people).map(|person| Session {
        id: session.id,
        sid: session.sid,
        person,
        authenticated_at: session.authenticated_at.0,
        last_seen_at: session.last_seen_at.0,
        expires_at: session.expires_at.0,
        persistent: session.persistent,
    }))
}

/// Notes that a session was seen in use, and moves its end.
///
/// # Errors
/// When the database fails.
pub async fn touch(
    db: &impl ConnectionTrait,
    id: i64,
    last_seen_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = session::ActiveModel {
        last_seen_at: Set(Moment(last_seen_at)),
        expires_at: Set(Moment(expires_at)),
        ..Default::default()
    };
    session::Entity::update_many().set(row).filter(session::Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

/// Keeps a session from ending before the transaction does; `false` when it has ended already.
///
/// Postgres locks the row; on SQLite the transaction has the only writer.
///
/// # Errors
/// When the database fails.
pub async fn hold(txn: &DatabaseTransaction, id: i64) -> Result<bool, StoreError> {
    let alive = session::Entity::find_by_id(id)
        .filter(session::Column::EndedAt.is_null())
        .lock(LockType::Share)
        .one(txn)
        .await?;
    Ok(alive.is_some())
}

/// Gives a session another cookie, and with it a new beginning; `false` when it has ended. The cookie of before is
/// nobody's from then on, the public name stays. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn renew(
    txn: &impl ConnectionTrait,
    id: i64,
    renewed: Renewed,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let row = session::ActiveModel {
        digest: Set(renewed.digest),
        authenticated_at: Set(Moment(now)),
        last_seen_at: Set(Moment(now)),
        expires_at: Set(Moment(renewed.expires_at)),
        persistent: Set(renewed.persistent),
        ..Default::default()
    };
    let done = session::Entity::update_many()
        .set(row)
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::EndedAt.is_null())
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Ends a session; `false` when it had ended before. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn end(db: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let done = session::Entity::update_many()
        .set(ended(now))
        .filter(session::Column::Id.eq(id))
        .filter(session::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Ends every other session of a user, and gives the public names of those that this ended.
///
/// # Errors
/// When the database fails.
pub async fn end_others(
    db: &impl ConnectionTrait,
    user: i64,
    keep: i64,
    now: DateTime<Utc>,
) -> Result<Vec<String>, StoreError> {
    let ended = session::Entity::update_many()
        .set(ended(now))
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::Id.ne(keep))
        .filter(session::Column::EndedAt.is_null())
        .exec_with_returning(db)
        .await?;
    Ok(ended.into_iter().map(|session| session.sid).collect())
}

/// A session, the person behind it and one of their roles.
#[derive(FromQueryResult)]
struct SessionRow {
    #[sea_orm(nested)]
    person: PersonRow,
    #[sea_orm(nested(prefix = "session."))]
    session: session::Model,
}

fn ended(now: DateTime<Utc>) -> session::ActiveModel {
    session::ActiveModel { ended_at: Set(Some(Moment(now))), ..Default::default() }
}
