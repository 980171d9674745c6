//! Families of tokens: all that one sign-in at one client gave (RFC 9700 §4.14).

mod evict;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::asked_claims::AskedClaims;
use domain::carried_claims::CarriedClaims;
use domain::restriction::Restriction;
use oauth::scope::Scopes;
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _, Set,
    TransactionSession as _, TransactionTrait,
};

pub use self::evict::evict_oldest;
use crate::column::{Json, Moment, Word};
use crate::digest::Digest;
use crate::entity::{refresh_token, token_family};
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
