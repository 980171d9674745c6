//! The audit trail, as far as it is a person's own: what they did, what was tried in their name, and what happened to
//! their clients.

use std::collections::{BTreeSet, HashMap};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use domain::client_id::ClientId;
use domain::event::{Actor, Entry, Filter, Kind, plain};
use domain::problem::Problems;
use domain::refusal::Refusal;
use store::audit::{Event, Place};

use crate::failure::Failure;
use crate::{Visit, clients};

/// How many events a page shows to people.
pub const PAGE: u64 = 50;

/// How many events an export holds at most. Who needs more asks for a narrower time.
pub const MOST: u64 = 10_000;

/// Some events, and where the older ones begin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The events, newest first.
    pub entries: Vec<Entry>,
    /// What to ask for to go on; `None` at the end.
    pub next: Option<String>,
}

/// The person's events, newest first, from `cursor` on, and no more than `most`.
///
/// # Errors
/// `NotSignedIn`, a problem of the field `cursor`, or `Broken`.
pub async fn list(
    visit: &Visit,
    filter: &Filter,
    cursor: Option<&str>,
    most: u64,
) -> Result<Listed, Refusal> {
    let person = visit.signed_in()?;
    let before = cursor.map(read_cursor).transpose()?;
    let most = most.clamp(1, MOST);
    let db = &visit.identity.db.reader;
    // One more than is wanted tells whether there are older ones.
    let mut found =
        store::audit::page(db, person.id, filter, before, most + 1).await.map_err(Failure::from)?;
    let more = found.len() as u64 > most;
    found.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|(place, _)| write_cursor(*place));
    let ids: BTreeSet<&str> = found.iter().filter_map(|(_, event)| event.client_id.as_deref()).collect();
    let names = store::clients::names(db, ids).await.map_err(Failure::from)?;
    let entries = found.into_iter().map(|(_, event)| entry(event, person.id, &names)).collect();
    Ok(Listed { entries, next })
}

/// What happened with one of the person's own clients, as [`list`] would tell it, a [`PAGE`] at a time.
///
/// # Errors
/// `NotSignedIn`, `NotFound` also for somebody else's client, a problem of the field `cursor`, or `Broken`.
pub async fn of_client(visit: &Visit, id: &ClientId, cursor: Option<&str>) -> Result<Listed, Refusal> {
    let client = clients::find(visit, id).await?;
    let filter = Filter { client_id: Some(client.client_id.to_string()), ..Filter::default() };
    list(visit, &filter, cursor, PAGE).await
}

fn entry(event: Event, reader: i64, names: &HashMap<String, String>) -> Entry {
    let actor = match event.actor {
        Some(actor) if actor == reader => Actor::You,
        Some(_) => Actor::SomebodyElse,
        None => Actor::Nobody,
    };
    Entry {
        at: event.at,
        kind: Kind::of(&event.action),
        detail: plain(&event.detail),
        client_name: event.client_id.as_ref().and_then(|id| names.get(id)).cloned(),
        // From where people come is theirs alone, also when they use somebody's client.
        address: event.address.filter(|_| actor != Actor::SomebodyElse),
        actor,
        action: event.action,
        outcome: event.outcome,
        client_id: event.client_id,
        request_id: event.request_id.filter(|id| !id.is_empty()),
    }
}

fn write_cursor(place: Place) -> String {
    URL_SAFE_NO_PAD.encode(format!("{}.{}", place.at.timestamp_millis(), place.row))
}

fn read_cursor(text: &str) -> Result<Place, Problems> {
    let read = || {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() <= 40)?;
        let text = String::from_utf8(bytes).ok()?;
        let (at, row) = text.split_once('.')?;
        let at = DateTime::from_timestamp_millis(at.parse().ok()?)?;
        Some(Place { at, row: row.parse().ok()? })
    };
    read().ok_or_else(|| Problems::one("cursor", "unreadable", "Begin again with the newest."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_nothing_else_is_one() {
        let place = Place { at: DateTime::from_timestamp_millis(1_800_000_000_123).unwrap(), row: 42 };
        assert_eq!(read_cursor(&write_cursor(place)), Ok(place));
        let written = |text: &str| URL_SAFE_NO_PAD.encode(text);
        for bad in
            ["", "???", &written("1"), &written("1.x"), &written("9223372036854775807.1"), &written("1.2.3")]
        {
            assert!(read_cursor(bad).is_err(), "{bad}");
        }
    }
}
