//! Authorization codes (RFC 6749 §4.1.2).

use chrono::{DateTime, Utc};
use domain::code::{AuthorizationCode, MOST_FAILURES};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set};

use crate::column::{Json, Moment, Word};
use crate::digest::Digest;
use crate::entity::code;
use crate::error::StoreError;

/// A code as it stands.
#[derive(Debug, Clone)]
pub struct Found {
    /// The row.
    pub id: i64,
    /// The code.
    pub code: AuthorizationCode,
    /// Whether it was spent.
    pub consumed: bool,
    /// The family of tokens that it was exchanged for.
    pub family: Option<i64>,
}

/// Inserts a code.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &impl ConnectionTrait,
    digest: &Digest,
    code: &AuthorizationCode,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let granted = &code.granted;
    let row = code::ActiveModel {
        digest: Set(*digest),
        client_id: Set(code.client),
        user_id: Set(granted.user),
        redirect_uri: Set(code.redirect_uri.clone()),
        code_challenge: Set(code.challenge.as_ref().map(|challenge| challenge.as_str().to_owned())),
        nonce: Set(granted.nonce.clone()),
        scopes: Set(Word(granted.scopes.clone())),
        auth_time: Set(Moment(granted.auth_time)),
        sid: Set(granted.sid.clone()),
        acr: Set(granted.acr.clone()),
        claims: Set(Some(Word(granted.claims.clone()))),
        resources: Set(Json(granted.restriction.resources.clone())),
        dpop_jkt: Set(granted.restriction.key.clone().map(Word)),
        created_at: Set(Moment(now)),
        expires_at: Set(Moment(code.expires_at)),
        ..Default::default()
    };
    code::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Finds a code, spent or not.
///
/// # Errors
/// When the database fails or the row can't be read.
pub async fn find(txn: &impl ConnectionTrait, digest: &Digest) -> Result<Option<Found>, StoreError> {
    let row = code::Entity::find().filter(code::Column::Digest.eq(*digest)).one(txn).await?;
    Ok(row.map(|row| Found {
        id: row.id,
        consumed: row.consumed_at.is_some(),
        family: row.family_id,
        code: row.into(),
    }))
}

/// Spends a code for a family; `false` when it was spent before. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn consume(
    txn: &impl ConnectionTrait,
    id: i64,
    family: i64,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let spent = code::ActiveModel {
        consumed_at: Set(Some(Moment(now))),
        family_id: Set(Some(family)),
        ..Default::default()
    };
    let done = code::Entity::update_many()
        .set(spent)
        .filter(code::Column::Id.eq(id))
        .filter(code::Column::ConsumedAt.is_null())
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Counts a failed exchange; the one that makes it `domain::code::MOST_FAILURES` spends the code.
///
/// # Errors
/// When the database fails.
pub async fn count_failure(
    txn: &impl ConnectionTrait,
    id: i64,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let failures = || Expr::col(code::Column::Failures).add(1);
    let consumed_at =
        Expr::case(failures().gte(MOST_FAILURES), Moment(now)).finally(Expr::col(code::Column::ConsumedAt));
    code::Entity::update_many()
        .col_expr(code::Column::Failures, failures())
        .col_expr(code::Column::ConsumedAt, consumed_at.into())
        .filter(code::Column::Id.eq(id))
        .filter(code::Column::ConsumedAt.is_null())
        .exec(txn)
        .await?;
    Ok(())
}
