//! One value that somebody set, and where.

use std::fmt;

/// Where a value comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A line of the configuration file.
    File {
        /// The file, as it was named.
        name: String,
        /// The line, from one.
        line: usize,
    },
    /// An environment variable.
    Environment(String),
    /// A flag of the command line.
    Flag(&'static str),
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { name, line } => write!(f, "{name}, line {line}"),
            Self::Environment(name) => write!(f, "environment variable {name}"),
            Self::Flag(name) => write!(f, "flag {name}"),
        }
    }
}

/// A value as it was written down.
#[derive(Debug, Clone)]
pub(super) enum Written {
    /// With a type, as TOML has them.
    Typed(toml::Value),
    /// As bare text, as environment and flags have it.
    Text(String),
}

/// A value for a key that exists.
#[derive(Debug)]
pub(super) struct Given {
    pub(super) key: String,
    pub(super) written: Written,
    pub(super) origin: Origin,
}
