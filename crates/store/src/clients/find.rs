//! Finding clients.

use std::collections::HashMap;

use domain::client::Status;
use domain::client_id::ClientId;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, JoinType, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationTrait as _, SelectExt as _,
};

use super::stored::{Authenticating, ClientRow, StoredClient, fold, select_with_secrets};
use crate::column::Word;
use crate::entity::{client, client_registration, client_uri};
use crate::error::StoreError;

/// The clients of an owner, newest first, in two statements however many these are.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn list(db: &impl ConnectionTrait, owner: i64) -> Result<Vec<StoredClient>, StoreError> {
    find_where(db, client::Column::OwnerId.eq(owner).into()).await
}

/// Finds a client of an owner. Somebody else's looks like none.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn find_own(
    db: &impl ConnectionTrait,
    owner: i64,
    client_id: &ClientId,
) -> Result<Option<StoredClient>, StoreError> {
    let own = Condition::all()
        .add(client::Column::OwnerId.eq(owner))
        .add(client::Column::ClientId.eq(Word(client_id.clone())));
    Ok(find_where(db, own).await?.pop())
}

/// Finds a client, whoever owns it.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn find(
    db: &impl ConnectionTrait,
    client_id: &ClientId,
) -> Result<Option<StoredClient>, StoreError> {
    Ok(find_where(db, client::Column::ClientId.eq(Word(client_id.clone())).into()).await?.pop())
}

/// What clients are called, by their public identifiers, in one statement.
///
/// # Errors
/// When the database fails.
pub async fn names(
    db: &impl ConnectionTrait,
    client_ids: impl IntoIterator<Item = &str>,
) -> Result<HashMap<String, String>, StoreError> {
    let names: Vec<(String, String)> = client::Entity::find()
        .select_only()
        .columns([client::Column::ClientId, client::Column::Name])
        .filter(client::Column::ClientId.is_in(client_ids))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().collect())
}

/// Finds what it takes to tell whether somebody is the client they claim to be, in one statement.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn find_for_authentication(
    db: &impl ConnectionTrait,
    client_id: &str,
) -> Result<Option<Authenticating>, StoreError> {
    let rows = select_with_secrets()
        .filter(client::Column::ClientId.eq(client_id))
        .into_model::<ClientRow>()
        .all(db)
        .await?;
    Ok(fold(rows).pop().map(Authenticating::from))
}

/// How many active clients an account has. Those that registered themselves have a limit of their own.
///
/// # Errors
/// When the database fails.
pub async fn count_active(db: &impl ConnectionTrait, account_id: i64) -> Result<u32, StoreError> {
    let active = client::Entity::find()
        .filter(client::Column::AccountId.eq(account_id))
        .filter(client::Column::Status.eq(Word(Status::Active)))
        .filter(Expr::exists(registration()).not())
        .count(db)
        .await?;
    Ok(u32::try_from(active).unwrap_or(u32::MAX))
}

/// The registration of the client that is looked at.
fn registration() -> SelectStatement {
    let own = Expr::col((client_registration::Entity, client_registration::Column::ClientId))
        .equals((client::Entity, client::Column::Id));
    Query::select().expr(Expr::cust("1")).from(client_registration::Entity).and_where(own).take()
}

/// Whether an active client registered this web origin, for CORS.
///
/// # Errors
/// When the database fails.
pub async fn has_origin(db: &impl ConnectionTrait, origin: &str) -> Result<bool, StoreError> {
    Ok(client_uri::Entity::find()
        .join(JoinType::InnerJoin, client_uri::Relation::Client.def())
        .filter(client_uri::Column::Kind.eq(Word(client_uri::Kind::Origin)))
        .filter(client_uri::Column::Value.eq(origin))
        .filter(client::Column::Status.eq(Word(Status::Active)))
        .limit(1)
        .exists(db)
        .await?)
}

/// Clients with all that belongs to them, newest first, in two statements.
pub(super) async fn find_where(
    db: &impl ConnectionTrait,
    which: Condition,
) -> Result<Vec<StoredClient>, StoreError> {
    let rows = select_with_secrets().filter(which.clone()).into_model::<ClientRow>().all(db).await?;
    let mut clients: Vec<StoredClient> = fold(rows).into_iter().map(|(client, _)| client).collect();
    if clients.is_empty() {
        return Ok(clients);
    }
    let uris = client_uri::Entity::find()
        .join(JoinType::InnerJoin, client_uri::Relation::Client.def())
        .filter(which)
        .order_by_asc(client_uri::Column::ClientId)
        .order_by_asc(client_uri::Column::Position)
        .all(db)
        .await?;
    let mut by_key: HashMap<i64, &mut StoredClient> =
        clients.iter_mut().map(|client| (client.key, client)).collect();
    for uri in uris {
        if let Some(client) = by_key.get_mut(&uri.client_id) {
            client.add_uri(uri);
        }
    }
    Ok(clients)
}
