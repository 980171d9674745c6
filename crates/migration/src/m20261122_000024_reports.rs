//! What reports are made of: the figures that are kept with a project, and one row of them for each day.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{big_integer, big_integer_null, integer, pk_auto, text};
use sea_orm_migration::sea_orm::DbBackend;

use crate::statements;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(reports(manager.get_database_backend())).await?;
        statements::run(manager, FIGURES).await
    }
}

/// A day of a project. Written by the service alone; a day that is written again replaces what it said before.
fn reports(backend: DbBackend) -> TableCreateStatement {
    let mut day = text("reported_on");
    if backend == DbBackend::Postgres {
        day.extra("COLLATE \"C\"");
    }
    Table::create()
        .table("reports")
        .col(pk_auto("report_id"))
        .col(integer("account_id"))
        .col(integer("version").default(1))
        .col(big_integer("created_at"))
        .col(integer("project_id"))
        .col(day)
        .col(integer("chain_days"))
        .col(integer("remaining_days"))
        .col(integer("buffer_days"))
        .col(integer("consumed_days"))
        .col(big_integer("chain_completion"))
        .col(big_integer("penetration"))
        .col(big_integer_null("burn_rate"))
        .col(integer("zone"))
        .index(&mut unique("report_id").take())
        .index(unique("project_id").col("reported_on"))
        .foreign_key(
            ForeignKey::create()
                .name("fk_reports_project_id")
                .from("reports", ("account_id", "project_id"))
                .to("projects", ("account_id", "project_id"))
                .on_delete(ForeignKeyAction::Cascade),
        )
        .take()
}

/// What is unique within an account begins with this column.
fn unique(column: &'static str) -> IndexCreateStatement {
    Index::create()
        .unique()
        .name(format!("ux_reports_account_id_{column}"))
        .col("account_id")
        .col(column)
        .take()
}

const FIGURES: &[&str] = &[
    "ALTER TABLE projects ADD COLUMN chain_days INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE projects ADD COLUMN remaining_days INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE projects ADD COLUMN buffer_days INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE projects ADD COLUMN consumed_days INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE projects ADD COLUMN burn_rate BIGINT",
    // Projects that are there already; from now on the service keeps these up.
    "UPDATE projects SET
        chain_days = COALESCE((SELECT SUM(focused_duration) FROM tasks
            WHERE tasks.project_id = projects.project_id AND is_critical), 0),
        remaining_days = COALESCE((SELECT SUM(COALESCE(remaining_duration,
            CASE tasks.status WHEN 4 THEN 0 ELSE focused_duration END)) FROM tasks
            WHERE tasks.project_id = projects.project_id AND is_critical), 0),
        buffer_days = COALESCE((SELECT SUM(size_days) FROM buffers
            WHERE buffers.project_id = projects.project_id AND kind = 1), 0),
        consumed_days = COALESCE((SELECT SUM(consumed_days) FROM buffers
            WHERE buffers.project_id = projects.project_id AND kind = 1), 0)",
    "UPDATE projects SET burn_rate =
        (CAST(consumed_days AS BIGINT) * chain_days * 200 + CAST(buffer_days AS BIGINT) * (chain_days - remaining_days))
        / (CAST(buffer_days AS BIGINT) * (chain_days - remaining_days) * 2)
        WHERE buffer_days > 0 AND chain_days > remaining_days",
];
