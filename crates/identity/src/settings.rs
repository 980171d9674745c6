//! What the operator chose, as far as the use cases need it.

use domain::audience::Served;
use domain::limits::Limits;
use domain::signing_key::Schedule;
use domain::usage;

/// Choices of the operator.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The issuer: the identity listener's public URL, without a slash at its end.
    pub issuer: String,
    /// The API listener's public URL: the audience of access tokens.
    pub api_url: String,
    /// What personal access tokens begin with.
    pub brand_prefix: String,
    /// How many of each thing there may be.
    pub limits: Limits,
    /// When signing keys change.
    pub keys: Schedule,
}

impl Settings {
    /// The resources that tokens of this server are for.
    #[must_use]
    pub fn served(&self) -> Served<'_> {
        Served { api: &self.api_url, issuer: &self.issuer }
    }
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
