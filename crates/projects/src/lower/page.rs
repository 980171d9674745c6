//! The rows of a page, and how many there are.

use odata::bind::{Bound, Class, Constant, Order, Query, ROOT};
use odata::path::Way;
use sea_orm::DbErr;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, NullOrdering, SelectStatement, WindowStatement};

use super::condition::{Place, constant};
use super::{Ground, Lower, column};
use crate::table::{Column, Link};

/// Behind which row a page begins: the values of the order's terms, and the key.
pub(crate) struct After {
    pub(crate) values: Vec<Constant>,
    pub(crate) key: i32,
}

/// What a statement answers with, in this order: version, key, columns, foreign keys, computed values, order terms.
pub(crate) struct Output<'s> {
    pub(crate) columns: Vec<&'s Column>,
    pub(crate) foreign: Vec<&'static str>,
    pub(crate) computed: Vec<(String, Class)>,
    pub(crate) order: Vec<Class>,
}

/// The alias of the root.
pub(super) const V0: &str = "v0";

/// The rows of a page in a total order.
pub(crate) fn page<'s>(
    ground: Ground<'s>,
    query: &Query,
    within: Option<&Way>,
    after: Option<&After>,
    limit: u64,
) -> Result<(SelectStatement, Output<'s>), DbErr> {
    let mut lower = Lower::new(ground);
    let mut statement = lower.matching(query, within)?;
    let output = lower.outputs(&mut statement, query)?;
    let terms = lower.terms(query)?;
    if let Some(after) = after {
        statement.and_where(lower.beyond(query, &terms, after)?);
    }
    order_by(&mut statement, query, terms);
    let key = lower.table(query.set)?.key()?;
    // The key is unique, so behind it nothing decides any more.
    statement.order_by((Alias::new(V0), key.clone()), sea_orm::sea_query::Order::Asc);
    lower.join(&mut statement, ROOT)?;
    statement.limit(limit);
    if query.skip > 0 {
        statement.offset(query.skip);
    }
    Ok((statement, output))
}

/// How many rows there are.
pub(crate) fn count(
    ground: Ground<'_>,
    query: &Query,
    within: Option<&Way>,
) -> Result<SelectStatement, DbErr> {
    let mut lower = Lower::new(ground);
    let mut statement = lower.matching(query, within)?;
    let key = lower.table(query.set)?.key()?;
    statement.expr(Func::count(column(V0, key)));
    lower.join(&mut statement, ROOT)?;
    Ok(statement)
}

impl<'s> Lower<'s> {
    /// Begins a statement over what the filter lets through.
    pub(super) fn matching(&mut self, query: &Query, within: Option<&Way>) -> Result<SelectStatement, DbErr> {
        let mut statement = self.select_from(self.table(query.set)?, V0);
        if let Some(within) = within {
            statement.and_where_option(self.on_way(within, V0)?);
        }
        if let Some(filter) = &query.filter {
            let filter = self.condition(filter, Place::Filter)?;
            statement.and_where(filter);
        }
        Ok(statement)
    }

