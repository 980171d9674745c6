//! `latchkey keys`

mod list;
mod retire;
mod rotate;

use chrono::{DateTime, SecondsFormat, Utc};
use clap::Subcommand;
use identity::Identity;

use super::options::ConfigOptions;
use super::{block_on, logging};
use crate::error::StartError;

/// Looks at the signing keys, and changes them. Running servers on the same database follow within five seconds.
#[derive(Debug, Subcommand)]
#[command(
    after_help = "Examples:\n  latchkey keys list\n  latchkey keys rotate\n  latchkey keys rotate --now\n  latchkey keys retire 0pbVJ2cX8TGmpJv3Vn3a7Q"
)]
pub(super) enum KeysCommand {
    /// Print every signing key and where it is in its life
    List(list::List),
    /// Announce new signing keys; they sign once every cache has seen them, after ten minutes
    Rotate(rotate::Rotate),
    /// Take a key that doesn't sign out of the key set at once: what it signed is refused from then on
    Retire(retire::Retire),
}

impl KeysCommand {
    pub(super) fn run(self) -> Result<(), StartError> {
        match self {
            Self::List(command) => command.run(),
            Self::Rotate(command) => command.run(),
            Self::Retire(command) => command.run(),
        }
    }
}

/// Opens the server's database, does the job, and leaves once the audit trail is written.
fn with_identity<T>(
    options: ConfigOptions,
    job: impl AsyncFnOnce(&Identity) -> Result<T, StartError>,
) -> Result<T, StartError> {
    let loaded = options.load(Vec::new())?;
    logging::start(&loaded.settings.log);
    block_on(async {
        let identity = crate::open_for_command(&loaded.settings).await?;
        let done = job(&identity).await;
        identity.recorder.flush().await;
        done
    })
}

/// A moment, as operators and logs write it.
fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}
