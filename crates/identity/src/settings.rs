//! What the operator chose, as far as the use cases need it.

use domain::audience::Served;
use domain::client_id::ClientId;
use domain::limits::Limits;
use domain::session::SessionLimits;
use domain::signing_key::Schedule;
use domain::usage;
use oauth::grant_type::GrantType;
use oauth::scope::Scopes;
use serde::{Deserialize, Serialize};

/// Choices of the operator.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The issuer: the identity listener's public URL, without a slash at its end.
    pub issuer: String,
    /// The API listener's public URL: the audience of access tokens.
    pub api_url: String,
    /// The client by which the API in a process of its own asks about tokens.
    pub api_client: Option<ClientId>,
    /// What personal access tokens begin with.
    pub brand_prefix: String,
    /// How many of each thing there may be.
    pub limits: Limits,
    /// How clients may register themselves; `None` while they may not.
    pub registration: Option<Registration>,
    /// When signing keys change.
    pub keys: Schedule,
    /// What becomes of the grant type `password`.
    pub password_grant: PasswordGrant,
    /// How long people stay signed in.
    pub sessions: SessionLimits,
}

impl Settings {
    /// Whether this server has a grant type at all. What it hasn't is not in discovery either.
    #[must_use]
    pub fn has_grant(&self, grant: GrantType) -> bool {
        grant != GrantType::Password || self.password_grant != PasswordGrant::Deny
    }

    /// The resources that tokens of this server are for.
    #[must_use]
    pub fn served(&self) -> Served<'_> {
        Served { api: &self.api_url, issuer: &self.issuer }
    }
}

/// What becomes of the grant type `password`, which programs should no longer use (RFC 9700 §2.4).
///
/// Each use leaves an event `deprecated_grant`, whatever stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PasswordGrant {
    /// It works for the clients that have it.
    Allow,
    /// It works, and each use is a warning in the log.
    Warn,
    /// The server doesn't have it.
    Deny,
}

/// How clients may register themselves (RFC 7591).
#[derive(Debug, Clone)]
pub struct Registration {
    /// The keyed hash of what lets a program register one.
    pub initial_access_token: store::Digest,
    /// The scopes they may have beside those that tell who somebody is.
    pub allowed_scopes: Scopes,
    /// How many there may be.
    pub limit: u32,
}

/// The public addresses of the two servers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Servers {
    /// Of the identity listener.
    pub identity: String,
    /// Of the API listener.
    pub api: String,
}

impl Servers {
    /// The addresses in the form in which `domain::usage` takes them.
    #[must_use]
    pub fn as_usage(&self) -> usage::Servers<'_> {
        usage::Servers { identity: &self.identity, api: &self.api }
    }
}
