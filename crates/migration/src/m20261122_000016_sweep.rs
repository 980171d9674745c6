//! What the sweeper searches tables by that had no index of their own for it.

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
        statements::run(manager, INDEXES).await
    }
}

const INDEXES: &[&str] = &[
    "CREATE INDEX ix_device_codes_expires ON device_codes (expires_at)",
    "CREATE INDEX ix_pushed_requests_expires ON pushed_requests (expires_at)",
];
