//! Whether programs may register clients by themselves.

use std::path::PathBuf;

use confique::Config;
use serde::Serialize;

use super::Secret;
use super::limits::at_least_one;
use super::scopes::ScopeList;

/// Dynamic client registration (RFC 7591, RFC 7592). While it is off, its addresses don't exist.
#[derive(Debug, Config, Serialize)]
pub struct RegistrationSettings {
    /// Lets programs that hold the initial access token register clients, which then belong to the first administrator.
    #[config(env = "LATCHKEY_REGISTRATION__ENABLED", default = false)]
    pub enabled: bool,

    /// The token that a program shows to register a client, at least 32 characters.
    #[config(env = "LATCHKEY_REGISTRATION__INITIAL_ACCESS_TOKEN")]
    pub initial_access_token: Option<Secret>,

    /// A file with the initial access token. Instead of `initial_access_token`.
    #[config(env = "LATCHKEY_REGISTRATION__INITIAL_ACCESS_TOKEN_FILE")]
    pub initial_access_token_file: Option<PathBuf>,

    /// The scopes that a registered client may have beside those that tell who somebody is.
    #[config(env = "LATCHKEY_REGISTRATION__ALLOWED_SCOPES", default = [])]
    pub allowed_scopes: ScopeList,

    /// How many registered clients there may be. They don't count for `limits.active_clients`.
    #[config(env = "LATCHKEY_REGISTRATION__LIMIT", default = 100, validate = at_least_one)]
    pub limit: u32,
}
