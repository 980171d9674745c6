//! Webhooks of the guarded API: addresses that want to be told, what signs the messages, and the messages.

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
        statements::run(manager, CHANGES).await
    }
}

/// As everywhere in the API's tables, moments are microseconds, and foreign keys carry the account along.
const CHANGES: &[&str] = &[
    "CREATE TABLE webhooks (webhook_id {key},
        account_id INTEGER NOT NULL, version INTEGER NOT NULL DEFAULT 1, created_at BIGINT NOT NULL,
        owner_user_id INTEGER, url {text} NOT NULL, description {text}, event_types TEXT NOT NULL,
        is_active BOOLEAN NOT NULL, disabled_reason {text}, paused_until BIGINT,
        UNIQUE (account_id, webhook_id))",
    "CREATE TABLE webhook_secrets (secret_id {key},
        account_id INTEGER NOT NULL, webhook_id INTEGER NOT NULL, created_at BIGINT NOT NULL,
        sealed {bytes} NOT NULL, expires_at BIGINT,
        FOREIGN KEY (account_id, webhook_id) REFERENCES webhooks (account_id, webhook_id) ON DELETE CASCADE)",
    "CREATE INDEX ix_webhook_secrets_webhook ON webhook_secrets (account_id, webhook_id)",
    "CREATE INDEX ix_webhook_secrets_expires ON webhook_secrets (expires_at)",
    "CREATE TABLE webhook_deliveries (delivery_id {key},
        account_id INTEGER NOT NULL, version INTEGER NOT NULL DEFAULT 1, created_at BIGINT NOT NULL,
        webhook_id INTEGER NOT NULL, owner_user_id INTEGER, message_id {text} NOT NULL, event_type {text} NOT NULL,
        body TEXT NOT NULL, attempt INTEGER NOT NULL, status INTEGER NOT NULL, response_status INTEGER,
        next_attempt_on BIGINT, leased_until BIGINT,
        UNIQUE (account_id, delivery_id),
        FOREIGN KEY (account_id, webhook_id) REFERENCES webhooks (account_id, webhook_id) ON DELETE CASCADE)",
    "CREATE INDEX ix_webhook_deliveries_webhook ON webhook_deliveries (account_id, webhook_id)",
    // Null as soon as nothing more is tried, so what is due stands together.
    "CREATE INDEX ix_webhook_deliveries_next ON webhook_deliveries (next_attempt_on)",
    "CREATE INDEX ix_webhook_deliveries_created ON webhook_deliveries (created_at)",
];
