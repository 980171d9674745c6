//! The life of signing keys, and what the sweeper searches by.

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
        for list in [KEYS, INDEXES] {
            statements::run(manager, list).await?;
        }
        Ok(())
    }
}

/// A key retires when its successor signs, so the column was never that: it is for a key that was taken away by hand.
/// The keys that are there already signed from the moment they were made.
const KEYS: &[&str] = &[
    "ALTER TABLE signing_keys RENAME COLUMN retired_at TO withdrawn_at",
    "ALTER TABLE signing_keys ADD COLUMN signs_from BIGINT NOT NULL DEFAULT 0",
    "ALTER TABLE signing_keys ADD COLUMN noted TEXT CHECK (noted IN ('announced', 'signing', 'retired'))",
    "UPDATE signing_keys SET signs_from = created_at, noted = 'signing'",
];

const INDEXES: &[&str] = &[
    "CREATE INDEX ix_sessions_expires ON sessions (expires_at)",
    "CREATE INDEX ix_sessions_ended ON sessions (ended_at)",
    "CREATE INDEX ix_setup_links_expires ON setup_links (expires_at)",
    "CREATE INDEX ix_authorization_requests_expires ON authorization_requests (expires_at)",
    "CREATE INDEX ix_codes_expires ON codes (expires_at)",
    "CREATE INDEX ix_refresh_tokens_expires ON refresh_tokens (expires_at)",
    "CREATE INDEX ix_token_families_created ON token_families (created_at)",
    "CREATE INDEX ix_token_families_revoked ON token_families (revoked_at)",
];
