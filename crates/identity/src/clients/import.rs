//! Bringing clients in from a file, and writing them out into one.

use domain::client::{Client, Status};
use domain::client_id::ClientId;
use domain::import::{self, Entry, Line, Outcome, Report};
use domain::problem::{FieldProblem, Problems};
use domain::refusal::Refusal;
use serde_json::{Map, Value};
use store::clients::{Inserted, StoredClient};
use store::database::DatabaseTransaction;

use super::change::write;
use super::define::{holder, insert_within, nearest_template, reused};
use super::{make_id, refuse_web_server_to_others};
use crate::Visit;
use crate::failure::Failure;
use crate::people::SignedIn;

/// The person's own clients as a file says them, oldest first: without secrets, and without what no import takes. Those are
/// clients that were revoked, and personal access tokens, which are nothing without their secret.
///
/// # Errors
/// `NotSignedIn` or `Broken`.
pub async fn export(visit: &Visit) -> Result<Vec<Map<String, Value>>, Refusal> {
    let person = visit.signed_in()?;
    let stored = store::clients::list(&visit.identity.db.reader, person.id).await.map_err(Failure::from)?;
    let clients = stored.iter().rev().map(|stored| &stored.client);
    Ok(clients.filter(|client| import::is_exported(client)).map(import::exported).collect())
}

/// Brings clients in: a new one is made, one that is here is changed as far as the file differs. Each client is taken or
/// refused by itself, and no secret is ever made. A dry run does all of it and then takes it back.
///
/// # Errors
/// `NotSignedIn`, a problem of the file as a whole, or `Broken`; then nothing was brought in.
pub async fn import(visit: &Visit, file: Value, dry_run: bool) -> Result<Report, Refusal> {
    let person = visit.signed_in()?;
    let clients = import::split(file)?;
    let txn = store::database::begin(&visit.identity.db).await.map_err(Failure::from)?;
    let mut lines = Vec::with_capacity(clients.len());
    for client in clients {
        lines.push(bring_in(visit, person, &txn, client).await?);
    }
    if !dry_run {
        store::database::commit(txn).await.map_err(Failure::from)?;
        lines.iter().for_each(|line| note(visit, line));
    }
    Ok(Report { dry_run, clients: lines })
}

/// What becomes of one client. A refusal of it is a line of the report; what breaks ends the import.
async fn bring_in(
    visit: &Visit,
    person: &SignedIn,
    txn: &DatabaseTransaction,
    client: Value,
) -> Result<Line, Refusal> {
    let client_id = import::named_id(&client);
    let mut warnings = Vec::new();
    let done = match Entry::read(client, visit.identity.clock.now()) {
        Ok(mut entry) => {
            let done = take(visit, person, txn, &mut entry, client_id.as_deref()).await;
            warnings = entry.warnings;
            done
        }
        Err(problems) => Err(problems.into()),
    };
    let line = |outcome| Line {
        outcome,
        client_id,
        client: None,
        differences: Vec::new(),
        warnings,
        problems: Vec::new(),
    };
    match done {
        Ok((outcome, before, after)) => {
            let differences = before.map(|before| import::differences(&before, &after)).unwrap_or_default();
            Ok(Line { client: Some(after), differences, ..line(outcome) })
        }
        Err(refusal) if refusal.code.status() >= 500 => Err(refusal),
        Err(refusal) => Ok(Line { problems: problems(refusal), ..line(Outcome::Refused) }),
    }
}

/// The outcome, and the client before, if there was one, and after.
type Taken = (Outcome, Option<Client>, Client);

async fn take(
    visit: &Visit,
    person: &SignedIn,
    txn: &DatabaseTransaction,
    entry: &mut Entry,
    client_id: Option<&str>,
) -> Result<Taken, Refusal> {
    let id = client_id.and_then(|id| id.parse::<ClientId>().ok());
    if let Some(id) = &id
        && let Some(present) = own(txn, person, id).await?
    {
        return change(visit, txn, entry, present).await;
    }
    make(visit, person, txn, entry).await
}

/// Makes a client that is not here yet.
async fn make(
    visit: &Visit,
    person: &SignedIn,
    txn: &DatabaseTransaction,
    entry: &mut Entry,
) -> Result<Taken, Refusal> {
    let (checked, off) = entry.as_new(visit.identity.settings.limits.secrets_per_client)?;
    let draft = &checked.draft;
    let (template, kind) = (draft.template, draft.client_type);
    refuse_web_server_to_others(visit, "client.created", template, kind, &draft.grant_types)?;
    let identity = &visit.identity;
    let now = identity.clock.now();
    // A client that is off takes no place.
    let most_active = if off { u32::MAX } else { identity.settings.limits.active_clients };
    let id = loop {
        let id = match &checked.client_id {
            Some(id) => id.clone(),
            None => make_id(nearest_template(&checked.draft), &*identity.random)?,
        };
        match insert_within(identity, txn, person, &checked, &id, most_active).await? {
            Inserted::Done(client) => {
                if let Some(name) = holder(identity, txn, person, &checked, client).await? {
                    entry.warn("clientSecrets", "reused", &reused(&name));
                }
                break id;
            }
            Inserted::LimitReached => return Err(Refusal::limit_reached(identity.settings.limits)),
            Inserted::IdTaken if checked.client_id.is_some() => {
                let words = "Another client has this id. Choose another, or leave it out to get one.";
                return Err(Problems::one("clientId", "taken", words).into());
            }
            Inserted::IdTaken => {}
        }
    };
    if off {
        let change = store::clients::set_status(txn, person.id, &id, Status::Inactive, most_active, now);
        change.await.map_err(Failure::from)?;
    }
    let made = own(txn, person, &id).await?.ok_or_else(Refusal::not_found)?;
    Ok((Outcome::Created, None, made.client))
}

async fn change(
    visit: &Visit,
    txn: &DatabaseTransaction,
    entry: &mut Entry,
    present: StoredClient,
) -> Result<Taken, Refusal> {
    let change = entry.as_change(&present.client)?;
    let before = present.client.clone();
    let after = write(visit, txn, present, &change).await?;
    let Some(after) = after else { return Err(Refusal::stale(before)) };
    let outcome = if after == before { Outcome::Unchanged } else { Outcome::Changed };
    Ok((outcome, Some(before), after))
}

async fn own(
    txn: &DatabaseTransaction,
    person: &SignedIn,
    id: &ClientId,
) -> Result<Option<StoredClient>, Failure> {
    Ok(store::clients::find_own(txn, person.id, id).await?)
}

/// A refusal as the problems of its line; one that is about no field has none.
fn problems(refusal: Refusal) -> Vec<FieldProblem> {
    if !refusal.problems.is_empty() {
        return refusal.problems;
    }
    let code = match serde_json::to_value(refusal.code) {
        Ok(Value::String(code)) => code,
        Ok(_) | Err(_) => String::new(),
    };
    vec![FieldProblem { field: String::new(), code, message: refusal.message }]
}

fn note(visit: &Visit, line: &Line) {
    let Some(client) = &line.client else { return };
    let id = Some(client.client_id.as_str());
    match line.outcome {
        Outcome::Created => visit.audit("client.created", "done", id, "import"),
        Outcome::Changed => {
            let members: Vec<&str> = line.differences.iter().map(|one| one.member.as_str()).collect();
            visit.audit("client.changed", "done", id, &members.join(" "));
        }
        Outcome::Unchanged | Outcome::Refused => {}
    }
}
