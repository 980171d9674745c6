//! `latchkey setup`

use clap::Args;

use super::options::ConfigOptions;
use super::{block_on, logging, output};
use crate::error::StartError;

/// Makes a new set-up link. It works once; the one before it stops working.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  latchkey setup\n  latchkey setup --config /etc/latchkey/latchkey.toml")]
pub(super) struct Setup {
    #[command(flatten)]
    options: ConfigOptions,
}

impl Setup {
    pub(super) fn run(self) -> Result<(), StartError> {
        let loaded = self.options.load(Vec::new())?;
        logging::start(&loaded.settings.log);
        let link = block_on(crate::setup_link(loaded.settings))?;
        output::print(&format!("{link}\n"))
    }
}
