//! Whom an event concerns beside the one who acted, and when a sign-in was last used.

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
    // Who it was at that moment: an id that is given again must not open the past of the client before.
    "ALTER TABLE audit_events ADD COLUMN concerns_user_id BIGINT",
    "UPDATE audit_events SET concerns_user_id = (SELECT owner_id FROM clients
        WHERE clients.client_id = audit_events.client_id AND clients.created_at <= audit_events.at)",
    "CREATE INDEX ix_audit_events_actor ON audit_events (actor_user_id, at, id)",
    "CREATE INDEX ix_audit_events_concerns ON audit_events (concerns_user_id, at, id)",
    "ALTER TABLE token_families ADD COLUMN last_used_at BIGINT",
];
