//! `latchkey keys list`

use clap::Args;
use identity::keys::by_hand::{self, KeyView};

use super::super::options::ConfigOptions;
use super::super::output;
use super::{moment, with_identity};
use crate::error::StartError;

/// Prints every signing key, oldest first.
#[derive(Debug, Args)]
pub(in crate::cli) struct List {
    #[command(flatten)]
    options: ConfigOptions,
}

impl List {
    pub(super) fn run(self) -> Result<(), StartError> {
        let keys = with_identity(self.options, async |identity| Ok(by_hand::list(&identity.keys).await?))?;
        let head = ["KID", "ALGORITHM", "STATE", "ANNOUNCED", "SIGNS FROM", "LEAVES"].map(str::to_owned);
        let table: Vec<_> = std::iter::once(head).chain(keys.iter().map(row)).map(line).collect();
        output::print(&table.concat())
    }
}

fn row(key: &KeyView) -> [String; 6] {
    [
        key.kid.clone(),
        key.algorithm.as_str().to_owned(),
        key.state.as_str().to_owned(),
        moment(key.announced_at),
        moment(key.signs_from),
        key.leaves_at.map_or_else(|| "-".to_owned(), moment),
    ]
}

fn line([kid, algorithm, state, announced, signs_from, leaves]: [String; 6]) -> String {
    format!("{kid:<22}  {algorithm:<9}  {state:<9}  {announced:<20}  {signs_from:<20}  {leaves}\n")
}
