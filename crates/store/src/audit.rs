//! What happened, for owners and administrators. It stays when the things it speaks of are deleted.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use domain::event::{Filter, SUCCESSES};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set,
};

use crate::clients::former_owners;
use crate::column::Moment;
use crate::entity::{audit_event, client};
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
    /// The user it concerns beside the one who did it. Where nobody is named it is the owner of the client when the event is
    /// written; of a client that was deleted, who owned it last.
    pub concerns: Option<i64>,
    /// The public identifier of the client it concerns.
    pub client_id: Option<String>,
    /// The address it came from.
    pub address: Option<String>,
    /// The request, as the log knows it.
    pub request_id: Option<String>,
    /// More words.
    pub detail: String,
}

/// The place of an event in the trail: events of one millisecond are told apart by their rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Its row.
    pub row: i64,
}

/// How many events go into one statement; each takes ten of the parameters that SQLite and Postgres limit.
const BATCH: usize = 500;

/// Inserts events.
///
/// # Errors
/// When the database fails.
pub async fn insert(db: &impl ConnectionTrait, events: &[Event]) -> Result<(), StoreError> {
    for batch in events.chunks(BATCH) {
        let owners = owners(db, batch).await?;
        let rows = batch.iter().map(|event| {
            let owner = event.client_id.as_ref().and_then(|id| owners.get(id)).copied();
            let row = audit_event::ActiveModel::from(event);
            audit_event::ActiveModel { concerns_user_id: Set(event.concerns.or(owner)), ..row }
        });
        audit_event::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Who owns the clients of these events now, or owned them when they were deleted.
async fn owners(db: &impl ConnectionTrait, events: &[Event]) -> Result<HashMap<String, i64>, StoreError> {
    let open = events.iter().filter(|event| event.concerns.is_none());
    let clients: BTreeSet<&str> = open.filter_map(|event| event.client_id.as_deref()).collect();
    if clients.is_empty() {
        return Ok(HashMap::new());
    }
    let owners: Vec<(String, i64)> = client::Entity::find()
        .select_only()
        .columns([client::Column::ClientId, client::Column::OwnerId])
        .filter(client::Column::ClientId.is_in(clients.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let mut owners: HashMap<String, i64> = owners.into_iter().collect();
    let gone = clients.into_iter().filter(|id| !owners.contains_key(*id)).collect();
    owners.extend(former_owners(db, &gone).await?);
    Ok(owners)
}

/// The events that a user may read, newest first: what they did, and what concerns them. Two statements, each by an
/// index of its own; both read no more than the page holds.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn page(
    db: &impl ConnectionTrait,
    reader: i64,
    filter: &Filter,
    before: Option<Place>,
    most: u64,
) -> Result<Vec<(Place, Event)>, StoreError> {
    let own = audit_event::Column::ActorUserId.eq(reader);
    let of_others = Condition::any()
        .add(audit_event::Column::ActorUserId.is_null())
        .add(audit_event::Column::ActorUserId.ne(reader));
    let concerning = Condition::all().add(audit_event::Column::ConcernsUserId.eq(reader)).add(of_others);
    let mut found = Vec::new();
    for whose in [Condition::all().add(own), concerning] {
        let rows = audit_event::Entity::find()
            .filter(whose)
            .filter(wanted(filter, before))
            .order_by_desc(audit_event::Column::At)
            .order_by_desc(audit_event::Column::Id)
            .limit(most)
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(|row| (Place { at: row.at.0, row: row.id }, Event::from(row))));
    }
    found.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(found)
}

fn wanted(filter: &Filter, before: Option<Place>) -> Condition {
    let outcome = filter.succeeded.map(|succeeded| match succeeded {
        true => audit_event::Column::Outcome.is_in(SUCCESSES),
        false => audit_event::Column::Outcome.is_not_in(SUCCESSES),
    });
    let further = before.map(|place| {
        let here = Expr::tuple([Expr::col(audit_event::Column::At), Expr::col(audit_event::Column::Id)]);
        here.lt(Expr::tuple([Expr::value(Moment(place.at)), Expr::value(place.row)]))
    });
    Condition::all()
        .add_option(filter.client_id.as_deref().map(|id| audit_event::Column::ClientId.eq(id)))
        .add_option(filter.kind.map(|kind| audit_event::Column::Action.is_in(kind.actions())))
        .add_option(outcome)
        .add_option(filter.from.map(|from| audit_event::Column::At.gte(Moment(from))))
        .add_option(filter.until.map(|until| audit_event::Column::At.lt(Moment(until))))
        .add_option(further)
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
            concerns: row.concerns_user_id,
            client_id: row.client_id,
            address: row.address,
            request_id: row.request_id,
            detail: row.detail,
        }
    }
}
