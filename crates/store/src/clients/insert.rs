//! Inserting clients, at most so many an account.

use chrono::{DateTime, Utc};
use domain::client::Status;
use domain::client_id::ClientId;
use domain::draft::Draft;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, EntityTrait as _, Set, TryInsertResult};

use super::delete::is_retired;
use super::room::has_room;
use super::says;
use super::secrets::NewSecret;
use crate::column::{Moment, Word};
use crate::entity::{client, client_uri};
use crate::error::StoreError;

/// A client to be inserted.
pub struct NewClient<'a> {
    /// The account it counts for.
    pub account_id: i64,
    /// The user who owns it.
    pub owner_id: i64,
    /// Its public identifier.
    pub client_id: &'a ClientId,
    /// What it is.
    pub draft: &'a Draft,
    /// Its secrets, if it has any.
    pub secrets: &'a [NewSecret<'a>],
    /// How many active clients the account may have, this one included.
    pub most_active: u32,
}

/// How inserting a client ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is written; the row.
    Done(i64),
    /// The account has as many active clients as it may.
    LimitReached,
    /// Another client has this id, or was revoked for good under it; draw again.
    IdTaken,
}

/// Inserts an active client, unless the account has as many as it may.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &DatabaseTransaction,
    new: NewClient<'_>,
    now: DateTime<Utc>,
) -> Result<Inserted, StoreError> {
    if !has_room(txn, new.account_id, new.most_active).await? {
        return Ok(Inserted::LimitReached);
    }
    let conflict = OnConflict::column(client::Column::ClientId).do_nothing().to_owned();
    let inserted =
        client::Entity::insert(row(&new, now)).on_conflict(conflict).try_insert().exec(txn).await?;
    let TryInsertResult::Inserted(inserted) = inserted else {
        return Ok(Inserted::IdTaken);
    };
    let key = inserted.last_insert_id;
    // Asked afterwards: by now whoever deleted a client of this id at the same time is done.
    if is_retired(txn, new.client_id).await? {
        client::Entity::delete_by_id(key).exec(txn).await?;
        return Ok(Inserted::IdTaken);
    }
    let uris = says::uris(key, new.draft);
    if !uris.is_empty() {
        client_uri::Entity::insert_many(uris).exec_without_returning(txn).await?;
    }
    for secret in new.secrets {
        super::secrets::insert(txn, key, secret, now).await?;
    }
    Ok(Inserted::Done(key))
}

fn row(new: &NewClient<'_>, now: DateTime<Utc>) -> client::ActiveModel {
    let draft = new.draft;
    client::ActiveModel {
        client_id: Set(Word(new.client_id.clone())),
        account_id: Set(new.account_id),
        owner_id: Set(new.owner_id),
        template: Set(draft.template.map(Word)),
        client_type: Set(Word(draft.client_type)),
        status: Set(Word(Status::Active)),
        jwks: Set(draft.jwks.clone().map(Word)),
        created_at: Set(Moment(now)),
        version: Set(1),
        ..says::row(draft, now)
    }
}
