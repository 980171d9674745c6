//! Clients that are brought in from a file: one, several, or what an export wrote.

mod report;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::change::Change;
use crate::client::{Client, Status};
use crate::definition::{CheckedDefinition, Definition, SecretDefinition, weak};
use crate::expiration;
use crate::json;
use crate::problem::{FieldProblem, Problems};
use crate::secret::PlainSecret;
use crate::secret_label::CheckedSecret;
use crate::template::Template;

pub use self::report::{Difference, Line, Outcome, Report, differences};

/// The most clients of one import.
pub const MOST: usize = 100;
/// What the server alone says of a client: an export or an answer may be brought in as it stands.
const SERVERS_OWN: [&str; 3] = ["createdAt", "lastUsedAt", "version"];
/// What is decided when a client is made, and can't be changed by an import.
const FOR_LIFE: [&str; 5] = ["clientId", "clientType", "clientSecrets", "jwks", "template"];

/// One client of a file, read but not yet checked.
pub struct Entry {
    /// The client, written down whole.
    definition: Definition,
    /// Its members as they stand in the file, without those that stay for life.
    members: Map<String, Value>,
    template: Option<Template>,
    status: Option<Status>,
    /// Secrets that have ended already.
    ended: Vec<CheckedSecret>,
    /// What deserves a second look.
    pub warnings: Vec<FieldProblem>,
}

/// Takes a file apart: one client, a list of them, or an object with a list `clients`, as an export has it.
///
/// # Errors
/// When it holds no client, or more than [`MOST`].
pub fn split(file: Value) -> Result<Vec<Value>, Problems> {
    let clients = match file {
        Value::Array(clients) => clients,
        Value::Object(mut members) => match members.remove("clients") {
            Some(Value::Array(clients)) if members.is_empty() => clients,
            Some(_) => {
                return Err(Problems::one(
                    "clients",
                    "type",
                    "Write a list of clients, and nothing beside it.",
                ));
            }
            None => vec![Value::Object(members)],
        },
        _ => return Err(Problems::one("", "type", "Write a client, or a list of clients.")),
    };
    match clients.len() {
        0 => Err(Problems::one("clients", "empty", "There is no client in it.")),
        1..=MOST => Ok(clients),
        _ => Err(Problems::one("clients", "too_many", format!("{MOST} clients at most."))),
    }
}

/// Whether an export tells of a client: whether an import elsewhere could make it. A personal access token is its secret,
/// and what was revoked is over.
#[must_use]
pub fn is_exported(client: &Client) -> bool {
    client.status != Status::Revoked && client.template != Some(Template::PersonalAccessToken)
}

/// What an export says of a client: all that an import takes, and nothing of its secrets.
#[must_use]
pub fn exported(client: &Client) -> Map<String, Value> {
    let mut members = members_of(client);
    members.retain(|name, _| name != "clientSecrets" && !SERVERS_OWN.contains(&name.as_str()));
    members
}

/// The id that a client of a file names, if it names one.
#[must_use]
pub fn named_id(client: &Value) -> Option<String> {
    client.get("clientId").and_then(Value::as_str).map(|id| id.chars().take(100).collect())
}

impl Entry {
    /// Reads a client of a file. Secrets that have ended may be of any length: they open nothing any more (R049, R050).
    ///
    /// # Errors
    /// A problem for the first member that can't be read.
    pub fn read(client: Value, now: DateTime<Utc>) -> Result<Self, Problems> {
        let Value::Object(mut members) = client else {
            return Err(Problems::one("", "type", "Write a client as a JSON object."));
        };
        members.retain(|name, _| !SERVERS_OWN.contains(&name.as_str()));
        let template = taken(&mut members, "template")?;
        let status = taken(&mut members, "status")?;
        let mut warnings = Vec::new();
        drop_without_value(&mut members, &mut warnings);
        let mut definition: Definition = json::from_value(Value::Object(members.clone()))?;
        let ended = take_ended(&mut definition.client_secrets, now, &mut warnings)?;
        warnings.extend(definition.warnings());
        members.retain(|name, _| !FOR_LIFE.contains(&name.as_str()));
        Ok(Self { definition, members, template, status, ended, warnings })
    }

