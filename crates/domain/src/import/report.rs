//! What an import came to, client by client.

use serde::Serialize;
use serde_json::{Map, Value};

use super::members_of;
use crate::change::Change;
use crate::client::Client;
use crate::problem::FieldProblem;

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Whether nothing was written, and this is what would have been.
    pub dry_run: bool,
    /// One line a client, in the order of the file.
    pub clients: Vec<Line>,
}

/// What became of one client of an import.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Line {
    /// What became of it.
    pub outcome: Outcome,
    /// The id that the file names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The client as it is then; absent when it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<Client>,
    /// What is other than before.
    pub differences: Vec<Difference>,
    /// What was taken over and deserves a second look.
    pub warnings: Vec<FieldProblem>,
    /// Why it was refused.
    pub problems: Vec<FieldProblem>,
}

/// What can become of a client of an import.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// There was none of this id.
    Created,
    /// There was one, and it is other now.
    Changed,
    /// There was one, and it was so already.
    Unchanged,
    /// It can't be.
    Refused,
}

/// One member that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Its name.
    pub member: String,
    /// What it was; `null` when it was not there.
    pub before: Value,
    /// What it is then; `null` when it is gone.
    pub after: Value,
}

/// What is other in a client than it was, as JSON.
#[must_use]
pub fn differences(before: &Client, after: &Client) -> Vec<Difference> {
    let (was, is) = (members_of(before), members_of(after));
    let get = |members: &Map<String, Value>, name: &str| members.get(name).cloned().unwrap_or_default();
    let names = Change::differences(before, after).into_iter();
    names.map(|member| Difference { before: get(&was, &member), after: get(&is, &member), member }).collect()
}
