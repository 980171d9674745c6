//! The tables behind the guarded API: projects, tasks, resources, buffers, and the links between them.
//!
//! Moments are microseconds in BIGINT, dates are `YYYY-MM-DD`, decimals are scaled BIGINT, and text compares by
//! code point on both databases, so that both give the same rows in the same order.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, big_integer_null, boolean, double, integer, integer_null, pk_auto, text, text_null,
};
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        for mut table in
            [resources(backend), projects(backend), tasks(backend), buffers(), task_resources(), task_links()]
        {
            manager.create_table(table.take()).await?;
        }
        for (table, columns) in INDEXES {
            manager.create_index(index(table, columns)).await?;
        }
        Ok(())
    }
}

/// What foreign keys and link tables are searched by. The unique `(account_id, key)` of each table is the index of its
/// pages.
const INDEXES: [(&str, &[&str]); 5] = [
    ("projects", &["account_id", "project_manager_id"]),
    ("tasks", &["account_id", "project_id"]),
    ("buffers", &["account_id", "project_id"]),
    ("task_resources", &["account_id", "resource_id"]),
    ("task_links", &["account_id", "successor_id"]),
];

fn index(table: &'static str, columns: &[&'static str]) -> IndexCreateStatement {
    let mut index = Index::create();
    index.name(format!("ix_{table}_{}", columns.join("_"))).table(table);
    for column in columns {
        index.col(*column);
    }
    index.take()
}

fn resources(backend: DbBackend) -> TableCreateStatement {
    entity("resources", "resource_id")
        .col(by_code_point(backend, text("resource_name")))
        .col(integer("kind"))
        .col(by_code_point(backend, text_null("email")))
        .col(big_integer_null("cost_per_hour"))
        .col(double("capacity"))
        .col(big_integer_null("working_days"))
        .col(boolean("is_active"))
        .take()
}

fn projects(backend: DbBackend) -> TableCreateStatement {
    let status_name = "CASE status WHEN 1 THEN 'Planned' WHEN 2 THEN 'Active' WHEN 3 THEN 'OnHold' WHEN 4 THEN 'Completed' END";
    let warning_name = "CASE early_warning WHEN 1 THEN 'Green' WHEN 2 THEN 'Yellow' WHEN 3 THEN 'Red' END";
    entity("projects", "project_id")
        .col(by_code_point(backend, text("project_name")))
        .col(by_code_point(backend, text_null("project_objective")))
        .col(integer("status"))
        .col(by_code_point(backend, text_null("project_status_name").generated(Expr::cust(status_name), true).take()))
        .col(by_code_point(backend, text_null("project_due_date")))
        .col(by_code_point(backend, text_null("project_suggested_start_date")))
        .col(by_code_point(backend, text_null("minimal_start_date")))
        .col(big_integer_null("risk_quotient"))
        .col(integer_null("project_manager_id"))
        .col(big_integer("buffer_penetration").default(0))
        .col(big_integer("chain_completion").default(0))
        .col(integer("early_warning").default(0))
        .col(by_code_point(backend, text_null("early_warning_status").generated(Expr::cust(warning_name), true).take()))
        .col(big_integer("last_modified_on"))
        .col(integer_null("last_modified_by_user_id"))
        // Without an action: who deletes a resource first says who manages its projects.
        .foreign_key(&mut same_account("projects", "project_manager_id", "resources", "resource_id"))
        .take()
}

fn tasks(backend: DbBackend) -> TableCreateStatement {
    entity("tasks", "task_id")
        .col(by_code_point(backend, text("task_number")))
        .col(by_code_point(backend, text("task_name")))
        .col(integer("project_id"))
        .col(integer("status"))
        .col(integer("focused_duration"))
        .col(integer("safe_duration"))
        .col(integer_null("remaining_duration"))
        .col(boolean("is_critical"))
        .col(integer("percent_complete"))
        .col(big_integer_null("started_on"))
        .col(big_integer_null("completed_on"))
        .foreign_key(
            same_account("tasks", "project_id", "projects", "project_id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

fn buffers() -> TableCreateStatement {
    entity("buffers", "buffer_id")
        .col(integer("project_id"))
        .col(integer("kind"))
        .col(integer("size_days"))
        .col(integer("consumed_days"))
        .foreign_key(
            same_account("buffers", "project_id", "projects", "project_id")
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

fn task_resources() -> TableCreateStatement {
    link("task_resources", ("task_id", "tasks", "task_id"), ("resource_id", "resources", "resource_id"))
}

fn task_links() -> TableCreateStatement {
    link("task_links", ("predecessor_id", "tasks", "task_id"), ("successor_id", "tasks", "task_id"))
}

/// What every table of entities begins with: a key that the database gives out, the account, the version that ETags
/// are made of, and when the row came to be.
fn entity(table: &'static str, key: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(pk_auto(key))
        .col(integer("account_id"))
        .col(integer("version").default(1))
        .col(big_integer("created_at"))
        .index(
            Index::create().unique().name(format!("ux_{table}_account_id_{key}")).col("account_id").col(key),
        )
        .take()
}

/// A link between two entities of one account: `(column, table, key)` of each side.
fn link(
    table: &'static str,
    from: (&'static str, &'static str, &'static str),
    to: (&'static str, &'static str, &'static str),
) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(integer("account_id"))
        .col(integer(from.0))
        .col(integer(to.0))
        .primary_key(Index::create().name(format!("pk_{table}")).col("account_id").col(from.0).col(to.0))
        .foreign_key(same_account(table, from.0, from.1, from.2).on_delete(ForeignKeyAction::Cascade))
        .foreign_key(same_account(table, to.0, to.1, to.2).on_delete(ForeignKeyAction::Cascade))
        .take()
}

/// A foreign key that carries the account along: a row can't point into another account, whatever the code does.
fn same_account(
    table: &'static str,
    column: &'static str,
    target: &'static str,
    key: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("fk_{table}_{column}"))
        .from(table, ("account_id", column))
        .to(target, ("account_id", key))
        .take()
}

/// Compares text by code point. SQLite does so by itself, Postgres when told.
fn by_code_point(backend: DbBackend, mut column: ColumnDef) -> ColumnDef {
    if backend == DbBackend::Postgres {
        column.extra("COLLATE \"C\"");
    }
    column
}
