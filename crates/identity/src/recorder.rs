//! What is written a moment later: when clients and sign-ins were last used, how often secrets were, and the audit trail.
//!
//! No request waits for these writes and none fails with them. They are gathered and written in batches, a
//! fifth of a second late at most, also on shut-down.

mod tally;

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use store::StoreError;
use store::audit::Event;
use store::clients::Used;
use store::database::Database;
use tokio::sync::{mpsc, oneshot};

use self::tally::Tally;
use crate::client_authentication::CalledFrom;
use crate::failure::Chain;

/// How long a note waits for company.
const PAUSE: Duration = Duration::from_millis(200);
/// Notes that may wait; more are dropped, with a line in the log.
const MOST_WAITING: usize = 16_384;
/// `Last used` moves at most this often for a secret or a sign-in.
const STAMP_EVERY: TimeDelta = TimeDelta::seconds(60);

/// Takes notes, writes them later.
#[derive(Clone)]
pub struct Recorder(mpsc::Sender<Note>);

enum Note {
    Used(Used),
    FamilyUsed(String, DateTime<Utc>),
    Event(Box<Event>),
    Flush(oneshot::Sender<()>),
}

impl Recorder {
    /// Starts the task that writes.
    #[must_use]
    pub fn start(db: Database) -> Self {
        let (sender, receiver) = mpsc::channel(MOST_WAITING);
        tokio::spawn(run(receiver, db));
        Self(sender)
    }

    /// Notes that a client authenticated with success; by which secret, if by one, and from where.
    pub(crate) fn used(&self, client: i64, secret: Option<i64>, from: CalledFrom<'_>, at: DateTime<Utc>) {
        let CalledFrom { address, agent } = from;
        self.send(Note::Used(Used { client, secret, at, address, agent: agent.map(Into::into) }));
    }

    /// Notes that a token of a family was used; the family by the name in its access tokens.
    pub fn family_used(&self, public_id: &str, at: DateTime<Utc>) {
        self.send(Note::FamilyUsed(public_id.to_owned(), at));
    }

    /// Notes a decision for the audit trail.
    pub fn event(&self, event: Event) {
        self.send(Note::Event(Box::new(event)));
    }

    /// Returns once all that was noted before is written.
    pub async fn flush(&self) {
        let (done, written) = oneshot::channel();
        if self.0.send(Note::Flush(done)).await.is_ok() && written.await.is_err() {
            tracing::warn!("The recorder stopped before it had written everything");
        }
    }

    fn send(&self, note: Note) {
        if self.0.try_send(note).is_err() {
            tracing::warn!("The recorder is full; a note was dropped");
        }
    }
}

async fn run(mut notes: mpsc::Receiver<Note>, db: Database) {
    let mut memory = Memory::default();
    while let Some(first) = notes.recv().await {
        let mut batch = vec![first];
        if !matches!(batch.first(), Some(Note::Flush(_))) {
            tokio::time::sleep(PAUSE).await;
        }
        while let Ok(note) = notes.try_recv() {
            batch.push(note);
        }
        write(batch, &mut memory, &db).await;
    }
}

/// When things were last stamped, so that it happens once a minute at most.
#[derive(Default)]
struct Stamped {
    clients: HashMap<(i64, Option<i64>), DateTime<Utc>>,
    families: HashMap<String, DateTime<Utc>>,
}

/// What the task remembers from batch to batch.
#[derive(Default)]
struct Memory {
    stamped: Stamped,
    tally: Tally,
}

async fn write(batch: Vec<Note>, memory: &mut Memory, db: &Database) {
    let (mut uses, mut families) = (Vec::new(), BTreeMap::new());
    let (mut events, mut waiting) = (Vec::new(), Vec::new());
    for note in batch {
        match note {
            Note::Used(used) => uses.push(used),
            Note::FamilyUsed(family, at) => {
                if is_due(&mut memory.stamped.families, family.clone(), at) {
                    families.insert(family, at);
                }
            }
            Note::Event(event) => events.push(*event),
            Note::Flush(done) => waiting.push(done),
        }
    }
    if let Err(error) = write_uses(uses, memory, db).await {
        tracing::error!(cause = %Chain(&error), "Could not write when clients and secrets were used");
    }
    if let Err(error) = store::families::stamp_used(&db.writer, &families).await {
        tracing::error!(cause = %Chain(&error), "Could not write when sign-ins were last used");
    }
    if let Err(error) = store::audit::insert(&db.writer, &events).await {
        tracing::error!(cause = %Chain(&error), "Could not write {} audit events", events.len());
    }
    for done in waiting {
        // Nobody listens any more when the one who asked has gone; the notes are written all the same.
        done.send(()).ok();
    }
}

/// Each use counts; the moment of the last one moves seldom.
async fn write_uses(mut uses: Vec<Used>, memory: &mut Memory, db: &Database) -> Result<(), StoreError> {
    store::secret_uses::add(&db.writer, &memory.tally.add_up(&uses)).await?;
    uses.retain(|used| is_due(&mut memory.stamped.clients, (used.client, used.secret), used.at));
    store::clients::stamp_used(&db.writer, &uses).await
}

fn is_due<K: Eq + Hash>(stamped: &mut HashMap<K, DateTime<Utc>>, key: K, at: DateTime<Utc>) -> bool {
    let due = stamped.get(&key).is_none_or(|last| at - *last >= STAMP_EVERY);
    if due {
        if stamped.len() >= MOST_WAITING {
            stamped.clear();
        }
        stamped.insert(key, at);
    }
    due
}

#[cfg(test)]
mod tests {
    use super::*;

    // Shows P8.
    #[test]
    fn last_used_moves_at_most_once_a_minute() {
        let at = |seconds: i64| DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap();
        let mut stamped = HashMap::new();
        let mut due = |client: i64, seconds: i64| is_due(&mut stamped, client, at(seconds));
        assert!(due(1, 0) && !due(1, 59) && due(1, 60), "the first, and then one a minute");
        assert!(due(2, 59), "each client on its own");
    }
}
