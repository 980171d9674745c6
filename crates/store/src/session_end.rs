//! What sessions gave to clients, for when they end.

use chrono::{DateTime, Utc};
use oauth::scope::Scopes;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, JoinType, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, RelationTrait as _, Set,
};

use crate::column::Moment;
use crate::entity::{client, code, token_family};
use crate::error::StoreError;
use crate::families::revoke_where;

/// What one client was given in a session.
#[derive(Debug, Clone)]
pub struct Given {
    /// The family's row.
    pub family: i64,
    /// The client's row.
    pub client: i64,
    /// The user's row.
    pub user: i64,
    /// The session's public name, for the claim `sid`.
    pub sid: String,
    /// The scopes of the family.
    pub scopes: Scopes,
    /// Whether the client may keep people signed in when they are away.
    pub allow_offline_access: bool,
    /// Whether the client wants to be told that the session has ended.
    pub wants_to_know: bool,
}

/// Spends the codes of these sessions that nobody has redeemed yet.
///
/// Before [`given`]: an exchange that runs at the same time has either committed its family by then, or finds its
/// code spent.
///
/// # Errors
/// When the database fails.
pub async fn spend_codes(
    txn: &impl ConnectionTrait,
    sids: &[String],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let spent = code::ActiveModel { consumed_at: Set(Some(Moment(now))), ..Default::default() };
    code::Entity::update_many()
        .set(spent)
        .filter(code::Column::Sid.is_in(sids))
        .filter(code::Column::ConsumedAt.is_null())
        .exec(txn)
        .await?;
    Ok(())
}

/// Every family of these sessions, also ended ones: their clients have people signed in all the same.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn given(txn: &impl ConnectionTrait, sids: &[String]) -> Result<Vec<Given>, StoreError> {
    let rows = token_family::Entity::find()
        .join(JoinType::InnerJoin, token_family::Relation::Client.def())
        .column_as(client::Column::AllowOfflineAccess, "allow_offline_access")
        .column_as(client::Column::BackChannelLogoutUri, "back_channel_logout_uri")
        .filter(token_family::Column::Sid.is_in(sids))
        .order_by_asc(token_family::Column::Id)
        .into_model::<GivenRow>()
        .all(txn)
        .await?;
    Ok(rows.into_iter().map(Given::from).collect())
}

/// Ends families because their session did; those that have ended before keep their reason.
///
/// # Errors
/// When the database fails.
pub async fn end_families(
    txn: &impl ConnectionTrait,
    families: &[i64],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let which = token_family::Column::Id.is_in(families.iter().copied());
    revoke_where(txn, which.into(), "signed_out", now).await?;
    Ok(())
}

/// A family, and what its client may.
#[derive(FromQueryResult)]
struct GivenRow {
    #[sea_orm(nested)]
    family: token_family::Model,
    allow_offline_access: bool,
    back_channel_logout_uri: Option<String>,
}

impl From<GivenRow> for Given {
    fn from(GivenRow { family, allow_offline_access, back_channel_logout_uri }: GivenRow) -> Self {
        Self {
            family: family.id,
            client: family.client_id,
            user: family.user_id,
            sid: family.sid,
            scopes: family.scopes.0,
            allow_offline_access,
            wants_to_know: back_channel_logout_uri.is_some(),
        }
    }
}
