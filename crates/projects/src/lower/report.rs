//! Statements of reports: what a project's figures are made of, where they are kept, and the days that were kept.

use odata::edm::EntitySet;
use odata::path::Way;
use sea_orm::sea_query::{
    Alias, BinOper, CaseStatement, Expr, ExprTrait, Func, OnConflict, Order, Query, SelectStatement,
    SubQueryStatement, UpdateStatement,
};
use sea_orm::{DbErr, EntityTrait, IdenStatic, Insert};

use super::change::{output, returning};
use super::page::{Output, V0};
use super::{Ground, Lower, column, missing};
use crate::entity::{buffer, project, report, task};
use crate::model::{BUFFERS, COMPLETED, PROJECT_BUFFER, PROJECTS, REPORTS, TASKS};
use crate::table::name;

/// What is summed up for a project, in this order: planned and remaining days of its critical chain, size and consumption
/// of its project buffer.
pub(crate) fn sums(ground: Ground<'_>, key: i32) -> Result<SelectStatement, DbErr> {
    let lower = Lower::new(ground);
    let mut statement = lower.select_from(lower.table(&PROJECTS)?, V0);
    let own = column(V0, &name(project::Column::ProjectId)).eq(key);
    statement.and_where(own);
    for value in [of_task(task::Column::FocusedDuration), remaining(INNER)] {
        statement.expr(lower.sum(
            &TASKS,
            task::Column::ProjectId,
            value,
            of_task(task::Column::IsCritical),
        )?);
    }
    for value in [buffer::Column::SizeDays, buffer::Column::ConsumedDays] {
        let kind = column(INNER, &name(buffer::Column::Kind)).eq(PROJECT_BUFFER);
        let value = column(INNER, &name(value));
        statement.expr(lower.sum(&BUFFERS, buffer::Column::ProjectId, value, kind)?);
    }
    Ok(statement)
}

/// The alias of what is summed up.
const INNER: &str = "v1";

fn of_task(of: task::Column) -> Expr {
    column(INNER, &name(of))
}

/// What is left of a task: as reported, else all of it until it is completed.
pub(super) fn remaining(alias: &str) -> Expr {
    let of = |one: task::Column| column(alias, &name(one));
    let unsaid = CaseStatement::new()
        .case(of(task::Column::Status).eq(COMPLETED), 0)
        .finally(of(task::Column::FocusedDuration));
    Func::coalesce([of(task::Column::RemainingDuration), unsaid.into()]).into()
}

impl Lower<'_> {
    /// A sum over the rows of a set that belong to the project outside; zero if there are none.
    fn sum(
        &self,
        set: &EntitySet,
        foreign: impl IdenStatic,
        value: Expr,
        which: Expr,
    ) -> Result<Expr, DbErr> {
        let sum = Func::cast_as(Func::coalesce([value.sum(), Expr::val(0_i64)]), "bigint");
        let mut statement = self.select_from(self.table(set)?, INNER);
        let outer = (Alias::new(V0), name(project::Column::ProjectId));
        statement.expr(sum).and_where(column(INNER, &name(foreign)).equals(outer)).and_where(which);
        Ok(Expr::from(SubQueryStatement::SelectStatement(statement)))
    }
}

/// Writes the figures of a project beside it.
pub(crate) fn keep(ground: Ground<'_>, key: i32, values: Vec<(project::Column, Expr)>) -> UpdateStatement {
    Query::update()
        .table(name(project::Entity))
        .values(values)
        .and_where(Expr::col(project::Column::AccountId).eq(ground.tenant.account))
        .and_where(Expr::col(project::Column::ProjectId).eq(key))
        .take()
}

/// Writes the figures of a project beside it, if they are others than before, and counts its version up; answers with the
/// project then.
pub(crate) fn keep_anew<'s>(
    ground: Ground<'s>,
    key: i32,
    values: Vec<(project::Column, Expr)>,
) -> Result<(UpdateStatement, Output<'s>), DbErr> {
    let table = ground.schema.table(&PROJECTS)?;
    let others = values.iter().map(|(column, value)| {
        Expr::col(name(*column)).binary(BinOper::Custom("IS DISTINCT FROM"), value.clone())
    });
    let changed = others.reduce(|one, other| one.or(other)).ok_or_else(|| missing("figures"))?;
    let mut statement = keep(ground, key, values);
    statement
        .value(table.version.clone(), Expr::col(table.version.clone()).add(1))
        .and_where(changed)
        .returning(returning(table)?);
    Ok((statement, output(table)))
}

/// Keeps a day, or what has become of it since it was kept: one statement, so that two at once leave one row.
pub(crate) fn keep_day(day: report::ActiveModel) -> Insert<report::ActiveModel> {
    use report::Column::*;
    let again = OnConflict::columns([AccountId, ProjectId, ReportedOn])
        .update_columns([
            ChainDays,
            RemainingDays,
            BufferDays,
            ConsumedDays,
            ChainCompletion,
            Penetration,
            BurnRate,
            Zone,
        ])
        .value(Version, Expr::col((report::Entity, Version)).add(1))
        .to_owned();
    report::Entity::insert(day).on_conflict(again)
}

/// The days of the project that a path leads to, oldest first: day, completion, penetration, zone.
pub(crate) fn days(ground: Ground<'_>, way: &Way) -> Result<SelectStatement, DbErr> {
    use report::Column::*;
    let lower = Lower::new(ground);
    let projects = lower.table(&PROJECTS)?;
    let outer = format!("{V0}p");
    let mut wanted = lower.select_from(projects, &outer);
    wanted.expr(column(&outer, projects.key()?)).and_where_option(lower.on_way(way, &outer)?);
    let mut statement = lower.select_from(lower.table(&REPORTS)?, V0);
    for one in [ReportedOn, ChainCompletion, Penetration, Zone] {
        statement.expr(column(V0, &name(one)));
    }
    statement.and_where(column(V0, &name(ProjectId)).in_subquery(wanted));
    statement.order_by((Alias::new(V0), name(ReportedOn)), Order::Asc);
    Ok(statement)
}
