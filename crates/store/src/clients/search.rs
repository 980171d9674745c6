//! A page of an owner's clients, found and ordered by the database.

use chrono::{DateTime, Utc};
use domain::client::Status;
use domain::client_query::{ClientQuery, EXPIRES_SOON, Kind, PAGE_SIZE, Sort};
use sea_orm::sea_query::{Expr, ExprTrait as _, Func, LikeExpr, NullOrdering, Order, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select,
};

use super::find::find_where;
use super::stored::StoredClient;
use crate::column::{Moment, Word};
use crate::entity::{client, client_secret};
use crate::error::StoreError;

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// The clients of the page, in the order that was asked for.
    pub clients: Vec<StoredClient>,
    /// How many there are over all pages.
    pub total: u64,
}

/// Finds a page of an owner's clients in three statements, however many clients there are.
///
/// Upper and lower case are one, on SQLite for the letters of ASCII only.
///
/// # Errors
/// When the database fails or a row can't be read.
pub async fn search(
    db: &impl ConnectionTrait,
    owner: i64,
    query: &ClientQuery,
    now: DateTime<Utc>,
) -> Result<Found, StoreError> {
    let wanted = client::Entity::find().filter(which(owner, query, now));
    let page: Vec<(i64, i64)> = ordered(wanted.clone(), query.sort)
        .select_only()
        .column(client::Column::Id)
        .column_as(Expr::cust("COUNT(*) OVER ()"), "total")
        .offset(query.offset())
        .limit(PAGE_SIZE)
        .into_tuple()
        .all(db)
        .await?;
    let Some((_, total)) = page.first() else {
        // Behind the last page nothing says how many there are.
        let total = if query.page == 1 { 0 } else { wanted.count(db).await? };
        return Ok(Found { clients: Vec::new(), total });
    };
    let total = u64::try_from(*total).unwrap_or_default();
    let page: Vec<i64> = page.into_iter().map(|(key, _)| key).collect();
    let mut clients = find_where(db, client::Column::Id.is_in(page.iter().copied()).into()).await?;
    clients.sort_by_key(|client| page.iter().position(|key| *key == client.key));
    Ok(Found { clients, total })
}

fn which(owner: i64, query: &ClientQuery, now: DateTime<Utc>) -> Condition {
    let status = query.status.map(|status: Status| client::Column::Status.eq(Word(status)));
    let never_used = query.never_used.then(|| client::Column::LastUsedAt.is_null());
    let searched = Some(query.search.as_str()).filter(|text| !text.is_empty()).map(holds);
    let expiring = query
        .expiring
        .then(|| client::Column::Id.in_subquery(without_lasting_secret(owner, now + EXPIRES_SOON)));
    Condition::all()
        .add(client::Column::OwnerId.eq(owner))
        .add_option(query.kind.map(of_kind))
        .add_option(status)
        .add_option(never_used)
        .add_option(searched)
        .add_option(expiring)
}

fn of_kind(kind: Kind) -> Expr {
    match kind {
        Kind::Template(template) => client::Column::Template.eq(Word(template)),
        Kind::Other => client::Column::Template.is_null(),
        Kind::Type(client_type) => client::Column::ClientType.eq(Word(client_type)),
    }
}

/// The text as it is written, or with all its letters small, somewhere in what describes a client.
fn holds(text: &str) -> Condition {
    let columns = [client::Column::Name, client::Column::ClientId, client::Column::Description];
    columns.into_iter().fold(Condition::any(), |any, column| {
        let small = Expr::expr(Func::lower(Expr::col((client::Entity, column))));
        any.add(Expr::col((client::Entity, column)).like(part(text)))
            .add(small.like(part(&text.to_lowercase())))
    })
}

/// A pattern for texts with this part. What has a meaning in patterns stands for itself.
fn part(text: &str) -> LikeExpr {
    let mut pattern = String::from("%");
    for letter in text.chars() {
        if matches!(letter, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    LikeExpr::new(pattern).escape('\\')
}

/// The clients of an owner that have secrets, and none that works beyond a moment.
fn without_lasting_secret(owner: i64, moment: DateTime<Utc>) -> SelectStatement {
    let id = (client::Entity, client::Column::Id);
    let of_client = (client_secret::Entity, client_secret::Column::ClientId);
    let expires = client_secret::Column::ExpiresAt;
    let lasts = Condition::any().add(expires.is_null()).add(expires.gt(Moment(moment)));
    Query::select()
        .column(id)
        .from(client::Entity)
        .inner_join(client_secret::Entity, Expr::col(of_client).equals(id))
        .and_where(client::Column::OwnerId.eq(owner))
        .and_where(client_secret::Column::RemovedAt.is_null())
        .group_by_col(id)
        .and_having(Expr::expr(Func::max(Expr::case(lasts, 1).finally(0))).eq(0))
        .take()
}

/// The database's own order of upper and lower case differs, so names are compared by their small letters.
fn ordered(select: Select<client::Entity>, sort: Sort) -> Select<client::Entity> {
    let name = || Func::lower(Expr::col((client::Entity, client::Column::Name)));
    let used = client::Column::LastUsedAt;
    match sort {
        Sort::Newest => select.order_by_desc(client::Column::CreatedAt).order_by_desc(client::Column::Id),
        Sort::Oldest => select.order_by_asc(client::Column::CreatedAt).order_by_asc(client::Column::Id),
        Sort::Name => select.order_by(name(), Order::Asc).order_by_asc(client::Column::Id),
        Sort::NameDescending => select.order_by(name(), Order::Desc).order_by_desc(client::Column::Id),
        Sort::LastUsed => select
            .order_by_with_nulls(used, Order::Desc, NullOrdering::Last)
            .order_by_desc(client::Column::Id),
        Sort::LeastUsed => {
            select.order_by_with_nulls(used, Order::Asc, NullOrdering::First).order_by_asc(client::Column::Id)
        }
    }
}
