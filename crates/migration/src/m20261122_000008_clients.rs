//! From where a client may call, its public keys, and the assertions that were used.

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
    "ALTER TABLE clients ADD COLUMN allowed_ip_addresses TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE clients ADD COLUMN jwks TEXT",
    // A row is one `jti` that was used; the digest covers whose it was (RFC 7523 §3, RFC 9449 §11.1).
    "CREATE TABLE used_jtis ({id},
        {digest}, expires_at BIGINT NOT NULL)",
    "CREATE INDEX ix_used_jtis_expires ON used_jtis (expires_at)",
];
