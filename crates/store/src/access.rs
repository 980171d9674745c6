//! Whether what stands behind an access token is still good.

use domain::client::Status;
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, SelectExt as _};

use crate::column::Word;
use crate::entity::{client, token_family, user};
use crate::error::StoreError;

/// What an access token says it stands on.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// The client it was issued to.
    pub client_id: &'a str,
    /// The public name of its family, if it has one.
    pub family: Option<&'a str>,
    /// The user it acts for, if any.
    pub user: Option<i64>,
}

/// Whether the client is active, the family not ended and the user not disabled, in one statement.
///
/// # Errors
/// When the database fails.
pub async fn is_live(db: &impl ConnectionTrait, question: Question<'_>) -> Result<bool, StoreError> {
    let mut select = client::Entity::find()
        .filter(client::Column::ClientId.eq(question.client_id))
        .filter(client::Column::Status.eq(Word(Status::Active)));
    if let Some(family) = question.family {
        select = select.filter(Expr::exists(live_family(family, question.user)));
    }
    if let Some(user) = question.user {
        select = select.filter(Expr::exists(enabled_user(user)));
    }
    Ok(select.exists(db).await?)
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

fn enabled_user(id: i64) -> SelectStatement {
    Query::select()
        .expr(Expr::cust("1"))
        .from(user::Entity)
        .and_where(user::Column::Id.eq(id))
        .and_where(user::Column::DisabledAt.is_null())
        .take()
}
