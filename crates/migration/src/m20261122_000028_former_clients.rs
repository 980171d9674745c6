//! Clients that were deleted, as far as they are still spoken of: whose they were, and whether their ids stay taken.

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
    "CREATE TABLE former_clients ({id}, client_id TEXT NOT NULL UNIQUE,
    owner_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    revoked BOOLEAN NOT NULL, deleted_at BIGINT NOT NULL)",
    "CREATE INDEX ix_former_clients_owner ON former_clients (owner_id)",
];
