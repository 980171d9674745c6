//! Inserting clients, at most so many an account.

use chrono::{DateTime, Utc};
use domain::client::{Client, Status};
use domain::client_id::ClientId;
use domain::documentation::Documentation;
use domain::draft::Draft;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, EntityTrait as _, Set, TryInsertResult};

use super::room::has_room;
use super::secrets::NewSecret;
use crate::column::{Json, Moment, Seconds, Word};
use crate::entity::client_uri::Kind;
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

/// The addresses of a client, each list in the order of its owner.
pub(super) struct Addresses<'a> {
    redirect: &'a [String],
    post_logout: &'a [String],
    origins: &'a [String],
}

impl<'a> From<&'a Draft> for Addresses<'a> {
    fn from(draft: &'a Draft) -> Self {
        Self {
            redirect: &draft.redirect_uris,
            post_logout: &draft.post_logout_redirect_uris,
            origins: &draft.allowed_cors_origins,
        }
    }
}

impl<'a> From<&'a Client> for Addresses<'a> {
    fn from(client: &'a Client) -> Self {
        Self {
            redirect: &client.redirect_uris,
            post_logout: &client.post_logout_redirect_uris,
            origins: &client.allowed_cors_origins,
        }
    }
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
    let uris = uris(key, new.draft.into());
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
        absolute_refresh_token_lifetime: Set(draft.absolute_refresh_token_lifetime.map(Seconds)),
        sliding_refresh_token: Set(draft.sliding_refresh_token),
        update_access_token_claims_on_refresh: Set(draft.update_access_token_claims_on_refresh),
        rotate_refresh_token: Set(draft.rotate_refresh_token),
        id_token_signing_algorithm: Set(Word(draft.id_token_signing_algorithm)),
        require_requested_scopes: Set(draft.require_requested_scopes),
        allowed_ip_addresses: Set(Word(draft.allowed_ip_addresses.clone())),
        jwks: Set(draft.jwks.clone().map(Word)),
        back_channel_logout_uri: Set(draft.back_channel_logout_uri.clone()),
        persistent_sso: Set(draft.persistent_sso),
        environment: Set(draft.environment.map(Word)),
        documentation: Set(documentation(&draft.documentation)),
        created_at: Set(Moment(now)),
        updated_at: Set(Moment(now)),
        version: Set(1),
        ..Default::default()
    }
}

/// What was written down, if there is anything.
pub(super) fn documentation(written: &Documentation) -> Option<Json<Documentation>> {
    (!written.is_empty()).then(|| Json(written.clone()))
}

/// The rows of a client's addresses.
pub(super) fn uris(key: i64, addresses: Addresses<'_>) -> Vec<client_uri::ActiveModel> {
    let lists = [
        (Kind::Redirect, addresses.redirect),
        (Kind::PostLogout, addresses.post_logout),
        (Kind::Origin, addresses.origins),
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
