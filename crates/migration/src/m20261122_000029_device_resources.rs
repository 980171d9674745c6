//! The servers that the tokens of a device are for (RFC 8707).

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

/// An empty list is the API, as for everything that was begun before this change.
const STATEMENTS: &[&str] = &["ALTER TABLE device_codes ADD COLUMN resources TEXT NOT NULL DEFAULT '[]'"];
