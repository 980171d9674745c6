//! What stands in access tokens and binds them: static claims and roles of clients, the resources that a sign-in is
//! for (RFC 8707), and the keys that prove possession (RFC 9449) with the proofs that were seen.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let db = manager.get_connection();
        let bytes = if manager.get_database_backend() == DbBackend::Sqlite { "BLOB" } else { "BYTEA" };
        for statement in STATEMENTS {
            db.execute_unprepared(&statement.replace("{bytes}", bytes)).await?;
        }
        Ok(())
    }
}

const STATEMENTS: &[&str] = &[
    // Lists as JSON: read and written whole with their client, and never searched.
    "ALTER TABLE clients ADD COLUMN roles TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE clients ADD COLUMN claims TEXT NOT NULL DEFAULT '[]'",
    // An empty list is the API, as for everything that was issued before this change.
    "ALTER TABLE codes ADD COLUMN resources TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE token_families ADD COLUMN resources TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE codes ADD COLUMN dpop_jkt TEXT",
    "ALTER TABLE token_families ADD COLUMN dpop_jkt TEXT",
    // Found by its whole key and by age, and by nothing else.
    "CREATE TABLE dpop_proofs (
        digest {bytes} NOT NULL PRIMARY KEY CHECK (length(digest) = 32), expires_at BIGINT NOT NULL)",
    "CREATE INDEX ix_dpop_proofs_expires_at ON dpop_proofs (expires_at)",
];
