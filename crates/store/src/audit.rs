//! What happened, for owners and administrators. It stays when the things it speaks of are deleted.

use chrono::{DateTime, Utc};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    Set,
};

use crate::column::Moment;
use crate::entity::audit_event;
use crate::error::StoreError;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// What was done or tried.
    pub action: String,
    /// How it ended.
    pub outcome: String,
    /// The account it concerns.
    pub account_id: Option<i64>,
    /// The user who did it.
    pub actor: Option<i64>,
    /// The public identifier of the client it concerns.
    pub client_id: Option<String>,
    /// The address it came from.
    pub address: Option<String>,
    /// The request, as the log knows it.
    pub request_id: Option<String>,
    /// More words.
    pub detail: String,
}

/// How many events go into one statement; each takes nine of the parameters that SQLite and Postgres limit.
const BATCH: usize = 500;

/// Inserts events.
///
/// # Errors
/// When the database fails.
pub async fn insert(db: &impl ConnectionTrait, events: &[Event]) -> Result<(), StoreError> {
    for batch in events.chunks(BATCH) {
        let rows = batch.iter().map(audit_event::ActiveModel::from);
        audit_event::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The newest events of an account, newest first.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn list(db: &impl ConnectionTrait, account_id: i64, most: u64) -> Result<Vec<Event>, StoreError> {
    let rows = audit_event::Entity::find()
        .filter(audit_event::Column::AccountId.eq(account_id))
        .order_by_desc(audit_event::Column::At)
        .order_by_desc(audit_event::Column::Id)
        .limit(most)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Event::from).collect())
}

impl From<&Event> for audit_event::ActiveModel {
    fn from(event: &Event) -> Self {
        Self {
            at: Set(Moment(event.at)),
            action: Set(event.action.clone()),
            outcome: Set(event.outcome.clone()),
            account_id: Set(event.account_id),
            actor_user_id: Set(event.actor),
            client_id: Set(event.client_id.clone()),
            address: Set(event.address.clone()),
            request_id: Set(event.request_id.clone()),
            detail: Set(event.detail.clone()),
            ..Default::default()
        }
    }
}

impl From<audit_event::Model> for Event {
    fn from(row: audit_event::Model) -> Self {
        Self {
            at: row.at.0,
            action: row.action,
            outcome: row.outcome,
            account_id: row.account_id,
            actor: row.actor_user_id,
            client_id: row.client_id,
            address: row.address,
            request_id: row.request_id,
            detail: row.detail,
        }
    }
}
