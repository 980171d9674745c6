//! Whether what stands behind an access token is still good.

use chrono::{DateTime, Utc};
use domain::allowed_ip_addresses::AllowedIpAddresses;
use domain::client::Status;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _, Set,
};

use crate::column::{Moment, Word};
use crate::entity::{client, client_secret, revoked_access_token, token_family, user};
use crate::error::StoreError;

/// What an access token says it stands on.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Its identifier.
    pub jti: &'a str,
    /// The client it was issued to.
    pub client_id: &'a str,
    /// The public name of its family, if it has one.
    pub family: Option<&'a str>,
    /// The row of the secret it was given for, if it was exchanged for a personal access token.
    pub secret: Option<i64>,
    /// The row of the secret that the client showed to get it, if it showed one.
    pub shown_secret: Option<i64>,
    /// The user it acts for, if any.
    pub user: Option<i64>,
}

/// What is known of what stands behind a token that is still good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Live {
    /// The account of the client.
    pub account_id: i64,
    /// The user name of the person it acts for, if there are both.
    pub username: Option<String>,
    /// From where the client may call.
    pub allowed_ip_addresses: AllowedIpAddresses,
}

/// Looks whether the client is active, the family and the token itself not ended, the secret still good, the one that was
/// shown not thrown out and the user not disabled, in one statement; `None` when one of these doesn't hold.
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
        .columns([client::Column::AccountId, client::Column::AllowedIpAddresses])
        .column_as(user_name(question.user), "username")
        .filter(client::Column::ClientId.eq(question.client_id))
        .filter(client::Column::Status.eq(Word(Status::Active)))
        .filter(Expr::exists(ended(question.jti)).not());
    if let Some(family) = question.family {
        select = select.filter(Expr::exists(live_family(family, question.user)));
    }
    if let Some(secret) = question.secret {
        select = select.filter(Expr::exists(live_secret(secret, now)));
    }
    if let Some(secret) = question.shown_secret {
        select = select.filter(Expr::exists(thrown_out(secret)).not());
    }
    if let Some(user) = question.user {
        select = select.filter(Expr::exists(enabled_user(user)));
    }
    let row = select.into_tuple::<(i64, Word<AllowedIpAddresses>, Option<String>)>().one(db).await?;
    Ok(row.map(|(account_id, Word(allowed_ip_addresses), username)| Live {
        account_id,
        username,
        allowed_ip_addresses,
    }))
}

/// What stands behind a token no more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// The client is not active, or gone.
    Client,
    /// This one token was ended.
    Token,
    /// The sign-in that gave it has ended, for this reason.
    SignIn(String),
    /// The secret that it was exchanged for was removed, the one that was shown was thrown out, or the person was disabled.
    Else,
}

/// Says why [`find_live`] found nothing, for the one whose client it is: up to three statements.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn why_not_live(db: &impl ConnectionTrait, question: Question<'_>) -> Result<Ended, StoreError> {
    let status: Option<Word<Status>> = client::Entity::find()
        .select_only()
        .column(client::Column::Status)
        .filter(client::Column::ClientId.eq(question.client_id))
        .into_tuple()
        .one(db)
        .await?;
    if status.is_none_or(|status| status.0 != Status::Active) {
        return Ok(Ended::Client);
    }
    if revoked_access_token::Entity::find_by_id(question.jti).one(db).await?.is_some() {
        return Ok(Ended::Token);
    }
    let Some(family) = question.family else { return Ok(Ended::Else) };
    let family =
        token_family::Entity::find().filter(token_family::Column::PublicId.eq(family)).one(db).await?;
    Ok(match family {
        None => Ended::SignIn(String::new()),
        Some(family) => family.revoked_reason.map_or(Ended::Else, Ended::SignIn),
    })
}

/// Ends an access token before its time. To end one again changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn revoke(
    db: &impl ConnectionTrait,
    jti: &str,
    expires_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row =
        revoked_access_token::ActiveModel { jti: Set(jti.to_owned()), expires_at: Set(Moment(expires_at)) };
    let known = OnConflict::column(revoked_access_token::Column::Jti).do_nothing().to_owned();
    revoked_access_token::Entity::insert(row).on_conflict(known).exec_without_returning(db).await?;
    Ok(())
}

fn ended(jti: &str) -> SelectStatement {
    Query::select()
        .expr(Expr::cust("1"))
        .from(revoked_access_token::Entity)
        .and_where(revoked_access_token::Column::Jti.eq(jti))
        .take()
}

fn user_name(user: Option<i64>) -> Expr {
    let Some(user) = user else { return Expr::val(None::<String>) };
    let name = Query::select()
        .column(user::Column::PreferredUsername)
        .from(user::Entity)
        .and_where(user::Column::Id.eq(user))
        .and_where(user::Column::PreferredUsername.ne(""))
        .take();
    name.into()
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

/// The secret, if it ended in the very moment in which another one took its place: it had leaked, so what it opened is shut
/// again. One that was given an overlap, has expired or was removed leaves its tokens the time they have.
fn thrown_out(id: i64) -> SelectStatement {
    let superseded = Expr::col((client_secret::Entity, client_secret::Column::SupersededAt));
    Query::select()
        .expr(Expr::cust("1"))
        .from(client_secret::Entity)
        .and_where(client_secret::Column::Id.eq(id))
        .and_where(superseded.gte(Expr::col((client_secret::Entity, client_secret::Column::ExpiresAt))))
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
