//! Whether what stands behind an access token is still good.

use chrono::{DateTime, Utc};
use domain::allowed_ip_addresses::AllowedIpAddresses;
use domain::client::Status;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _,
};

use crate::column::{Moment, Word};
use crate::entity::{client, client_secret, token_family, user};
use crate::error::StoreError;

/// What an access token says it stands on.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The client it was issued to.
    pub client_id: &'a str,
    /// The public name of its family, if it has one.
    pub family: Option<&'a str>,
    /// The row of the secret it was given for, if it was exchanged for a personal access token.
    pub secret: Option<i64>,
    /// The user it acts for, if any.
    pub user: Option<i64>,
}

/// What is known of the client behind a token that is still good.
#[derive(Debug, Clone)]
pub struct Live {
    /// From where the client may call.
    pub allowed_ip_addresses: AllowedIpAddresses,
}

/// Looks whether the client is active, the family not ended, the secret still good and the user not disabled, in one
/// statement; `None` when one of these doesn't hold.
///
/// # Errors
/// When the database fails.
pub async fn find_live(
    db: &impl ConnectionTrait,
    question: Question<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Live>, StoreError> {
    let mut select = client::Entity::find()
        .select_only()
        .column(client::Column::AllowedIpAddresses)
        .filter(client::Column::ClientId.eq(question.client_id))
        .filter(client::Column::Status.eq(Word(Status::Active)));
    if let Some(family) = question.family {
        select = select.filter(Expr::exists(live_family(family, question.user)));
    }
    if let Some(secret) = question.secret {
        select = select.filter(Expr::exists(live_secret(secret, now)));
    }
    if let Some(user) = question.user {
        select = select.filter(Expr::exists(enabled_user(user)));
    }
    let list = select.into_tuple::<Word<AllowedIpAddresses>>().one(db).await?;
    Ok(list.map(|list| Live { allowed_ip_addresses: list.0 }))
}

/// The family, if it belongs to the client and, where one is named, to the user.
fn live_family(public_id: &str, user: Option<i64>) -> SelectStatement {
    let of_client = Expr::col((token_family::Entity, token_family::Column::ClientId))
        .equals((client::Entity, client::Column::Id));
    Query::select()
        .expr(Expr::cust("1"))
        .from(token_family::Entity)
        .and_where(token_family::Column::PublicId.eq(public_id))
        .and_where(of_client)
        .and_where(token_family::Column::RevokedAt.is_null())
        .and_where_option(user.map(|user| token_family::Column::UserId.eq(user)))
        .take()
}

/// The secret, if it belongs to the client.
fn live_secret(id: i64, now: DateTime<Utc>) -> SelectStatement {
    let of_client = Expr::col((client_secret::Entity, client_secret::Column::ClientId))
        .equals((client::Entity, client::Column::Id));
    let expires = client_secret::Column::ExpiresAt;
    Query::select()
        .expr(Expr::cust("1"))
        .from(client_secret::Entity)
        .and_where(client_secret::Column::Id.eq(id))
        .and_where(of_client)
        .and_where(client_secret::Column::RemovedAt.is_null())
        .cond_where(Condition::any().add(expires.is_null()).add(expires.gt(Moment(now))))
        .take()
}

fn enabled_user(id: i64) -> SelectStatement {
    Query::select()
        .expr(Expr::cust("1"))
        .from(user::Entity)
        .and_where(user::Column::Id.eq(id))
        .and_where(user::Column::DisabledAt.is_null())
        .take()
}