    /// Checks it as a new client: by the rules of a definition, and that a template fits. It was made elsewhere, so it may
    /// do without requested scopes (R140). Says as well whether it is to be switched off.
    ///
    /// # Errors
    /// A problem for each member that can't stay as it is.
    pub fn as_new(&mut self, most_secrets: u32) -> Result<(CheckedDefinition, bool), Problems> {
        let mut problems = Problems::default();
        if self.template == Some(Template::PersonalAccessToken) {
            let words = "A personal access token is its secret, so it can't be brought in. Make a new one.";
            problems.add("template", "not_here", words);
        } else if self.template.is_some_and(|template| template.client_type() != self.definition.client_type)
        {
            problems.add("template", "differs", "The template makes clients of the other type.");
        }
        if self.status == Some(Status::Revoked) {
            problems.add("status", "not_here", "A client that was revoked for good can't be brought in.");
        }
        let mut checked = problems.with(self.definition.checked(most_secrets))?;
        checked.draft.template = self.template;
        checked.secrets.append(&mut self.ended);
        Ok((checked, self.status == Some(Status::Inactive)))
    }

    /// The change that makes an existing client into this one: only what the file names and what differs.
    ///
    /// # Errors
    /// A problem for each member that a client has for life and that differs, and for a member that can't be read.
    pub fn as_change(&mut self, present: &Client) -> Result<Change, Problems> {
        let mut problems = Problems::default();
        if self.definition.client_type != present.client_type {
            problems.add("clientType", "for_life", "The type of a client can't be changed.");
        }
        if self.definition.jwks.is_some() && self.definition.jwks != present.jwks {
            problems.add("jwks", "for_life", "The keys of a client can't be changed by an import.");
        }
        if self.status.is_some_and(|status| status != present.status) {
            self.warn("status", "kept", "An import doesn't switch clients on or off: it stays as it is.");
        }
        if !self.definition.client_secrets.is_empty() || !self.ended.is_empty() {
            self.warn("clientSecrets", "kept", "The secrets of a client that is here stay as they are.");
        }
        problems.into_result(())?;
        let wanted: Change = json::from_value(Value::Object(self.members.clone()))?;
        let (mut wanted, present) = (wanted.members(), Change::to(present).members());
        wanted.retain(|name, value| present.get(name) != Some(value));
        json::from_value(Value::Object(wanted))
    }

    /// Adds something that deserves a second look.
    pub fn warn(&mut self, field: &str, code: &str, words: &str) {
        self.warnings.push(FieldProblem::new(field, code, words));
    }
}

fn members_of(client: &Client) -> Map<String, Value> {
    // A client is texts, numbers and lists, which have no way to fail.
    match serde_json::to_value(client) {
        Ok(Value::Object(members)) => members,
        Ok(_) | Err(_) => Map::new(),
    }
}

/// Takes a member out and reads it; what it says is no part of a definition.
fn taken<T: serde::de::DeserializeOwned>(
    members: &mut Map<String, Value>,
    name: &str,
) -> Result<Option<T>, Problems> {
    let value = members.remove(name).unwrap_or_default();
    json::from_value(value).map_err(|Problems(mut problems)| {
        problems.iter_mut().for_each(|problem| name.clone_into(&mut problem.field));
        Problems(problems)
    })
}

/// An answer of this server lists secrets without their values; there is nothing in them to take over.
fn drop_without_value(members: &mut Map<String, Value>, warnings: &mut Vec<FieldProblem>) {
    let Some(Value::Array(secrets)) = members.get_mut("clientSecrets") else { return };
    let before = secrets.len();
    secrets.retain(|secret| secret.get("hint").is_none() || secret.get("value").is_some());
    if secrets.len() < before {
        warnings.push(FieldProblem::new(
            "clientSecrets",
            "no_value",
            "A secret without its value was left out.",
        ));
    }
}

fn take_ended(
    secrets: &mut Vec<SecretDefinition>,
    now: DateTime<Utc>,
    warnings: &mut Vec<FieldProblem>,
) -> Result<Vec<CheckedSecret>, Problems> {
    let end = |secret: &SecretDefinition| {
        let end = secret.expiration.as_deref().and_then(|text| expiration::read(text).ok());
        end.filter(|end| *end <= now)
    };
    let (ended, working): (Vec<_>, Vec<_>) = secrets.drain(..).partition(|secret| end(secret).is_some());
    *secrets = working;
    if !ended.is_empty() {
        let words = "A secret has ended already: it opens nothing. Add one that works.";
        warnings.push(FieldProblem::new("clientSecrets", "ended", words));
    }
    warnings.extend(weak(&ended));
    let check = |secret: SecretDefinition| {
        let value = PlainSecret::accept_ended(&secret.value)
            .map_err(|words| Problems::one("clientSecrets", "value", words.to_string()))?;
        Ok(CheckedSecret { value, expires_at: end(&secret), description: secret.description })
    };
    ended.into_iter().map(check).collect()
}

#[cfg(test)]
mod tests;
