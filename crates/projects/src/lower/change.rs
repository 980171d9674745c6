//! Statements that change rows. Each insists on the account, and answers with the rows as they are then, in the order of
//! [`Output`].

use odata::bind::Query;
use odata::edm::EntitySet;
use odata::path::Way;
use sea_orm::DbErr;
use sea_orm::sea_query::{
    DeleteStatement, DynIden, Expr, ExprTrait, InsertStatement, LockType, Query as Sql, ReturningClause,
    SelectStatement, UpdateStatement,
};

use super::page::{Output, V0, page};
use super::{Ground, Lower, column, missing};
use crate::table::Table;

/// Columns with what is written into them.
pub(crate) type Cells = Vec<(DynIden, Expr)>;

/// The entity that a path means, kept from others who would change it until the transaction ends. Whoever only refers to
/// it goes on, or two who link two entities to one another would wait for each other. SQLite has one writer anyway.
pub(crate) fn held<'s>(ground: Ground<'s>, way: &Way) -> Result<(SelectStatement, Output<'s>), DbErr> {
    let (mut statement, output) = page(ground, &Query::all(way.set), Some(way), None, 1)?;
    statement.lock(LockType::NoKeyUpdate);
    Ok((statement, output))
}

/// Which of these keys exist.
pub(crate) fn existing(ground: Ground<'_>, set: &EntitySet, keys: &[i32]) -> Result<SelectStatement, DbErr> {
    let lower = Lower::new(ground);
    let table = lower.table(set)?;
    let key = column(V0, table.key()?);
    let mut statement = lower.select_from(table, V0);
    statement.expr(key.clone()).and_where(key.is_in(keys.iter().copied()));
    Ok(statement)
}

/// A new row; the database gives its key.
pub(crate) fn insert<'s>(
    ground: Ground<'s>,
    set: &EntitySet,
    cells: Cells,
) -> Result<(InsertStatement, Output<'s>), DbErr> {
    let table = ground.schema.table(set)?;
    let (mut columns, mut values): (Vec<_>, Vec<_>) = cells.into_iter().unzip();
    columns.push(table.account.clone());
    values.push(Expr::val(ground.tenant.account));
    let mut statement = Sql::insert();
    statement.into_table(table.name.clone()).columns(columns);
    statement.values(values).map_err(|_| missing(set.name))?;
    statement.returning(returning(table)?);
    Ok((statement, output(table)))
}

/// Changes a row, if it still has this version, and counts the version up: of two that saw the same one, one changes it.
pub(crate) fn update<'s>(
    ground: Ground<'s>,
    set: &EntitySet,
    (key, version): (i32, i32),
    cells: Cells,
) -> Result<(UpdateStatement, Output<'s>), DbErr> {
    let table = ground.schema.table(set)?;
    let mut statement = Sql::update();
    statement
        .table(table.name.clone())
        .values(cells)
        .value(table.version.clone(), Expr::col(table.version.clone()).add(1))
        .and_where(guard(ground, table))
        .and_where(Expr::col(table.key()?.clone()).eq(key))
        .and_where(Expr::col(table.version.clone()).eq(version))
        .returning(returning(table)?);
    Ok((statement, output(table)))
}

/// Deletes a row, if it still has this version.
pub(crate) fn delete(
    ground: Ground<'_>,
    set: &EntitySet,
    (key, version): (i32, i32),
) -> Result<DeleteStatement, DbErr> {
    let table = ground.schema.table(set)?;
    let mut statement = Sql::delete();
    statement
        .from_table(table.name.clone())
        .and_where(guard(ground, table))
        .and_where(Expr::col(table.key()?.clone()).eq(key))
        .and_where(Expr::col(table.version.clone()).eq(version));
    Ok(statement)
}

/// Deletes the rows of a set that hold this key in a column, and answers with them as they were.
pub(crate) fn delete_children<'s>(
    ground: Ground<'s>,
    set: &EntitySet,
    foreign: &DynIden,
    key: i32,
) -> Result<(DeleteStatement, Output<'s>), DbErr> {
    let table = ground.schema.table(set)?;
    let mut statement = Sql::delete();
    statement
        .from_table(table.name.clone())
        .and_where(guard(ground, table))
        .and_where(Expr::col(foreign.clone()).eq(key))
        .returning(returning(table)?);
    Ok((statement, output(table)))
}

/// Only rows that exist for whoever asks, as in what is selected.
fn guard(ground: Ground<'_>, table: &Table) -> Expr {
    Lower::new(ground).guard_table(&table.name.to_string(), table)
}

pub(super) fn returning(table: &Table) -> Result<ReturningClause, DbErr> {
    let mut columns = vec![table.version.clone(), table.key()?.clone()];
    columns.extend(table.columns.iter().map(|column| column.name.clone()));
    Ok(Sql::returning().columns(columns))
}

pub(super) fn output(table: &Table) -> Output<'_> {
    Output {
        columns: table.columns.iter().collect(),
        foreign: Vec::new(),
        computed: Vec::new(),
        order: Vec::new(),
    }
}
