//! How often secrets were tried.
//!
//! What is counted stands here as a keyed hash: neither an e-mail address nor an IP address can be read out of the
//! table. `stale_at` is when a row says no more than no row.

use sea_orm_migration::prelude::*;

use crate::statements;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        statements::run(manager, STATEMENTS).await
    }
}

const STATEMENTS: &[&str] = &[
    "CREATE TABLE attempt_counters ({id}, {digest},
        failures BIGINT NOT NULL, failed_at BIGINT NOT NULL, full_at BIGINT NOT NULL, stale_at BIGINT NOT NULL)",
    "CREATE INDEX ix_attempt_counters_stale ON attempt_counters (stale_at)",
];
