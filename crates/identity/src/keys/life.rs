//! What becomes due in the life of the keys, done once however many processes there are.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use domain::client::SigningAlgorithm;
use domain::signing_key::{Key, KeyLine, KeyState};
use domain::template::ACCESS_TOKEN_LIFETIME;
use store::audit::Event;
use store::signing_keys::{self, StoredKey};

use super::make::Fresh;
use super::{ALGORITHMS, Tools};
use crate::failure::Failure;

/// Reads the rows, does what is due, and gives the rows as they are then.
///
/// # Errors
/// When the database fails, or a key can't be made.
pub(super) async fn tend(tools: &Tools, now: DateTime<Utc>) -> Result<Vec<StoredKey>, Failure> {
    let mut rows = signing_keys::list(&tools.db.reader).await?;
    let is_announced = announce_due(tools, &rows, now).await?;
    let is_deleted = delete_over(tools, &rows, now).await?;
    if is_announced || is_deleted {
        rows = signing_keys::list(&tools.db.writer).await?;
    }
    note(tools, &rows, now).await?;
    Ok(rows)
}

/// The keys of an algorithm that are in the key set.
pub(super) fn line(rows: &[StoredKey], algorithm: SigningAlgorithm) -> KeyLine {
    let own = rows.iter().filter(|row| row.algorithm == algorithm && row.withdrawn_at.is_none());
    KeyLine::new(own.map(|row| Key {
        kid: row.kid.clone(),
        number: row.number,
        announced_at: row.created_at,
        signs_from: row.signs_from,
    }))
}

/// Where a key is in its life; one that was withdrawn is retired.
pub(super) fn state(rows: &[StoredKey], row: &StoredKey, now: DateTime<Utc>) -> KeyState {
    line(rows, row.algorithm).state(&row.kid, now).unwrap_or(KeyState::Retired)
}

async fn announce_due(tools: &Tools, rows: &[StoredKey], now: DateTime<Utc>) -> Result<bool, Failure> {
    let mut any = false;
    for algorithm in ALGORITHMS {
        let Some(signs_from) = line(rows, algorithm).due(&tools.schedule, now) else { continue };
        let key = Fresh::make(tools, algorithm).await?.behind(rows, now, signs_from);
        // Of two processes that come to this at the same moment one gets the place; the other takes that one's key.
        signing_keys::insert(&tools.db.writer, &key).await?;
        any = true;
    }
    Ok(any)
}

/// Deletes keys with their private halves when nothing that they signed can be valid any more.
async fn delete_over(tools: &Tools, rows: &[StoredKey], now: DateTime<Utc>) -> Result<bool, Failure> {
    let mut any = false;
    for row in over(tools, rows, now).await? {
        if signing_keys::delete(&tools.db.writer, &row.kid).await? {
            event(tools, "key.deleted", row, now);
        }
        any = true;
    }
    Ok(any)
}

async fn over<'a>(
    tools: &Tools,
    rows: &'a [StoredKey],
    now: DateTime<Utc>,
) -> Result<Vec<&'a StoredKey>, Failure> {
    let is_over = |row: &StoredKey, longest| match row.withdrawn_at {
        // The last of its line stays, so that its place is not given again.
        Some(moment) => moment + tools.schedule.keep <= now && !is_last(rows, row),
        None => line(rows, row.algorithm).over(&tools.schedule, longest, now).any(|key| key.kid == row.kid),
    };
    let perhaps: Vec<_> = rows.iter().filter(|row| is_over(row, TimeDelta::zero())).collect();
    if perhaps.is_empty() {
        return Ok(perhaps);
    }
    let longest = longest_token(tools).await?;
    Ok(perhaps.into_iter().filter(|row| is_over(row, longest)).collect())
}

fn is_last(rows: &[StoredKey], row: &StoredKey) -> bool {
    !rows.iter().any(|other| other.algorithm == row.algorithm && other.number > row.number)
}

/// The longest life of a token that a key may have signed.
///
/// # Errors
/// When the database fails.
pub(super) async fn longest_token(tools: &Tools) -> Result<TimeDelta, Failure> {
    let longest = store::clients::longest_access_token_lifetime(&tools.db.reader).await?;
    Ok(domain::refresh::seconds(longest.unwrap_or_default().max(ACCESS_TOKEN_LIFETIME)))
}

/// Follows the keys with the audit trail: whoever moves the note from one state to the next writes the event.
async fn note(tools: &Tools, rows: &[StoredKey], now: DateTime<Utc>) -> Result<(), Failure> {
    for row in rows {
        let state = state(rows, row, now);
        // Never backwards: the clock of another process may be a little ahead.
        let is_new = row.noted.is_none_or(|noted| state > noted);
        if !is_new || !signing_keys::note(&tools.db.writer, &row.kid, row.noted, state).await? {
            continue;
        }
        if row.noted.is_none() {
            event(tools, "key.announced", row, row.created_at);
        }
        match state {
            KeyState::Announced => {}
            KeyState::Signing => event(tools, "key.signing", row, now),
            KeyState::Retired => event(tools, "key.retired", row, now),
        }
    }
    Ok(())
}

fn event(tools: &Tools, action: &str, key: &StoredKey, at: DateTime<Utc>) {
    let StoredKey { kid, algorithm, signs_from, .. } = key;
    let detail = format!(
        "{} key {kid}, which signs from {}",
        algorithm.as_str(),
        signs_from.to_rfc3339_opts(SecondsFormat::Secs, true)
    );
    tracing::info!(kid, "{action}: {detail}");
    tools.recorder.event(Event {
        at,
        action: action.to_owned(),
        outcome: "done".to_owned(),
        account_id: None,
        actor: None,
        concerns: None,
        client_id: None,
        address: None,
        request_id: None,
        detail,
    });
}
