//! `latchkey serve`

use clap::Args;

use super::options::ConfigOptions;
use super::{block_on, logging};
use crate::config::Flag;
use crate::error::StartError;

/// Runs the server until it is told to stop.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  latchkey serve --demo\n  latchkey serve --public-url https://id.example.com --data-dir /var/lib/latchkey"
)]
pub(super) struct Serve {
    /// Fill an empty database with known people and sample data, and serve a client program to try them with;
    /// only on loopback (`demo.enabled`)
    #[arg(long)]
    demo: bool,
    #[command(flatten)]
    options: ConfigOptions,
}

impl Serve {
    pub(super) fn run(self) -> Result<(), StartError> {
        let demo = Flag { name: "--demo", key: "demo.enabled", text: true.to_string() };
        let loaded = self.options.load(self.demo.then_some(demo).into_iter().collect())?;
        logging::start(&loaded.settings.log);
        block_on(crate::serve(loaded.settings))
    }
}
