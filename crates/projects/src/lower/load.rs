//! Statements for who is busy when: tasks that are open or were done lately, what they wait for, and who works on them.

use sea_orm::DbErr;
use sea_orm::sea_query::{Alias, DynIden, ExprTrait, JoinType, Order, SelectStatement};

use super::page::V0;
use super::report::remaining;
use super::{Ground, Lower, column};
use crate::entity::{project, resource, task, task_link, task_resource};
use crate::model::{COMPLETED, PROJECTS, RESOURCES, TASKS};
use crate::table::name;

/// The alias of the project of a task, and of a link table.
const WITH: &str = "v1";

/// Tasks that are not done, or not before a moment, in this order: key, status, moments of start and completion, days left,
/// status of the project, and the day on which the project is to start.
pub(crate) fn tasks(ground: Ground<'_>, since: i64) -> Result<SelectStatement, DbErr> {
    use task::Column::*;
    let lower = Lower::new(ground);
    let mut statement = lower.lately(since)?;
    let projects = lower.table(&PROJECTS)?;
    let on = column(WITH, projects.key()?).equals((Alias::new(V0), name(ProjectId)));
    let guard = lower.guard_table(WITH, projects);
    lower.join_table(&mut statement, (JoinType::InnerJoin, WITH), (&projects.name, guard), on);
    for one in [TaskId, Status, StartedOn, CompletedOn] {
        statement.expr(column(V0, &name(one)));
    }
    statement.expr(remaining(V0));
    for one in [project::Column::Status, project::Column::ProjectSuggestedStartDate] {
        statement.expr(column(WITH, &name(one)));
    }
    Ok(statement.order_by((Alias::new(V0), name(TaskId)), Order::Asc).take())
}

/// What such tasks wait for: pairs of predecessor and successor.
pub(crate) fn waits(ground: Ground<'_>, since: i64) -> Result<SelectStatement, DbErr> {
    use task_link::Column::*;
    let columns = [AccountId, SuccessorId, PredecessorId].map(name);
    pairs(Lower::new(ground), since, (name(task_link::Entity), columns))
}

/// Who works on such tasks: pairs of resource and task.
pub(crate) fn works(ground: Ground<'_>, since: i64) -> Result<SelectStatement, DbErr> {
    use task_resource::Column::*;
    let columns = [AccountId, TaskId, ResourceId].map(name);
    pairs(Lower::new(ground), since, (name(task_resource::Entity), columns))
}

/// The rows of a link table that speak of such tasks: the other side, and the task.
fn pairs(
    lower: Lower<'_>,
    since: i64,
    (table, [account, task, other]): (DynIden, [DynIden; 3]),
) -> Result<SelectStatement, DbErr> {
    let mut statement = lower.lately(since)?;
    let key = name(task::Column::TaskId);
    let on = column(WITH, &task).equals((Alias::new(V0), key.clone()));
    let guard = lower.guard(WITH, &account);
    lower.join_table(&mut statement, (JoinType::InnerJoin, WITH), (&table, guard), on);
    Ok(statement.expr(column(WITH, &other)).expr(column(V0, &key)).take())
}

/// Resources that are in use, at most so many: key, name, capacity, working days.
pub(crate) fn resources(ground: Ground<'_>, limit: u64) -> Result<SelectStatement, DbErr> {
    use resource::Column::*;
    let lower = Lower::new(ground);
    let mut statement = lower.select_from(lower.table(&RESOURCES)?, V0);
    for one in [ResourceId, ResourceName, Capacity, WorkingDays] {
        statement.expr(column(V0, &name(one)));
    }
    statement.and_where(column(V0, &name(IsActive)).eq(true));
    Ok(statement.order_by((Alias::new(V0), name(ResourceId)), Order::Asc).limit(limit).take())
}

impl Lower<'_> {
    /// Begins a statement over tasks that are not done, or not before a moment.
    fn lately(&self, since: i64) -> Result<SelectStatement, DbErr> {
        use task::Column::{CompletedOn, Status};
        let open = column(V0, &name(Status)).ne(COMPLETED);
        let late = column(V0, &name(CompletedOn)).gte(since);
        let mut statement = self.select_from(self.table(&TASKS)?, V0);
        Ok(statement.and_where(open.or(late)).take())
    }
}
