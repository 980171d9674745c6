//! What can be wrong with a configuration. Each is one line that names the key, the place and the way out.

use std::path::PathBuf;

use super::given::Origin;

/// Why a configuration can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file that was named does not exist, or can't be read.
    #[error("cannot read {}: {error}; `latchkey config template > {}` writes a new one", path.display(), path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A file that holds a secret can't be read.
    #[error("`{key}` names {}, which cannot be read: {error}", path.display())]
    SecretUnreadable {
        /// The key that names the file.
        key: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is not TOML.
    #[error("{origin}: {message}")]
    Syntax {
        /// Where.
        origin: Origin,
        /// What the parser says.
        message: String,
    },
    /// The file sets a key that does not exist.
    #[error("unknown key `{key}` ({origin}); {}", suggestion(nearest, '`', "lists every key"))]
    UnknownKey {
        /// The key.
        key: String,
        /// Where.
        origin: Origin,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// The environment sets a key that does not exist.
    #[error("unknown environment variable {name}; {}", suggestion(nearest, ' ', "lists every one"))]
    UnknownVariable {
        /// The variable.
        name: String,
        /// What was probably meant.
        nearest: Option<String>,
    },
    /// A section has been given a value.
    #[error("`{key}` ({origin}) is a section; write [{key}] on a line of its own")]
    NotASection {
        /// The section.
        key: String,
        /// Where.
        origin: Origin,
    },
    /// An environment variable is not Unicode.
    #[error("environment variable {name} is not text in UTF-8")]
    NotText {
        /// The variable.
        name: String,
    },
    /// A key has a value that it can't have.
    #[error("`{key}` ({origin}): {message}")]
    BadValue {
        /// The key.
        key: String,
        /// Where.
        origin: Origin,
        /// What is wrong with the value.
        message: String,
    },
    /// Each value is right, but not together with another, or not here.
    #[error("`{key}`: {message}")]
    Refused {
        /// The key to change.
        key: &'static str,
        /// What is wrong, and what would be right.
        message: String,
    },
}

impl ConfigError {
    pub(super) fn refused(key: &'static str, message: impl Into<String>) -> Self {
        Self::Refused { key, message: message.into() }
    }
}

fn suggestion(nearest: &Option<String>, quote: char, otherwise: &str) -> String {
    let quote = if quote == ' ' { String::new() } else { quote.to_string() };
    match nearest {
        Some(name) => format!("did you mean {quote}{name}{quote}?"),
        None => format!("`latchkey config template` {otherwise}"),
    }
}
