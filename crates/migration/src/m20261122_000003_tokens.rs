//! Refresh tokens that may be tried again, and access tokens that end before their time.

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
    "ALTER TABLE clients ADD COLUMN absolute_refresh_token_lifetime BIGINT",
    // What the family's first access token said of its person and its client, for clients that want it to stay so.
    "ALTER TABLE token_families ADD COLUMN carried_claims TEXT",
    // A parent that is swept away leaves its successors alone.
    "ALTER TABLE refresh_tokens ADD COLUMN parent_id BIGINT REFERENCES refresh_tokens (id) ON DELETE SET NULL",
    "CREATE INDEX ix_refresh_tokens_parent ON refresh_tokens (parent_id)",
    // The access token that was given together with the refresh token: lost with it when the answer is lost.
    "ALTER TABLE refresh_tokens ADD COLUMN access_token_jti TEXT",
    "ALTER TABLE refresh_tokens ADD COLUMN access_token_expires_at BIGINT",
    // In microseconds, as these three decide who was first.
    "UPDATE refresh_tokens SET consumed_at = consumed_at * 1000",
    "ALTER TABLE refresh_tokens ADD COLUMN retried_at BIGINT",
    "ALTER TABLE refresh_tokens ADD COLUMN contended_at BIGINT",
    "CREATE TABLE revoked_access_tokens (jti TEXT NOT NULL PRIMARY KEY, expires_at BIGINT NOT NULL)",
    "CREATE INDEX ix_revoked_access_tokens_expires ON revoked_access_tokens (expires_at)",
];
