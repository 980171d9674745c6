//! The list of somebody's clients, newest first, without sorting them all.

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

/// The new index does what the old one did, so that one is not kept.
const INDEXES: &[&str] = &[
    "CREATE INDEX ix_clients_owner_created ON clients (owner_id, created_at, id)",
    "DROP INDEX ix_clients_owner",
];
