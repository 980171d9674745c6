//! Why a command ended before it could do its work.

use std::net::SocketAddr;

use crate::config::ConfigError;

/// The one line that a person at a terminal reads when a command fails: what is wrong, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The configuration can't be used.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// A listener could not be opened.
    #[error(
        "cannot listen on {address}: {error}; stop the program that uses it, or set `{key}` to another address"
    )]
    Listen {
        /// The address that was asked for.
        address: SocketAddr,
        /// The configuration key that names it.
        key: &'static str,
        /// What the system says.
        error: std::io::Error,
    },
    /// Something else that people can put right; the sentence says how.
    #[error("{0}")]
    Refused(String),
    /// The system refused something that no setting changes.
    #[error("{doing}: {error}")]
    System {
        /// What was being done, as the beginning of a sentence.
        doing: &'static str,
        /// What the system says.
        error: std::io::Error,
    },
}

impl StartError {
    /// Names what was being done when the system said no; for `map_err`.
    pub fn while_doing(doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |error| Self::System { doing, error }
    }

    /// Names what an inner room said.
    pub fn refused_by(error: impl std::error::Error + 'static) -> Self {
        Self::Refused(identity::failure::Chain(&error).to_string())
    }
}

impl From<identity::failure::Failure> for StartError {
    fn from(failure: identity::failure::Failure) -> Self {
        Self::refused_by(failure)
    }
}
