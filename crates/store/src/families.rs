//! Families of tokens: all that one sign-in at one client gave (RFC 9700 §4.14).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::asked_claims::AskedClaims;
use domain::carried_claims::CarriedClaims;
use domain::restriction::Restriction;
use oauth::scope::Scopes;
use sea_orm::sea_query::{Expr, ExprTrait as _, LockType, Query};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Set, TransactionSession as _, TransactionTrait,
};

use crate::column::{Json, Moment, Word};
use crate::digest::Digest;
use crate::entity::{refresh_token, token_family, user};
use crate::error::StoreError;

/// A family to be inserted.
pub struct NewFamily<'a> {
    /// The name by which access tokens point to it.
    pub public_id: &'a str,
    /// The client's row.
    pub client: i64,
    /// The user's row.
    pub user: i64,
    /// The session's public name, for the claim `sid`; `None` when there was no session.
    pub sid: Option<&'a str>,
    /// The scopes allowed.
    pub scopes: &'a Scopes,
    /// When the user last typed a password.
    pub auth_time: DateTime<Utc>,
    /// The value for the ID token.
    pub nonce: Option<&'a str>,
    /// How strong the sign-in was, when the client asked.
    pub acr: Option<&'a str>,
    /// The claims asked for one by one.
    pub claims: &'a AskedClaims,
    /// What its tokens are restricted to.
    pub restriction: &'a Restriction,
    /// What its first access token says of its person and its client.
    pub carried: &'a CarriedClaims,
}

/// Inserts a family and gives its row.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &impl ConnectionTrait,
    new: NewFamily<'_>,
    now: DateTime<Utc>,
) -> Result<i64, StoreError> {
    let row = token_family::ActiveModel {
        public_id: Set(new.public_id.to_owned()),
        client_id: Set(new.client),
        user_id: Set(new.user),
        sid: Set(new.sid.unwrap_or_default().to_owned()),
        scopes: Set(Word(new.scopes.clone())),
        auth_time: Set(Moment(new.auth_time)),
        nonce: Set(new.nonce.map(str::to_owned)),
        acr: Set(new.acr.map(str::to_owned)),
        claims: Set(Some(Word(new.claims.clone()))),
        resources: Set(Json(new.restriction.resources.clone())),
        dpop_jkt: Set(new.restriction.key.clone().map(Word)),
        carried_claims: Set(Some(Json(new.carried.clone()))),
        created_at: Set(Moment(now)),
        ..Default::default()
    };
    Ok(token_family::Entity::insert(row).exec(txn).await?.last_insert_id)
}

/// The claims that were asked for one by one when a family began; none when there is no such family.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn asked_claims(db: &impl ConnectionTrait, public_id: &str) -> Result<AskedClaims, StoreError> {
    let found: Option<Option<Word<AskedClaims>>> = token_family::Entity::find()
        .select_only()
        .column(token_family::Column::Claims)
        .filter(token_family::Column::PublicId.eq(public_id))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.flatten().map(|claims| claims.0).unwrap_or_default())
}

/// Notes when families were last used, by the names in their access tokens. A moment before the one that is known
/// changes nothing. All in one transaction.
///
/// # Errors
/// When the database fails.
pub async fn stamp_used(
    db: &(impl ConnectionTrait + TransactionTrait),
    used: &BTreeMap<String, DateTime<Utc>>,
) -> Result<(), StoreError> {
    if used.is_empty() {
        return Ok(());
    }
    let txn = db.begin().await?;
    // In one order, so that two processes that stamp at once don't wait for each other.
    for (public_id, at) in used {
        let last = token_family::Column::LastUsedAt;
        token_family::Entity::update_many()
            .set(token_family::ActiveModel { last_used_at: Set(Some(Moment(*at))), ..Default::default() })
            .filter(token_family::Column::PublicId.eq(public_id.as_str()))
            .filter(Condition::any().add(last.is_null()).add(last.lt(Moment(*at))))
            .exec(&txn)
            .await?;
    }
    txn.commit().await?;
    Ok(())
}

/// Ends a family for a reason; the first reason stays.
///
/// # Errors
/// When the database fails.
pub async fn revoke(
    txn: &impl ConnectionTrait,
    id: i64,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    revoke_where(txn, token_family::Column::Id.eq(id).into(), reason, now).await?;
    Ok(())
}

