//! What an owner wants to know of a secret before it goes: how often it was used lately, from where, and whether another
//! one took its place; and of which secrets the owner was reminded.
//!
//! Uses are counted by the hour, a row for each address. `reminded_days` is the nearest of the days before its end at
//! which the owner was told.

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
    "CREATE TABLE secret_uses ({id},
        secret_id BIGINT NOT NULL REFERENCES client_secrets (id) ON DELETE CASCADE,
        hour BIGINT NOT NULL, address TEXT NOT NULL, uses BIGINT NOT NULL, last_used_at BIGINT NOT NULL,
        UNIQUE (secret_id, hour, address))",
    "CREATE INDEX ix_secret_uses_last_used ON secret_uses (last_used_at)",
    "ALTER TABLE client_secrets ADD COLUMN last_address TEXT",
    "ALTER TABLE client_secrets ADD COLUMN last_agent TEXT",
    "ALTER TABLE client_secrets ADD COLUMN superseded_at BIGINT",
    "ALTER TABLE client_secrets ADD COLUMN reminded_days BIGINT",
    "CREATE INDEX ix_client_secrets_expires ON client_secrets (expires_at)",
];