    /// Adds what the answer needs: see [`Output`].
    pub(super) fn outputs(
        &mut self,
        statement: &mut SelectStatement,
        query: &Query,
    ) -> Result<Output<'s>, DbErr> {
        let table = self.table(query.set)?;
        let selected = |column: &&Column| query.select.holds(query.set.entity, column.property);
        let columns: Vec<&Column> = table.columns.iter().filter(selected).collect();
        statement.expr_as(column(V0, &table.version), Alias::new("version"));
        statement.expr_as(column(V0, table.key()?), Alias::new("key"));
        for (index, selected) in columns.iter().enumerate() {
            statement.expr_as(column(V0, &selected.name), Alias::new(format!("p{index}")));
        }
        let mut foreign = Vec::new();
        for expansion in &query.expand {
            if let Link::Here(name) = table.link(expansion.hop.navigation.name)? {
                statement.expr_as(column(V0, name), Alias::new(format!("f{}", foreign.len())));
                foreign.push(expansion.hop.navigation.name);
            }
        }
        let mut computed = Vec::new();
        for value in &query.computed {
            let lowered = self.value(&value.expr)?;
            statement.expr_as(self.plain(&value.expr, lowered), Alias::new(format!("c{}", computed.len())));
            computed.push((value.name.clone(), value.expr.class));
        }
        let mut order = Vec::new();
        for term in &query.order {
            let lowered = self.value(&term.expr)?;
            statement.expr_as(self.plain(&term.expr, lowered), Alias::new(format!("o{}", order.len())));
            order.push(term.expr.class);
        }
        Ok(Output { columns, foreign, computed, order })
    }

    /// A value in the one width in which it is read: 64 bits for exact numbers.
    fn plain(&self, bound: &Bound, value: Expr) -> Expr {
        match bound.class {
            Class::Exact { .. } | Class::Enum(_) => Func::cast_as(value, "bigint").into(),
            _ => value,
        }
    }

    /// The terms of the order as SQL.
    pub(super) fn terms(&mut self, query: &Query) -> Result<Vec<Expr>, DbErr> {
        query
            .order
            .iter()
            .map(|term| {
                let value = self.operand(&term.expr)?;
                Ok(self.by_code_point(&term.expr, value))
            })
            .collect()
    }

    /// The rows behind one, in the order: those behind it by the first term, or equal by it and behind it by the rest.
    fn beyond(&self, query: &Query, terms: &[Expr], after: &After) -> Result<Expr, DbErr> {
        let key = column(V0, self.table(query.set)?.key()?);
        let mut beyond = key.gt(after.key);
        let known = query.order.iter().zip(terms).zip(&after.values);
        for ((order, term), value) in known.collect::<Vec<_>>().into_iter().rev() {
            let equal = match value {
                Constant::Null => term.clone().is_null(),
                value => term.clone().eq(constant(value)),
            };
            let rest = equal.and(beyond);
            beyond = match behind(order, term, value) {
                Some(behind) => behind.or(rest),
                None => rest,
            };
        }
        Ok(beyond)
    }
}

/// What stands behind a value by one term: null is the smallest. Nothing stands behind null when it comes last.
fn behind(order: &Order, term: &Expr, value: &Constant) -> Option<Expr> {
    Some(match (value, order.descending) {
        (Constant::Null, false) => term.clone().is_not_null(),
        (Constant::Null, true) => return None,
        (value, false) => term.clone().gt(constant(value)),
        (value, true) if order.expr.nullable => term.clone().lt(constant(value)).or(term.clone().is_null()),
        (value, true) => term.clone().lt(constant(value)),
    })
}

/// Null stands first ascending and last descending (OData Protocol §11.2.6.2), which the databases see differently.
fn order_by(statement: &mut SelectStatement, query: &Query, terms: Vec<Expr>) {
    for (order, term) in query.order.iter().zip(terms) {
        match direction(order) {
            (direction, Some(nulls)) => statement.order_by_expr_with_nulls(term, direction, nulls),
            (direction, None) => statement.order_by_expr(term, direction),
        };
    }
}

/// The same order within a window.
pub(super) fn window(window: &mut WindowStatement, query: &Query, terms: Vec<Expr>) {
    for (order, term) in query.order.iter().zip(terms) {
        match direction(order) {
            (direction, Some(nulls)) => window.order_by_expr_with_nulls(term, direction, nulls),
            (direction, None) => window.order_by_expr(term, direction),
        };
    }
}

fn direction(order: &Order) -> (sea_orm::sea_query::Order, Option<NullOrdering>) {
    use sea_orm::sea_query::Order::{Asc, Desc};
    // Said where it means nothing, it would keep Postgres from reading the index in order.
    match (order.descending, order.expr.nullable) {
        (false, true) => (Asc, Some(NullOrdering::First)),
        (true, true) => (Desc, Some(NullOrdering::Last)),
        (false, false) => (Asc, None),
        (true, false) => (Desc, None),
    }
}

impl Output<'_> {
    /// How many values a row holds.
    pub(crate) fn width(&self) -> usize {
        2 + self.columns.len() + self.foreign.len() + self.computed.len() + self.order.len()
    }
}
