//! `latchkey config`

use clap::Subcommand;

use super::options::ConfigOptions;
use super::output;
use crate::config::{self, Bound};
use crate::error::StartError;

/// Looks at the configuration without starting anything.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Examples:\n  latchkey config template > latchkey.toml\n  latchkey config show --config /etc/latchkey/latchkey.toml"
)]
pub(super) enum ConfigCommand {
    /// Print a configuration file with every key, its meaning and its default
    Template,
    /// Print the values that take effect and where each comes from; secrets as stars
    Show(ConfigOptions),
    /// Say whether the server would start with this configuration
    Validate(ConfigOptions),
}

impl ConfigCommand {
    pub(super) fn run(self) -> Result<(), StartError> {
        match self {
            Self::Template => output::print(&config::template()),
            Self::Show(options) => output::print(&config::show(&options.load(Vec::new())?)?),
            Self::Validate(options) => validate(options),
        }
    }
}

/// Also opens the files that hold secrets, which is as far as one can look without starting.
fn validate(options: ConfigOptions) -> Result<(), StartError> {
    let settings = options.load(Vec::new())?.settings;
    settings.database_url()?;
    settings.encryption_key()?;
    let demo = settings.demo.enabled.then_some(settings.demo.listen);
    let urls = settings.public_urls(&Bound { identity: settings.listen, api: settings.api.listen, demo })?;
    output::print(&format!("The configuration is good. The issuer is {}.\n", urls.identity))
}
