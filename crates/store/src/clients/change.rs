//! Changing and deleting clients.

use std::collections::BTreeMap;
use std::net::IpAddr;

use chrono::{DateTime, Utc};
use domain::client::Status;
use domain::client_id::ClientId;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    Set, TransactionSession as _, TransactionTrait,
};

use super::room::has_room;
use crate::client_registrations::is_registered;
use crate::column::{Moment, Word};
use crate::entity::{client, client_secret};
use crate::error::StoreError;

/// How a change of status ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusChange {
    /// It has the status now.
    Done,
    /// The owner has no such client.
    Unknown,
    /// The account has as many active clients as it may.
    LimitReached,
    /// It was ended for good.
    Revoked,
}

/// One successful use of a client, to be noted.
#[derive(Debug, Clone)]
pub struct Used {
    /// The client's row.
    pub client: i64,
    /// The row of the secret it was used with.
    pub secret: Option<i64>,
    /// When.
    pub at: DateTime<Utc>,
    /// The address that showed the secret, where it is known.
    pub address: Option<IpAddr>,
    /// What the program that showed it calls itself.
    pub agent: Option<Box<str>>,
}

/// Gives a client of an owner another status; becoming active counts like inserting.
///
/// # Errors
/// When the database fails.
pub async fn set_status(
    txn: &DatabaseTransaction,
    owner: i64,
    client_id: &ClientId,
    status: Status,
    most_active: u32,
    now: DateTime<Utc>,
) -> Result<StatusChange, StoreError> {
    let Some(before) = client::Entity::find().filter(own(owner, client_id)).one(txn).await? else {
        return Ok(StatusChange::Unknown);
    };
    // The account is locked before the client is looked at again, so that two changes follow one another.
    let room = has_room(txn, before.account_id, most_active).await?;
    let Some(before) = client::Entity::find().filter(own(owner, client_id)).one(txn).await? else {
        return Ok(StatusChange::Unknown);
    };
    match (before.status.0, status) {
        (Status::Revoked, _) => return Ok(StatusChange::Revoked),
        (before, after) if before == after => return Ok(StatusChange::Done),
        (_, Status::Active) if !room && !is_registered(txn, before.id).await? => {
            return Ok(StatusChange::LimitReached);
        }
        _ => {}
    }
    let row =
        client::ActiveModel { status: Set(Word(status)), updated_at: Set(Moment(now)), ..Default::default() };
    client::Entity::update_many()
        .set(row)
        .col_expr(client::Column::Version, Expr::col(client::Column::Version).add(1))
        .filter(client::Column::Id.eq(before.id))
        .exec(txn)
        .await?;
    Ok(StatusChange::Done)
}

/// Notes when clients and secrets were last used, in one transaction; never moves a moment back.
///
/// # Errors
/// When the database fails.
pub async fn stamp_used(
    db: &(impl ConnectionTrait + TransactionTrait),
    used: &[Used],
) -> Result<(), StoreError> {
    if used.is_empty() {
        return Ok(());
    }
    // In the order of the rows, so that two processes that stamp at once don't wait for each other.
    let clients = newest(used.iter().map(|one| (one.client, one)));
    let secrets = newest(used.iter().filter_map(|one| Some((one.secret?, one))));
    let txn = db.begin().await?;
    for (id, Used { at, .. }) in clients {
        client::Entity::update_many()
            .set(client::ActiveModel { last_used_at: Set(Some(Moment(*at))), ..Default::default() })
            .filter(client::Column::Id.eq(id))
            .filter(before(client::Column::LastUsedAt, *at))
            .exec(&txn)
            .await?;
    }
    for (id, used) in secrets {
        client_secret::Entity::update_many()
            .set(last_use(used))
            .filter(client_secret::Column::Id.eq(id))
            .filter(before(client_secret::Column::LastUsedAt, used.at))
            .exec(&txn)
            .await?;
    }
    txn.commit().await?;
    Ok(())
}

/// The client of this id, if it is the owner's.
pub(super) fn own(owner: i64, client_id: &ClientId) -> Condition {
    Condition::all()
        .add(client::Column::OwnerId.eq(owner))
        .add(client::Column::ClientId.eq(Word(client_id.clone())))
}

fn newest<'a>(used: impl Iterator<Item = (i64, &'a Used)>) -> BTreeMap<i64, &'a Used> {
    let mut newest = BTreeMap::new();
    for (id, one) in used {
        let known = newest.entry(id).or_insert(one);
        if known.at < one.at {
            *known = one;
        }
    }
    newest
}

/// From where it was used stands beside when, and is of the same use.
fn last_use(used: &Used) -> client_secret::ActiveModel {
    client_secret::ActiveModel {
        last_used_at: Set(Some(Moment(used.at))),
        last_address: Set(used.address.map(|address| address.to_string())),
        last_agent: Set(used.agent.as_deref().map(str::to_owned)),
        ..Default::default()
    }
}

fn before(column: impl sea_orm::ColumnTrait, at: DateTime<Utc>) -> Condition {
    Condition::any().add(column.is_null()).add(column.lt(Moment(at)))
}
