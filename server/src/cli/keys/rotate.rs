//! `latchkey keys rotate`

use std::fmt::Write as _;

use clap::Args;
use identity::keys::by_hand::{self, Changed};

use super::super::options::ConfigOptions;
use super::super::output;
use super::{moment, with_identity};
use crate::error::StartError;

/// Announces new signing keys, or replaces all of them at once.
#[derive(Debug, Args)]
pub(in crate::cli) struct Rotate {
    /// For a key that isn't secret any more: new keys sign at once, all others leave the key set at once, and every
    /// token that they signed is refused
    #[arg(long)]
    now: bool,
    #[command(flatten)]
    options: ConfigOptions,
}

impl Rotate {
    pub(super) fn run(self) -> Result<(), StartError> {
        if self.now {
            let changed = with_identity(self.options, async |identity| {
                by_hand::replace(&identity.keys).await.map_err(StartError::refused_by)
            })?;
            return output::print(&replaced(&changed));
        }
        let changed = with_identity(self.options, async |identity| {
            by_hand::rotate(&identity.keys).await.map_err(StartError::refused_by)
        })?;
        output::print(&announced(&changed))
    }
}

fn announced(changed: &[Changed]) -> String {
    let line = |key: &Changed| {
        format!("{}: key {} signs from {}\n", key.algorithm.as_str(), key.kid, moment(key.signs_from))
    };
    let mut text: String = changed.iter().map(line).collect();
    text.push_str("Nothing breaks: the keys of today sign until then, and what they signed stays valid.\n");
    text
}

fn replaced(changed: &[Changed]) -> String {
    let mut text = String::new();
    for key in changed {
        let gone = key.withdrawn.join(", ");
        // Writing into a string can't fail.
        let _ = writeln!(
            text,
            "{}: key {} signs now; out of the key set: {gone}",
            key.algorithm.as_str(),
            key.kid
        );
    }
    text.push_str(
        "What breaks: every access token and ID token signed until now is refused, by running servers within five \
         seconds.\nPrograms with a refresh token get new ones by themselves. Relying parties that keep the key set may \
         refuse new tokens until they fetch it again, up to five minutes.\n",
    );
    text
}
