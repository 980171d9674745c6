//! `latchkey keys retire`

use clap::Args;
use identity::keys::by_hand;

use super::super::options::ConfigOptions;
use super::super::output;
use super::with_identity;
use crate::error::StartError;

/// Takes one key out of the key set.
#[derive(Debug, Args)]
pub(in crate::cli) struct Retire {
    /// The key, as `latchkey keys list` names it
    kid: String,
    #[command(flatten)]
    options: ConfigOptions,
}

impl Retire {
    pub(super) fn run(self) -> Result<(), StartError> {
        let kid = self.kid;
        with_identity(self.options, async |identity| {
            by_hand::retire(&identity.keys, &kid).await.map_err(StartError::refused_by)
        })?;
        output::print(&format!("Key {kid} is out of the key set. What it signed is refused from now on.\n"))
    }
}
