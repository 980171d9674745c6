//! What stands in access tokens and binds them: static claims and roles of clients, the resources that a sign-in is
//! for (RFC 8707), and the keys that prove possession (RFC 9449).

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
    // Lists as JSON: read and written whole with their client, and never searched.
    "ALTER TABLE clients ADD COLUMN roles TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE clients ADD COLUMN claims TEXT NOT NULL DEFAULT '[]'",
    // An empty list is the API, as for everything that was issued before this change.
    "ALTER TABLE codes ADD COLUMN resources TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE token_families ADD COLUMN resources TEXT NOT NULL DEFAULT '[]'",
    "ALTER TABLE codes ADD COLUMN dpop_jkt TEXT",
    "ALTER TABLE token_families ADD COLUMN dpop_jkt TEXT",
];
