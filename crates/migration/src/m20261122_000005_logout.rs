//! Signing out: what a client wants to be told, and the outbox of what it has not been told yet.

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

const CHANGES: &[&str] = &[
    "ALTER TABLE clients ADD COLUMN back_channel_logout_uri TEXT",
    "ALTER TABLE clients ADD COLUMN persistent_sso BOOLEAN NOT NULL DEFAULT FALSE",
    // No foreign key to the user: whoever is deleted is signed out, too, and the client hears of it.
    "CREATE TABLE logout_deliveries ({id},
        client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        user_id BIGINT NOT NULL, sid TEXT NOT NULL,
        created_at BIGINT NOT NULL, due_at BIGINT NOT NULL, attempts INTEGER NOT NULL)",
    "CREATE INDEX ix_logout_deliveries_client ON logout_deliveries (client_id)",
    "CREATE INDEX ix_logout_deliveries_due ON logout_deliveries (due_at)",
    "CREATE INDEX ix_token_families_sid ON token_families (sid)",
    "CREATE INDEX ix_codes_sid ON codes (sid)",
];
