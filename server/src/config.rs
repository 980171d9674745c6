//! What an operator can set: defaults, then the file, then the environment, then flags, each over the one before.
//!
//! Nothing outside this module reads the environment.

mod addresses;
mod api;
mod brand;
mod check;
mod database_url;
mod demo;
mod environment;
mod error;
mod file;
mod given;
mod keys;
mod legacy;
mod limits;
mod log;
mod networks;
mod outbound;
mod public_url;
mod registration;
mod scopes;
mod secret;
mod sessions;
mod show;
mod signing_keys;
mod sources;
mod text;

use std::net::SocketAddr;
use std::path::PathBuf;

use confique::Config;
use serde::Serialize;

pub use addresses::{Bound, PublicUrls};
pub use api::ApiSettings;
pub use brand::BrandSettings;
pub use database_url::DatabaseUrl;
pub use demo::DemoSettings;
pub use environment::process as process_environment;
pub use error::ConfigError;
pub use given::Origin;
pub use legacy::LegacySettings;
pub use limits::LimitSettings;
pub use log::{LogFormat, LogSettings};
pub use networks::Networks;
pub use outbound::OutboundSettings;
pub use public_url::PublicUrl;
pub use registration::RegistrationSettings;
pub use secret::Secret;
pub use sessions::SessionSettings;
pub use show::show;
pub use signing_keys::SigningKeySettings;
pub use sources::{ConfigFile, Flag, Loaded, Sources};

/// Latchkey's configuration. Every key can stand here, in the environment, and the most used ones as a flag of
/// `latchkey serve`; what comes later in this list wins. An unknown key is an error.
#[derive(Debug, Config, Serialize)]
pub struct Settings {
    /// The address under which people reach the console, and the issuer of every token: the only source of links.
    /// Outside loopback it must be https. When it is not set, it is http://localhost with the port of `listen`.
    #[config(env = "LATCHKEY_PUBLIC_URL")]
    pub public_url: Option<PublicUrl>,

    /// The address on which console, sign-in and protocol endpoints are served.
    #[config(env = "LATCHKEY_LISTEN", default = "127.0.0.1:44367", deserialize_with = text::socket_address)]
    pub listen: SocketAddr,

    /// The folder for everything that must survive a restart. It is created when it is missing.
    #[config(env = "LATCHKEY_DATA_DIR", default = "data")]
    pub data_dir: PathBuf,

    /// The database, as sqlite://… or postgres://… When it is not set, it is the SQLite file latchkey.db in `data_dir`.
    #[config(env = "LATCHKEY_DATABASE_URL")]
    pub database_url: Option<DatabaseUrl>,

    /// A file with the database's address, for addresses that hold a password. Instead of `database_url`.
    #[config(env = "LATCHKEY_DATABASE_URL_FILE")]
    pub database_url_file: Option<PathBuf>,

    /// The key that encrypts signing keys at rest, at least 32 characters. When neither this nor `encryption_key_file`
    /// is set, one is generated into `data_dir`, readable by its owner only.
    #[config(env = "LATCHKEY_ENCRYPTION_KEY")]
    pub encryption_key: Option<Secret>,

    /// A file with the encryption key. Instead of `encryption_key`.
    #[config(env = "LATCHKEY_ENCRYPTION_KEY_FILE")]
    pub encryption_key_file: Option<PathBuf>,

    /// The reverse proxies whose X-Forwarded-For is believed, as addresses or networks ("10.0.0.0/8").
    /// While it is empty, the address of a client is the address that connects.
    #[config(env = "LATCHKEY_TRUSTED_PROXIES", default = [])]
    pub trusted_proxies: Networks,

    /// The REST API.
    #[config(nested)]
    pub api: ApiSettings,

    /// The demonstration.
    #[config(nested)]
    pub demo: DemoSettings,

    /// The look and the names of this installation.
    #[config(nested)]
    pub brand: BrandSettings,

    /// How much of something one may have.
    #[config(nested)]
    pub limits: LimitSettings,

    /// The keys that sign tokens.
    #[config(nested)]
    pub keys: SigningKeySettings,

    /// What is kept for programs that rely on it.
    #[config(nested)]
    pub legacy: LegacySettings,

    /// Clients that register themselves.
    #[config(nested)]
    pub registration: RegistrationSettings,

    /// Messages to addresses that clients have registered.
    #[config(nested)]
    pub outbound: OutboundSettings,

    /// How long people stay signed in.
    #[config(nested)]
    pub sessions: SessionSettings,

    /// The log, which goes to standard error.
    #[config(nested)]
    pub log: LogSettings,
}

/// Prints a configuration file that says every key, its meaning and its default, with everything commented out.
pub fn template() -> String {
    confique::toml::template::<Settings>(confique::toml::FormatOptions::default())
}

#[cfg(test)]
mod tests;
