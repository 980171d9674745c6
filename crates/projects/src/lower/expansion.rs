//! `$expand` without a statement for each row: one statement for each navigation property, with a window that counts the
//! children of each parent.

use odata::bind::{Expansion, ROOT};
use sea_orm::DbErr;
use sea_orm::sea_query::{
    Alias, Asterisk, DynIden, Expr, ExprTrait, Func, JoinType, Order, Query, SelectStatement, WindowStatement,
};

use super::page::{Output, V0, window};
use super::{Ground, Lower, column};
use crate::table::{Between, Link};

/// The alias of a table between two others.
const LINK: &str = "link";

/// What the parents of an expansion are found by: the keys of the parents, or of the one entity that each leads to.
pub(crate) struct Parents<'p> {
    pub(crate) keys: &'p [i32],
    /// How many children of each are read at most.
    pub(crate) limit: u64,
}

/// The children of all parents, in the order of each parent. Behind what [`Output`] says stands the parent's key.
pub(crate) fn expansion<'s>(
    ground: Ground<'s>,
    expansion: &Expansion,
    parents: &Parents<'_>,
) -> Result<(SelectStatement, Output<'s>), DbErr> {
    let mut lower = Lower::new(ground);
    let query = &expansion.query;
    let (mut statement, parent) = lower.children(expansion, parents.keys)?;
    let output = lower.outputs(&mut statement, query)?;
    let (alias, name) = &parent;
    statement.expr_as(column(alias, name), Alias::new("parent"));
    if let Link::Here(_) = lower.table(expansion.hop.from)?.link(expansion.hop.navigation.name)? {
        lower.join(&mut statement, ROOT)?;
        return Ok((statement, output));
    }
    let mut numbered = WindowStatement::partition_by((Alias::new(*alias), name.clone()));
    window(&mut numbered, query, lower.terms(query)?);
    let key = lower.table(query.set)?.key()?;
    numbered.order_by((Alias::new(V0), key.clone()), Order::Asc);
    statement.expr_window_as(Func::cust("row_number"), numbered, Alias::new("place"));
    lower.join(&mut statement, ROOT)?;

    let place = || Expr::col(Alias::new("place"));
    let skip = i64::try_from(query.skip).unwrap_or(i64::MAX);
    let last = skip.saturating_add(i64::try_from(parents.limit).unwrap_or(i64::MAX));
    let outer = Query::select()
        .column(Asterisk)
        .from_subquery(statement, Alias::new("numbered"))
        .and_where(place().gt(skip))
        .and_where(place().lte(last))
        .order_by(Alias::new("parent"), Order::Asc)
        .order_by(Alias::new("place"), Order::Asc)
        .take();
    Ok((outer, output))
}

/// How many children each parent has. Parents without children are not among the rows.
pub(crate) fn counts(
    ground: Ground<'_>,
    expansion: &Expansion,
    parents: &Parents<'_>,
) -> Result<SelectStatement, DbErr> {
    let mut lower = Lower::new(ground);
    let (mut statement, (alias, name)) = lower.children(expansion, parents.keys)?;
    let key = lower.table(expansion.query.set)?.key()?;
    statement.expr_as(column(alias, &name), Alias::new("parent"));
    statement.expr(Func::count(column(V0, key)));
    statement.group_by_col((Alias::new(alias), name));
    lower.join(&mut statement, ROOT)?;
    Ok(statement)
}

impl Lower<'_> {
    /// Begins a statement over the children, and says in which column the parent's key is found.
    fn children(
        &mut self,
        expansion: &Expansion,
        keys: &[i32],
    ) -> Result<(SelectStatement, (&'static str, DynIden)), DbErr> {
        let mut statement = self.matching(&expansion.query, None)?;
        let key = self.table(expansion.query.set)?.key()?;
        let parent = match self.table(expansion.hop.from)?.link(expansion.hop.navigation.name)? {
            Link::Here(_) => (V0, key.clone()),
            Link::There(foreign) => (V0, foreign.clone()),
            Link::Through(Between { table, account, here, there, .. }) => {
                let on = column(LINK, there).equals((Alias::new(V0), key.clone()));
                let guard = self.guard(LINK, account);
                self.join_table(&mut statement, (JoinType::InnerJoin, LINK), (table, guard), on);
                (LINK, here.clone())
            }
        };
        statement.and_where(column(parent.0, &parent.1).is_in(keys.iter().copied()));
        Ok((statement, parent))
    }
}
