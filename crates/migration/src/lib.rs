//! How the tables came to be: one file a change, forward only, the same text for SQLite and Postgres.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod m20261122_000001_identity;
mod m20261122_000002_projects;
mod m20261122_000003_tokens;
mod m20261122_000004_authorize;
mod m20261122_000005_logout;
mod m20261122_000006_keys;
mod m20261122_000007_throttle;
mod m20261122_000008_clients;
mod m20261122_000009_device;
mod m20261122_000010_dpop;
mod m20261122_000011_registration;
mod m20261122_000016_sweep;
mod m20261122_000017_client_list;
mod m20261122_000018_documentation;
mod m20261122_000020_secrets;
mod m20261122_000021_activity;
mod m20261122_000024_reports;
mod m20261122_000025_webhooks;
mod m20261122_000028_former_clients;
mod m20261122_000029_device_resources;
mod statements;

/// Every change of the schema, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261122_000001_identity::Migration),
            Box::new(m20261122_000002_projects::Migration),
            Box::new(m20261122_000003_tokens::Migration),
            Box::new(m20261122_000004_authorize::Migration),
            Box::new(m20261122_000005_logout::Migration),
            Box::new(m20261122_000006_keys::Migration),
            Box::new(m20261122_000007_throttle::Migration),
            Box::new(m20261122_000008_clients::Migration),
            Box::new(m20261122_000009_device::Migration),
            Box::new(m20261122_000010_dpop::Migration),
            Box::new(m20261122_000011_registration::Migration),
            Box::new(m20261122_000016_sweep::Migration),
            Box::new(m20261122_000017_client_list::Migration),
            Box::new(m20261122_000018_documentation::Migration),
            Box::new(m20261122_000020_secrets::Migration),
            Box::new(m20261122_000021_activity::Migration),
            Box::new(m20261122_000024_reports::Migration),
            Box::new(m20261122_000025_webhooks::Migration),
            Box::new(m20261122_000028_former_clients::Migration),
            Box::new(m20261122_000029_device_resources::Migration),
        ]
    }
}
