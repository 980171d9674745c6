//! The sessions of one person, for that person.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use super::ended;
use crate::column::Moment;
use crate::entity::session;
use crate::error::StoreError;

/// A session as its person sees it.
#[derive(Debug, Clone)]
pub struct OwnSession {
    /// The row.
    pub id: i64,
    /// Its public name, for the claim `sid`.
    pub sid: String,
    /// When the person typed a password.
    pub authenticated_at: DateTime<Utc>,
    /// When it was last seen in use.
    pub last_seen_at: DateTime<Utc>,
    /// Whether the browser keeps the cookie when it closes.
    pub persistent: bool,
    /// The address it was made from.
    pub address: Option<String>,
    /// The browser it was made with, as it calls itself.
    pub user_agent: Option<String>,
}

/// The sessions of a user that have neither ended nor expired, the one that was seen last first, and no more than `most`.
///
/// # Errors
/// When the database fails.
pub async fn list(
    db: &impl ConnectionTrait,
    user: i64,
    now: DateTime<Utc>,
    most: u64,
) -> Result<Vec<OwnSession>, StoreError> {
    let rows = session::Entity::find()
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(Moment(now)))
        .order_by_desc(session::Column::LastSeenAt)
        .order_by_desc(session::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(OwnSession::from).collect())
}

/// Ends a session of a user by its public name; `false` when the user has none of that name. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn end_own(
    txn: &impl ConnectionTrait,
    user: i64,
    sid: &str,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let done = session::Entity::update_many()
        .set(ended(now))
        .filter(session::Column::Sid.eq(sid))
        .filter(session::Column::UserId.eq(user))
        .filter(session::Column::EndedAt.is_null())
        .filter(session::Column::ExpiresAt.gt(Moment(now)))
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}

impl From<session::Model> for OwnSession {
    fn from(row: session::Model) -> Self {
        Self {
            id: row.id,
            sid: row.sid,
            authenticated_at: row.authenticated_at.0,
            last_seen_at: row.last_seen_at.0,
            persistent: row.persistent,
            address: row.address,
            user_agent: row.user_agent,
        }
    }
}