/// Ends the family of a refresh token that a client holds; `false` when there is none, or it was ended before.
///
/// # Errors
/// When the database fails.
pub async fn revoke_of_token(
    db: &impl ConnectionTrait,
    token: &Digest,
    client: i64,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let of_token = Query::select()
        .column(refresh_token::Column::FamilyId)
        .from(refresh_token::Entity)
        .and_where(refresh_token::Column::Digest.eq(*token))
        .take();
    let held = Condition::all()
        .add(token_family::Column::Id.in_subquery(of_token))
        .add(token_family::Column::ClientId.eq(client));
    Ok(revoke_where(db, held, "revoked_by_client", now).await? == 1)
}

/// Ends every family that a user gave a client, because the consent behind them was taken back, and says how many.
///
/// # Errors
/// When the database fails.
pub async fn revoke_of_consent(
    txn: &impl ConnectionTrait,
    user: i64,
    client: i64,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let given = Condition::all()
        .add(token_family::Column::UserId.eq(user))
        .add(token_family::Column::ClientId.eq(client));
    revoke_where(txn, given, "consent", now).await
}

/// Ends every family of a user, because they signed out everywhere.
///
/// # Errors
/// When the database fails.
pub async fn revoke_of_user(
    txn: &impl ConnectionTrait,
    user: i64,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    revoke_where(txn, token_family::Column::UserId.eq(user).into(), reason, now).await?;
    Ok(())
}

/// Ends the oldest families with a live refresh token beyond what a user may have at this client and over
/// all clients, and says how many these were.
///
/// # Errors
/// When the database fails.
pub async fn evict_oldest(
    txn: &DatabaseTransaction,
    user: i64,
    client: i64,
    keep_per_client: u32,
    keep_per_user: u32,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    // Two sign-ins at once count one after the other, or neither would see the family of the other.
    user::Entity::find_by_id(user).lock(LockType::NoKeyUpdate).one(txn).await?;
    let live: Vec<(i64, i64)> = token_family::Entity::find()
        .select_only()
        .columns([token_family::Column::Id, token_family::Column::ClientId])
        .filter(token_family::Column::UserId.eq(user))
        .filter(token_family::Column::RevokedAt.is_null())
        .filter(has_live_token(now))
        .order_by_desc(token_family::Column::CreatedAt)
        .order_by_desc(token_family::Column::Id)
        .into_tuple()
        .all(txn)
        .await?;
    let evicted = beyond(live, client, keep_per_client, keep_per_user);
    if evicted.is_empty() {
        return Ok(0);
    }
    revoke_where(txn, token_family::Column::Id.is_in(evicted).into(), "evicted", now).await
}

pub(crate) async fn revoke_where(
    txn: &impl ConnectionTrait,
    which: Condition,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let revoked = token_family::ActiveModel {
        revoked_at: Set(Some(Moment(now))),
        revoked_reason: Set(Some(reason.to_owned())),
        ..Default::default()
    };
    let done = token_family::Entity::update_many()
        .set(revoked)
        .filter(which)
        .filter(token_family::Column::RevokedAt.is_null())
        .exec(txn)
        .await?;
    Ok(done.rows_affected)
}

fn has_live_token(now: DateTime<Utc>) -> Expr {
    let own = Expr::col((refresh_token::Entity, refresh_token::Column::FamilyId))
        .equals((token_family::Entity, token_family::Column::Id));
    let tokens = Query::select()
        .expr(Expr::cust("1"))
        .from(refresh_token::Entity)
        .and_where(own)
        .and_where(refresh_token::Column::ConsumedAt.is_null())
        .and_where(refresh_token::Column::ExpiresAt.gt(Moment(now)))
        .take();
    Expr::exists(tokens)
}

/// The families beyond either number, of pairs of family and client, newest first.
fn beyond(live: Vec<(i64, i64)>, client: i64, keep_per_client: u32, keep_per_user: u32) -> Vec<i64> {
    let (mut of_client, mut kept) = (0, 0);
    let mut evicted = Vec::new();
    for (family, owner) in live {
        of_client += u32::from(owner == client);
        if kept >= keep_per_user || (owner == client && of_client > keep_per_client) {
            evicted.push(family);
        } else {
            kept += 1;
        }
    }
    evicted
}
