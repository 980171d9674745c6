//! Statements over tables of links.

use sea_orm::DbErr;
use sea_orm::sea_query::{
    Alias, CommonTableExpression, DeleteStatement, Expr, ExprTrait, Func, InsertStatement, IntoIden,
    JoinType, OnConflict, Query as Sql, SelectStatement, UnionType, WithClause, WithQuery,
};

use super::{Dialect, Ground, Lower, column, missing};
use crate::table::Between;

/// What the advisory locks of Postgres here are about: links that must not lead back.
const LINKS: i32 = 0x0da7_a001;

/// Links one entity to others. Links that are there already stay as they are.
pub(crate) fn link(
    ground: Ground<'_>,
    between: &Between,
    here: i32,
    others: &[i32],
) -> Result<InsertStatement, DbErr> {
    let mut statement = Sql::insert();
    statement.into_table(between.table.clone()).columns([
        between.account.clone(),
        between.here.clone(),
        between.there.clone(),
    ]);
    for other in others {
        let values = [ground.tenant.account, here, *other].map(Expr::val);
        statement.values(values).map_err(|_| missing("a link"))?;
    }
    statement.on_conflict(OnConflict::new().do_nothing().to_owned());
    Ok(statement)
}

/// Undoes a link.
pub(crate) fn unlink(ground: Ground<'_>, between: &Between, here: i32, other: i32) -> DeleteStatement {
    Sql::delete()
        .from_table(between.table.clone())
        .and_where(Lower::new(ground).guard(&between.table.to_string(), &between.account))
        .and_where(Expr::col(between.here.clone()).eq(here))
        .and_where(Expr::col(between.there.clone()).eq(other))
        .take()
}

/// Lets nobody else link anything in this account until the transaction ends: two that link at once would each see no
/// circle, and make one together. SQLite has one writer, so there is nothing to be said.
pub(crate) fn alone(ground: Ground<'_>) -> Option<SelectStatement> {
    let lock = Func::cust("pg_advisory_xact_lock").arg(LINKS).arg(ground.tenant.account);
    (ground.dialect == Dialect::Postgres).then(|| Sql::select().expr(lock).take())
}

/// How often whoever follows the links from an entity comes back to it: once or never.
pub(crate) fn comes_back(ground: Ground<'_>, between: &Between, key: i32) -> WithQuery {
    let (reached, id, link) = (Alias::new("reached"), Alias::new("id"), "l");
    let links = || {
        Sql::select()
            .expr(column(link, &between.there))
            .from_as(between.table.clone(), Alias::new(link))
            .and_where(Lower::new(ground).guard(link, &between.account))
            .take()
    };
    let on = column(link, &between.here).equals((reached.clone(), id.clone()));
    let further = links().join(JoinType::InnerJoin, reached.clone(), on).take();
    let mut first = links();
    first.and_where(column(link, &between.here).eq(key)).union(UnionType::Distinct, further);
    let table = CommonTableExpression::new()
        .query(first)
        .column(id.clone())
        .table_name(reached.clone().into_iden())
        .to_owned();
    let back = Sql::select()
        .expr(Func::count(Expr::col(id.clone())))
        .from(reached)
        .and_where(Expr::col(id).eq(key))
        .take();
    WithClause::new().recursive(true).cte(table).to_owned().query(back)
}
