//! Inserting clients, at most so many an account.

use chrono::{DateTime, Utc};
use domain::client::Status;
use domain::client_id::ClientId;
use domain::template::Draft;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, EntityTrait as _, Set, TryInsertResult};

use super::room::has_room;
use crate::column::{Json, Moment, Seconds, Word};
use crate::digest::Digest;
use crate::entity::client_uri::Kind;
use crate::entity::{client, client_secret, client_uri};
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
    /// Where people may be sent after they signed out.
    pub post_logout_redirect_uris: &'a [String],
    /// The web origins from which its scripts may call the server.
    pub allowed_cors_origins: &'a [String],
    /// Whether every use of a refresh token gives a new one.
    pub rotate_refresh_token: bool,
    /// Its secret, if it has one.
    pub secret: Option<NewSecret<'a>>,
    /// How many active clients the account may have, this one included.
    pub most_active: u32,
}

/// A secret to be inserted.
pub struct NewSecret<'a> {
    /// The keyed hash.
    pub digest: Digest,
    /// Its last four characters, to tell it from others.
    pub hint: &'a str,
    /// What the owner calls it.
    pub description: &'a str,
    /// When it stops working; `None` when never.
    pub expires_at: Option<DateTime<Utc>>,
}

/// How inserting a client ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inserted {
    /// It is written; the row.
    Done(i64),
    /// The account has as many active clients as it may.
    LimitReached,
    /// Another client has this id; draw again.
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
    let uris = uris(key, &new);
    if !uris.is_empty() {
        client_uri::Entity::insert_many(uris).exec_without_returning(txn).await?;
    }
    if let Some(secret) = &new.secret {
        client_secret::Entity::insert(secret_row(key, secret, now)).exec_without_returning(txn).await?;
    }
    Ok(Inserted::Done(key))
}

fn row(new: &NewClient<'_>, now: DateTime<Utc>) -> client::ActiveModel {
    let draft = new.draft;
    client::ActiveModel {
        client_id: Set(Word(new.client_id.clone())),
        account_id: Set(new.account_id),
        owner_id: Set(new.owner_id),
        name: Set(draft.client_name.clone()),
        description: Set(draft.description.clone()),
        template: Set(draft.template.map(Word)),
        client_type: Set(Word(draft.client_type)),
        status: Set(Word(Status::Active)),
        grant_types: Set(Word(draft.grant_types.clone())),
        scopes: Set(Word(draft.scopes.clone())),
        roles: Set(Json(draft.roles.clone())),
        claims: Set(Json(draft.claims.clone())),
        require_pkce: Set(draft.require_pkce),
        allow_offline_access: Set(draft.allow_offline_access),
        access_token_lifetime: Set(draft.access_token_lifetime.map(Seconds)),
        refresh_token_lifetime: Set(Seconds(draft.refresh_token_lifetime)),
        sliding_refresh_token: Set(draft.sliding_refresh_token),
        update_access_token_claims_on_refresh: Set(draft.update_access_token_claims_on_refresh),
        rotate_refresh_token: Set(new.rotate_refresh_token),
        id_token_signing_algorithm: Set(Word(draft.id_token_signing_algorithm)),
        require_requested_scopes: Set(draft.require_requested_scopes),
        created_at: Set(Moment(now)),
        updated_at: Set(Moment(now)),
        version: Set(1),
        ..Default::default()
    }
}

fn uris(key: i64, new: &NewClient<'_>) -> Vec<client_uri::ActiveModel> {
    let lists = [
        (Kind::Redirect, new.draft.redirect_uris.as_slice()),
        (Kind::PostLogout, new.post_logout_redirect_uris),
        (Kind::Origin, new.allowed_cors_origins),
    ];
    let rows = lists.into_iter().flat_map(|(kind, values)| {
        (0..).zip(values).map(move |(position, value)| client_uri::ActiveModel {
            client_id: Set(key),
            kind: Set(Word(kind)),
            value: Set(value.clone()),
            position: Set(position),
            ..Default::default()
        })
    });
    rows.collect()
}

fn secret_row(key: i64, secret: &NewSecret<'_>, now: DateTime<Utc>) -> client_secret::ActiveModel {
    client_secret::ActiveModel {
        client_id: Set(key),
        digest: Set(secret.digest),
        hint: Set(secret.hint.to_owned()),
        description: Set(secret.description.to_owned()),
        created_at: Set(Moment(now)),
        expires_at: Set(secret.expires_at.map(Moment)),
        ..Default::default()
    }
}
