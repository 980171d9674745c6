//! Secrets that end soon, each told of once.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _,
    QuerySelect as _,
};

use crate::column::Moment;
use crate::entity::{client, client_secret};
use crate::error::StoreError;

/// A secret whose owner is to be reminded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expiring {
    /// The row of the secret.
    pub secret: i64,
    /// What its owner calls it; its hint where it has no name.
    pub description: String,
    /// Its last characters.
    pub hint: String,
    /// The public identifier of its client.
    pub client_id: String,
    /// The account that the client counts for.
    pub account_id: i64,
    /// The owner.
    pub owner_id: i64,
}

/// Takes the secrets that end by a moment and whose owner was not reminded so near to the end: of several processes one
/// gets each, because it is one conditional statement. Those that give way to another one, and those of clients that
/// are not active, end without a word.
///
/// # Errors
/// When the database fails.
pub async fn take_expiring(
    txn: &impl ConnectionTrait,
    days: u32,
    by: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Expiring>, StoreError> {
    let not_yet = Condition::any()
        .add(client_secret::Column::RemindedDays.is_null())
        .add(client_secret::Column::RemindedDays.gt(i64::from(days)));
    let taken = client_secret::Entity::update_many()
        .col_expr(client_secret::Column::RemindedDays, Expr::value(i64::from(days)))
        .filter(client_secret::Column::ExpiresAt.lte(Moment(by)))
        .filter(client_secret::Column::ExpiresAt.gt(Moment(now)))
        .filter(client_secret::Column::RemovedAt.is_null())
        .filter(client_secret::Column::SupersededAt.is_null())
        .filter(not_yet)
        .exec_with_returning(txn)
        .await?;
    let owners = owners(txn, taken.iter().map(|secret| secret.client_id)).await?;
    let of = |secret: client_secret::Model| {
        let owner = owners.iter().find(|owner| owner.id == secret.client_id)?;
        Some(Expiring {
            secret: secret.id,
            description: secret.description,
            hint: secret.hint,
            client_id: owner.client_id.clone(),
            account_id: owner.account_id,
            owner_id: owner.owner_id,
        })
    };
    Ok(taken.into_iter().filter_map(of).collect())
}

#[derive(FromQueryResult)]
struct Owner {
    id: i64,
    client_id: String,
    account_id: i64,
    owner_id: i64,
}

async fn owners(
    txn: &impl ConnectionTrait,
    clients: impl Iterator<Item = i64>,
) -> Result<Vec<Owner>, StoreError> {
    use client::Column::{AccountId, ClientId, Id, OwnerId};
    let clients: Vec<i64> = clients.collect();
    if clients.is_empty() {
        return Ok(Vec::new());
    }
    let select = client::Entity::find().select_only().columns([Id, ClientId, AccountId, OwnerId]);
    let owners = select
        .filter(Id.is_in(clients))
        .filter(client::Column::Status.eq(crate::column::Word(domain::client::Status::Active)));
    Ok(owners.into_model::<Owner>().all(txn).await?)
}
