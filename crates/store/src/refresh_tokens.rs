//! Refresh tokens (RFC 6749 §6).

use chrono::{DateTime, Utc};
use domain::refresh::RefreshToken;
use domain::restriction::Restriction;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QuerySelect as _, RelationTrait as _, Set,
};

use crate::column::Moment;
use crate::digest::Digest;
use crate::entity::{refresh_token, select_also, token_family};
use crate::error::StoreError;

/// A refresh token as it stands, with what its family knows.
#[derive(Debug, Clone)]
pub struct Found {
    /// The row.
    pub id: i64,
    /// The family's row.
    pub family: i64,
    /// The name by which access tokens point to the family.
    pub family_public_id: String,
    /// The user's row.
    pub user: i64,
    /// The session's public name, for the claim `sid`.
    pub sid: String,
    /// When the user last typed a password.
    pub auth_time: DateTime<Utc>,
    /// What the family's tokens are restricted to.
    pub restriction: Restriction,
    /// The token.
    pub token: RefreshToken,
}

/// Inserts a token of a family.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    txn: &impl ConnectionTrait,
    digest: &Digest,
    family: i64,
    expires_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = refresh_token::ActiveModel {
        digest: Set(*digest),
        family_id: Set(family),
        created_at: Set(Moment(now)),
        expires_at: Set(Moment(expires_at)),
        ..Default::default()
    };
    refresh_token::Entity::insert(row).exec_without_returning(txn).await?;
    Ok(())
}

/// Finds a token, exchanged or not, in one statement.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn find(txn: &impl ConnectionTrait, digest: &Digest) -> Result<Option<Found>, StoreError> {
    let select =
        refresh_token::Entity::find().join(JoinType::InnerJoin, refresh_token::Relation::Family.def());
    let row = select_also::<_, token_family::Entity>(select, "family.")
        .filter(refresh_token::Column::Digest.eq(*digest))
        .into_model::<FoundRow>()
        .one(txn)
        .await?;
    Ok(row.map(|FoundRow { token, family }| Found {
        id: token.id,
        family: family.id,
        family_public_id: family.public_id,
        user: family.user_id,
        sid: family.sid,
        auth_time: family.auth_time.0,
        restriction: Restriction { resources: family.resources.0, key: family.dpop_jkt.map(|key| key.0) },
        token: RefreshToken {
            client: family.client_id,
            expires_at: token.expires_at.0,
            consumed: token.consumed_at.is_some(),
            family_revoked: family.revoked_at.is_some(),
            scopes: family.scopes.0,
        },
    }))
}

/// Spends a token; `false` when it was spent before. One conditional statement.
///
/// # Errors
/// When the database fails.
pub async fn consume(txn: &impl ConnectionTrait, id: i64, now: DateTime<Utc>) -> Result<bool, StoreError> {
    let spent = refresh_token::ActiveModel { consumed_at: Set(Some(Moment(now))), ..Default::default() };
    let done = refresh_token::Entity::update_many()
        .set(spent)
        .filter(refresh_token::Column::Id.eq(id))
        .filter(refresh_token::Column::ConsumedAt.is_null())
        .exec(txn)
        .await?;
    Ok(done.rows_affected == 1)
}

/// A token and its family.
#[derive(FromQueryResult)]
struct FoundRow {
    #[sea_orm(nested)]
    token: refresh_token::Model,
    #[sea_orm(nested(prefix = "family."))]
    family: token_family::Model,
}
