//! What a client is run for, so that one for tests is never taken for one that people use (R105).

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::client::UnknownWord;

/// Where an app runs that uses a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Environment {
    /// On the machines of those who build it.
    Development,
    /// Where it is tried before people use it.
    Staging,
    /// Where people use it.
    Production,
}

impl Environment {
    /// Every environment, in the order of an app's life.
    pub const ALL: [Self; 3] = [Self::Development, Self::Staging, Self::Production];

    /// The environment as it is written in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Development => "development",
            Self::Staging => "staging",
            Self::Production => "production",
        }
    }

    /// How the name of a client that runs there ends by the documents' convention `[app]-[platform]-[environment]`.
    #[must_use]
    pub const fn name_end(self) -> &'static str {
        match self {
            Self::Development => "-dev",
            Self::Staging => "-staging",
            Self::Production => "-prod",
        }
    }
}

impl FromStr for Environment {
    type Err = UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut all = Self::ALL.into_iter();
        all.find(|one| one.as_str() == text).ok_or_else(|| UnknownWord(text.to_owned(), "environment"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_environment_is_written_the_same_in_json_and_in_the_database() {
        for environment in Environment::ALL {
            assert_eq!(serde_json::to_value(environment).unwrap(), environment.as_str());
            assert_eq!(environment.as_str().parse(), Ok(environment));
        }
        assert!("prod".parse::<Environment>().is_err());
    }
}
