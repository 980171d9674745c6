//! What can break inside. A refusal is an answer and not a failure.

use domain::refusal::{Refusal, RefusalCode};
use store::StoreError;

/// Something broke: the request can't be answered, and nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The database.
    #[error("the database failed: {0}")]
    Store(#[from] StoreError),
    /// A cryptographic operation.
    #[error("cryptography failed: {0}")]
    Crypto(&'static str),
    /// More work is waiting than the server takes on.
    #[error("too much is waiting: {0}")]
    Busy(&'static str),
    /// A file can't be read or written.
    #[error("the file {path} can't be used: {source}")]
    File {
        /// The file.
        path: String,
        /// Why.
        source: std::io::Error,
    },
}

impl From<Failure> for Refusal {
    /// Outside, a failure says nothing of its cause. The log keeps it.
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Busy(what) => {
                tracing::warn!(what, "Turned a request away: {what}");
                let refusal = Self::new(RefusalCode::Busy, "The server is busy. Try again in a moment.");
                Self { retry_after: Some(1), ..refusal }
            }
            Failure::Store(_) | Failure::Crypto(_) | Failure::File { .. } => {
                tracing::error!(cause = %Chain(&failure), "A request failed");
                Self::broken()
            }
        }
    }
}

/// An error with all its causes, on one line, for the log.
pub struct Chain<'a>(pub &'a dyn std::error::Error);

impl std::fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}
