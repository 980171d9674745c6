//! Flags that set configuration keys, the same for every command that needs a configuration.

use std::path::PathBuf;

use clap::Args;

use crate::config::{ConfigError, ConfigFile, Flag, Loaded, Settings, Sources, process_environment};

/// The file that is read when none is named.
const USUAL_FILE: &str = "latchkey.toml";

/// Where the configuration comes from. Flags win over the environment, and that wins over the file.
#[derive(Debug, Args)]
pub(super) struct ConfigOptions {
    /// Configuration file [default: latchkey.toml, when there is one]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Address to serve console, sign-in and protocol endpoints on (`listen`)
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: Option<String>,
    /// Address under which people reach the console, and the issuer of tokens (`public_url`)
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// Folder for everything that must survive a restart (`data_dir`)
    #[arg(long, value_name = "FOLDER")]
    data_dir: Option<String>,
    /// Database, sqlite://… or postgres://… (`database_url`)
    #[arg(long, value_name = "URL")]
    database_url: Option<String>,
}

impl ConfigOptions {
    /// Reads the configuration, with flags of the command itself on top.
    pub(super) fn load(self, more: Vec<Flag>) -> Result<Loaded, ConfigError> {
        let file = self.config.map_or_else(|| ConfigFile::IfPresent(USUAL_FILE.into()), ConfigFile::Named);
        let flags = [
            ("--listen", "listen", self.listen),
            ("--public-url", "public_url", self.public_url),
            ("--data-dir", "data_dir", self.data_dir),
            ("--database-url", "database_url", self.database_url),
        ];
        let flags = flags.into_iter().filter_map(|(name, key, text)| Some(Flag { name, key, text: text? }));
        Settings::load(Sources {
            file,
            environment: process_environment(),
            flags: flags.chain(more).collect(),
        })
    }
}
