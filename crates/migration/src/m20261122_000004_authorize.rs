//! What an authorization request asks for beside scopes, and requests that clients push before they send anybody.

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
    "ALTER TABLE codes ADD COLUMN acr TEXT",
    "ALTER TABLE codes ADD COLUMN claims TEXT",
    "ALTER TABLE token_families ADD COLUMN acr TEXT",
    "ALTER TABLE token_families ADD COLUMN claims TEXT",
    "CREATE TABLE pushed_requests ({id}, {digest},
        client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        parameters TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT)",
    "CREATE INDEX ix_pushed_requests_client ON pushed_requests (client_id)",
];
