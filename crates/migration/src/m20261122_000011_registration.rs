//! Clients that registered themselves (RFC 7591), each with what opens its registration again (RFC 7592).

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

const STATEMENTS: &[&str] = &["CREATE TABLE client_registrations ({id}, {digest},
    client_id BIGINT NOT NULL UNIQUE REFERENCES clients (id) ON DELETE CASCADE,
    auth_method TEXT NOT NULL, created_at BIGINT NOT NULL)"];
