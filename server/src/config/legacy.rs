//! What is kept for programs that rely on it.

use confique::Config;
use identity::PasswordGrant;
use serde::Serialize;

/// What is kept for programs that rely on it, and can be turned off.
#[derive(Debug, Clone, Copy, Config, Serialize)]
pub struct LegacySettings {
    /// The grant type `password`, by which a program gets to see people's passwords: `allow`, `warn` (each use is a
    /// warning in the log) or `deny`. Each use leaves an audit event. RFC 9700 advises against it.
    #[config(env = "LATCHKEY_LEGACY__PASSWORD_GRANT", default = "warn")]
    pub password_grant: PasswordGrant,
}
