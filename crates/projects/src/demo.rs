//! The demo's data: six projects of account 1, with fixed keys that documents and examples rely on.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Func, Query};
use sea_orm::{
    ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait, PaginatorTrait,
    SqlErr, TransactionTrait,
};

use crate::entity::{buffer, project, report, resource, task, task_link, task_resource};
use crate::lower::{Dialect, Ground, Tenant};
use crate::reports;
use crate::table::Schema;

mod file;
mod history;
mod into_rows;

/// What loading came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loaded {
    /// The tables were empty and hold the demo now.
    Fresh,
    /// The tables held rows already, so nothing was touched.
    AlreadyThere,
}

/// Why the demo could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// The file that was compiled in is not what it should be.
    #[error("the demo data cannot be read: {0}")]
    File(#[from] serde_json::Error),
    /// A text in the file is no moment, or no member of its enumeration.
    #[error("the demo data holds `{0}`, which means nothing")]
    Meaningless(String),
    /// The database.
    #[error(transparent)]
    Database(#[from] DbErr),
}

/// Loads the demo into empty tables; `now` becomes the moment at which its rows came to be.
///
/// Two servers that start at once load it once: the keys are fixed, so the second is refused by the database and takes
/// that for an answer.
pub async fn load(db: &DatabaseConnection, now: DateTime<Utc>) -> Result<Loaded, DemoError> {
    let data = into_rows::rows(file::read()?, now)?;
    let txn = db.begin().await?;
    if !is_empty(&txn).await? {
        return Ok(Loaded::AlreadyThere);
    }
    match insert(&txn, data).await {
        Ok(()) => txn.commit().await?,
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            return Ok(Loaded::AlreadyThere);
        }
        Err(error) => return Err(error.into()),
    }
    Ok(Loaded::Fresh)
}

async fn is_empty(txn: &DatabaseTransaction) -> Result<bool, DbErr> {
    let rows = project::Entity::find().count(txn).await?
        + task::Entity::find().count(txn).await?
        + resource::Entity::find().count(txn).await?
        + buffer::Entity::find().count(txn).await?;
    Ok(rows == 0)
}

/// Inserts in the order in which rows lean on one another.
async fn insert(txn: &DatabaseTransaction, data: into_rows::Rows) -> Result<(), DbErr> {
    let projects: Vec<i32> =
        data.projects.iter().filter_map(|row| row.project_id.try_as_ref().copied()).collect();
    resource::Entity::insert_many(data.resources).exec_without_returning(txn).await?;
    project::Entity::insert_many(data.projects).exec_without_returning(txn).await?;
    task::Entity::insert_many(data.tasks).exec_without_returning(txn).await?;
    buffer::Entity::insert_many(data.buffers).exec_without_returning(txn).await?;
    task_resource::Entity::insert_many(data.task_resources).exec_without_returning(txn).await?;
    task_link::Entity::insert_many(data.task_links).exec_without_returning(txn).await?;
    report::Entity::insert_many(data.reports).exec_without_returning(txn).await?;
    sum_up(txn, projects).await?;
    if txn.get_database_backend() == DbBackend::Postgres {
        for (table, key) in KEYS {
            move_sequence(txn, table, key).await?;
        }
    }
    Ok(())
}

/// Keeps with each project what its tasks and buffers come to, as writing them would have done.
async fn sum_up(txn: &DatabaseTransaction, projects: Vec<i32>) -> Result<(), DbErr> {
    let dialect = Dialect::from(txn.get_database_backend());
    let ground = Ground { schema: Schema::own(), tenant: Tenant::all_of(into_rows::ACCOUNT), dialect };
    for project in projects {
        if let Some(figures) = reports::sum_up(txn, ground, project).await? {
            reports::keep(txn, ground, project, &figures).await?;
        }
    }
    Ok(())
}

const KEYS: [(&str, &str); 5] = [
    ("resources", "resource_id"),
    ("projects", "project_id"),
    ("tasks", "task_id"),
    ("buffers", "buffer_id"),
    ("reports", "report_id"),
];

/// Postgres does not notice keys that it has not given out itself.
async fn move_sequence(
    txn: &DatabaseTransaction,
    table: &'static str,
    key: &'static str,
) -> Result<(), DbErr> {
    let highest = Query::select().expr(Expr::col(key).max()).from(table).take();
    let sequence = Func::cust("pg_get_serial_sequence").arg(table).arg(key);
    let moved = Func::cust("setval").arg(sequence).arg(Expr::SubQuery(None, Box::new(highest.into())));
    txn.execute(&Query::select().expr(moved).take()).await?;
    Ok(())
}
