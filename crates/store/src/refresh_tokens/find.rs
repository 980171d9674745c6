//! Finding refresh tokens.

use chrono::{DateTime, Utc};
use domain::carried_claims::CarriedClaims;
use domain::refresh::{RefreshToken, Spent, State};
use domain::restriction::Restriction;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QuerySelect as _, RelationTrait as _,
};

use super::AccessToken;
use crate::column::Moment;
use crate::digest::Digest;
use crate::entity::{refresh_token, select_also, token_family};
use crate::error::StoreError;

/// A refresh token as it stands, with what its family knows.
#[derive(Debug, Clone)]
pub struct Found {
    /// The row.
    pub id: i64,
    /// When it was issued.
    pub issued_at: DateTime<Utc>,
    /// The family's row.
    pub family: i64,
    /// The name by which access tokens point to the family.
    pub family_public_id: String,
    /// The user's row.
    pub user: i64,
    /// The session's public name, for the claim `sid`; `None` when the sign-in had no session.
    pub sid: Option<String>,
    /// When the user last typed a password.
    pub auth_time: DateTime<Utc>,
    /// How strong the sign-in was, when the client asked.
    pub acr: Option<String>,
    /// What the family's first access token said of its person and its client.
    pub carried: Option<CarriedClaims>,
    /// What its tokens are restricted to.
    pub restriction: Restriction,
    /// What took its place, while nobody used that.
    pub successor: Option<Successor>,
    /// The token.
    pub token: RefreshToken,
}

/// A refresh token that took the place of another, and that nobody used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// The row.
    pub id: i64,
    /// The access token that was given with it.
    pub access_token: Option<AccessToken>,
}

/// What the successor is called in the statement, as it stands in the table of its parent.
const SUCCESSOR: &str = "successor";

/// Finds a token, spent or not, in one statement.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn find(txn: &impl ConnectionTrait, digest: &Digest) -> Result<Option<Found>, StoreError> {
    let unused = refresh_token::Relation::Parent.def().on_condition(|successor, _| {
        Expr::col((successor, refresh_token::Column::ConsumedAt)).is_null().into()
    });
    let select = refresh_token::Entity::find()
        .join(JoinType::InnerJoin, refresh_token::Relation::Family.def())
        .join_as_rev(JoinType::LeftJoin, unused, SUCCESSOR)
        .column_as(of_successor(refresh_token::Column::Id), "successor_id")
        .column_as(of_successor(refresh_token::Column::AccessTokenJti), "successor_jti")
        .column_as(of_successor(refresh_token::Column::AccessTokenExpiresAt), "successor_access_expires_at");
    let row = select_also::<_, token_family::Entity>(select, "family.")
        .filter(refresh_token::Column::Digest.eq(*digest))
        .into_model::<FoundRow>()
        .one(txn)
        .await?;
    Ok(row.map(Found::from))
}

fn of_successor(column: refresh_token::Column) -> Expr {
    Expr::col((SUCCESSOR, column))
}

/// A token, its family and its successor.
#[derive(FromQueryResult)]
struct FoundRow {
    #[sea_orm(nested)]
    token: refresh_token::Model,
    #[sea_orm(nested(prefix = "family."))]
    family: token_family::Model,
    successor_id: Option<i64>,
    successor_jti: Option<String>,
    successor_access_expires_at: Option<Moment>,
}

impl From<FoundRow> for Found {
    fn from(row: FoundRow) -> Self {
        let successor = row.successor();
        let FoundRow { token, family, .. } = row;
        let state = match token.consumed_at {
            _ if family.revoked_at.is_some() => State::Revoked,
            None => State::Live,
            Some(at) => State::Spent(Spent {
                at: at.0,
                retried_at: token.retried_at.map(|moment| moment.0),
                contended_at: token.contended_at.map(|moment| moment.0),
                successor_unused: successor.is_some(),
            }),
        };
        Self {
            id: token.id,
            issued_at: token.created_at.0,
            family: family.id,
            family_public_id: family.public_id,
            user: family.user_id,
            sid: Some(family.sid).filter(|sid| !sid.is_empty()),
            auth_time: family.auth_time.0,
            acr: family.acr,
            restriction: Restriction { resources: family.resources.0, key: family.dpop_jkt.map(|key| key.0) },
            carried: family.carried_claims.map(|carried| carried.0),
            successor,
            token: RefreshToken {
                client: family.client_id,
                scopes: family.scopes.0,
                first_issued_at: family.created_at.0,
                expires_at: token.expires_at.0,
                state,
            },
        }
    }
}

impl FoundRow {
    fn successor(&self) -> Option<Successor> {
        let expires_at = self.successor_access_expires_at.map(|moment| moment.0);
        let access_token = self.successor_jti.clone().zip(expires_at);
        Some(Successor {
            id: self.successor_id?,
            access_token: access_token.map(|(jti, expires_at)| AccessToken { jti, expires_at }),
        })
    }
}
