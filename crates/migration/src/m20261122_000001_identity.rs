//! The tables of the identity server: accounts and their people, clients, and all that is issued to them.
//!
//! Moments are Unix milliseconds in BIGINT. Of secrets, codes, tokens and sessions there is a keyed hash of 32 bytes
//! and nothing else. What belongs to a user or a client goes when they go; audit events stay.

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
        for list in [TABLES, INDEXES, SEEDS] {
            statements::run(manager, list).await?;
        }
        Ok(())
    }
}

const TABLES: &[&str] = &[
    "CREATE TABLE accounts ({id}, name TEXT NOT NULL, created_at BIGINT NOT NULL)",
    "CREATE TABLE users ({id},
        account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        email TEXT NOT NULL, email_key TEXT NOT NULL UNIQUE, password_hash TEXT,
        name TEXT NOT NULL, given_name TEXT NOT NULL, family_name TEXT NOT NULL, preferred_username TEXT NOT NULL,
        phone_number TEXT NOT NULL, street_address TEXT NOT NULL, locality TEXT NOT NULL, region TEXT NOT NULL,
        postal_code TEXT NOT NULL, country TEXT NOT NULL,
        disabled_at BIGINT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL)",
    "CREATE TABLE roles ({id}, name TEXT NOT NULL UNIQUE)",
    "CREATE TABLE user_roles (
        user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        role_id BIGINT NOT NULL REFERENCES roles (id) ON DELETE CASCADE,
        PRIMARY KEY (user_id, role_id))",
    "CREATE TABLE sessions ({id}, {digest},
        user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        sid TEXT NOT NULL UNIQUE, created_at BIGINT NOT NULL, authenticated_at BIGINT NOT NULL,
        last_seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, persistent BOOLEAN NOT NULL,
        address TEXT, user_agent TEXT, ended_at BIGINT)",
    "CREATE TABLE setup_links ({id}, {digest},
        created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT)",
    "CREATE TABLE clients ({id}, client_id TEXT NOT NULL UNIQUE,
        account_id BIGINT NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
        owner_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        name TEXT NOT NULL, description TEXT NOT NULL, template TEXT,
        client_type TEXT NOT NULL CHECK (client_type IN ('public', 'confidential')),
        status TEXT NOT NULL CHECK (status IN ('active', 'inactive', 'revoked')),
        grant_types TEXT NOT NULL, scopes TEXT NOT NULL,
        require_pkce BOOLEAN NOT NULL, allow_offline_access BOOLEAN NOT NULL,
        access_token_lifetime BIGINT, refresh_token_lifetime BIGINT NOT NULL,
        sliding_refresh_token BOOLEAN NOT NULL, update_access_token_claims_on_refresh BOOLEAN NOT NULL,
        rotate_refresh_token BOOLEAN NOT NULL, id_token_signing_algorithm TEXT NOT NULL,
        require_requested_scopes BOOLEAN NOT NULL,
        created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, last_used_at BIGINT, version BIGINT NOT NULL)",
    "CREATE TABLE client_uris ({id},
        client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('redirect', 'post_logout', 'origin')),
        value TEXT NOT NULL, position INTEGER NOT NULL)",
    // Not unique: two clients may bring the same secret along, and neither may learn that from the other.
    "CREATE TABLE client_secrets ({id},
        client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        digest {bytes} NOT NULL CHECK (length(digest) = 32), hint TEXT NOT NULL, description TEXT NOT NULL,
        created_at BIGINT NOT NULL, expires_at BIGINT, last_used_at BIGINT, removed_at BIGINT)",
    "CREATE TABLE authorization_requests ({id}, {digest},
        client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        parameters TEXT NOT NULL, browser_digest {bytes} NOT NULL CHECK (length(browser_digest) = 32),
        created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, completed_at BIGINT)",
    "CREATE TABLE token_families ({id}, public_id TEXT NOT NULL UNIQUE,
        client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        sid TEXT NOT NULL, scopes TEXT NOT NULL, auth_time BIGINT NOT NULL, nonce TEXT,
        created_at BIGINT NOT NULL, revoked_at BIGINT, revoked_reason TEXT)",
    "CREATE TABLE refresh_tokens ({id}, {digest},
        family_id BIGINT NOT NULL REFERENCES token_families (id) ON DELETE CASCADE,
        created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, consumed_at BIGINT)",
    "CREATE TABLE codes ({id}, {digest},
        client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        family_id BIGINT REFERENCES token_families (id) ON DELETE CASCADE,
        redirect_uri TEXT NOT NULL, code_challenge TEXT, nonce TEXT, scopes TEXT NOT NULL,
        auth_time BIGINT NOT NULL, sid TEXT NOT NULL, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL,
        consumed_at BIGINT, failures INTEGER NOT NULL DEFAULT 0)",
    "CREATE TABLE consents ({id},
        user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        client_id BIGINT NOT NULL REFERENCES clients (id) ON DELETE CASCADE,
        scopes TEXT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL,
        UNIQUE (user_id, client_id))",
    // A slot is what two processes that start together fight for; the one that is second takes the key of the first.
    "CREATE TABLE signing_keys ({id}, kid TEXT NOT NULL UNIQUE, algorithm TEXT NOT NULL, slot TEXT NOT NULL UNIQUE,
        public_jwk TEXT NOT NULL, sealed_private_key {bytes} NOT NULL,
        created_at BIGINT NOT NULL, retired_at BIGINT)",
    // No foreign key: what happened stays when the things it speaks of are deleted.
    "CREATE TABLE audit_events ({id}, at BIGINT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL,
        account_id BIGINT, actor_user_id BIGINT, client_id TEXT, address TEXT, request_id TEXT, detail TEXT NOT NULL)",
];

/// What foreign keys and lists are searched by, beyond what the constraints above already index.
const INDEXES: &[&str] = &[
    "CREATE INDEX ix_users_account ON users (account_id)",
    "CREATE INDEX ix_user_roles_role ON user_roles (role_id)",
    "CREATE INDEX ix_sessions_user ON sessions (user_id)",
    "CREATE INDEX ix_clients_account ON clients (account_id, status)",
    "CREATE INDEX ix_clients_owner ON clients (owner_id)",
    "CREATE INDEX ix_client_uris_client ON client_uris (client_id)",
    "CREATE INDEX ix_client_uris_value ON client_uris (kind, value)",
    "CREATE INDEX ix_client_secrets_client ON client_secrets (client_id)",
    "CREATE INDEX ix_authorization_requests_client ON authorization_requests (client_id)",
    "CREATE INDEX ix_token_families_client ON token_families (client_id)",
    "CREATE INDEX ix_token_families_user ON token_families (user_id, revoked_at)",
    "CREATE INDEX ix_refresh_tokens_family ON refresh_tokens (family_id)",
    "CREATE INDEX ix_codes_client ON codes (client_id)",
    "CREATE INDEX ix_codes_user ON codes (user_id)",
    "CREATE INDEX ix_codes_family ON codes (family_id)",
    "CREATE INDEX ix_consents_client ON consents (client_id)",
    "CREATE INDEX ix_audit_events_account ON audit_events (account_id, at)",
    "CREATE INDEX ix_audit_events_client ON audit_events (client_id, at)",
];

const SEEDS: &[&str] = &["INSERT INTO roles (name) VALUES ('manager'), ('administrator')"];
