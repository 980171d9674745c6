//! Devices without a browser (RFC 8628): their codes, and how often a session has typed a wrong one.

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
    // `answer` is null until the person has decided; who they are stands there once they said yes.
    "CREATE TABLE device_codes ({id},
        {digest},
        user_code_digest {bytes} NOT NULL UNIQUE CHECK (length(user_code_digest) = 32),
        client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        scopes TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
        poll_interval BIGINT NOT NULL, polled_at BIGINT,
        answer TEXT CHECK (answer IN ('allowed', 'denied')), answered_at BIGINT,
        user_id BIGINT REFERENCES users (id) ON DELETE CASCADE, auth_time BIGINT, sid TEXT,
        family_id BIGINT REFERENCES token_families (id) ON DELETE CASCADE, consumed_at BIGINT)",
    "CREATE INDEX ix_device_codes_client ON device_codes (client_id)",
    "CREATE INDEX ix_device_codes_user ON device_codes (user_id)",
    "CREATE INDEX ix_device_codes_family ON device_codes (family_id)",
    "ALTER TABLE sessions ADD COLUMN user_code_misses INTEGER NOT NULL DEFAULT 0",
];
