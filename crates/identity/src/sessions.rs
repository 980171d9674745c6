//! Sessions: an opaque cookie, known to the server by its keyed hash.

mod confirm;
mod ending;
mod own;

use chrono::{DateTime, TimeDelta, Utc};
use domain::own_session::device;
use store::audit::Event;
use store::database::DatabaseTransaction;
use store::people::Person;
use store::sessions::{NewSession, Renewed};

pub use self::confirm::confirm;
pub(crate) use self::ending::{commit, end_what_they_gave};
pub use self::own::{end_others, end_own, list};
use crate::failure::Failure;
use crate::people::SignedIn;
use crate::vault::Purpose;
use crate::{Identity, Visit, devices};

/// How often the time of the last visit is written.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(5);

/// A session's new cookie.
#[derive(Clone)]
pub struct Started {
    /// The cookie's value, known to nobody but the browser from now on.
    pub token: String,
    /// Whether the browser keeps the cookie when it is closed, and for how long.
    pub max_age: Option<TimeDelta>,
    /// The cookie by which the browser shows from now on that this person signed in there (`devices`).
    pub device: String,
}

/// Starts a session for a person who has just proven who they are.
///
/// The cookie that the browser had before is dead from then on (security rule L3). If it was the same person's, the
/// session goes on under its public name, so that clients still know it; somebody else's ends.
///
/// # Errors
/// When the database fails.
pub async fn start(
    visit: &Visit,
    person: &Person,
    persistent: bool,
    user_agent: Option<&str>,
) -> Result<Started, Failure> {
    let identity = &visit.identity;
    let now = identity.clock.now();
    let txn = store::database::begin(&identity.db).await?;
    let begun = Event {
        account_id: Some(person.account_id),
        actor: Some(person.id),
        ..visit.event("session.begun", "done", &device(user_agent))
    };
    if let Some(before) = &visit.person {
        if before.id == person.id
            && let Some(started) = renew(identity, &txn, before, persistent, now).await?
        {
            store::database::commit(txn).await?;
            identity.recorder.event(begun);
            return Ok(started);
        }
        end_one(&txn, before, now).await?;
    }
    let token = identity.random.opaque()?;
    let sid = identity.random.name()?;
    let address = visit.address.map(|address| address.to_string());
    let new = NewSession {
        digest: identity.vault.digest(Purpose::Session, &token),
        user: person.id,
        sid: &sid,
        persistent,
        expires_at: identity.settings.sessions.ends_at(persistent, now, now),
        address: address.as_deref(),
        user_agent,
    };
    store::sessions::insert(&txn, new, now).await?;
    commit(identity, txn).await?;
    identity.recorder.event(begun);
    started(identity, token, persistent, &person.profile.email)
}

/// Gives a person's session another cookie after they have proven who they are once more; `None` when the session has
/// ended meanwhile. One that outlives the browser goes on doing so.
///
/// # Errors
/// When the database fails.
pub(crate) async fn renew(
    identity: &Identity,
    txn: &DatabaseTransaction,
    person: &SignedIn,
    persistent: bool,
    now: DateTime<Utc>,
) -> Result<Option<Started>, Failure> {
    let persistent = persistent || person.persistent;
    let token = identity.random.opaque()?;
    let renewed = Renewed {
        digest: identity.vault.digest(Purpose::Session, &token),
        persistent,
        expires_at: identity.settings.sessions.ends_at(persistent, now, now),
    };
    if !store::sessions::renew(txn, person.session, renewed, now).await? {
        return Ok(None);
    }
    started(identity, token, persistent, &person.email).map(Some)
}

fn started(identity: &Identity, token: String, persistent: bool, email: &str) -> Result<Started, Failure> {
    let device = devices::remember(identity, email)?;
    Ok(Started { token, max_age: persistent.then(|| identity.settings.sessions.kept_for()), device })
}

/// The person behind a cookie, and a note that the session is in use.
///
/// # Errors
/// When the database fails.
pub async fn find(identity: &Identity, token: &str) -> Result<Option<SignedIn>, Failure> {
    let now = identity.clock.now();
    let digest = identity.vault.digest(Purpose::Session, token);
    let Some(session) = store::sessions::find(&identity.db.reader, &digest, now).await? else {
        return Ok(None);
    };
    let person = SignedIn {
        id: session.person.id,
        account_id: session.person.account_id,
        name: session.person.profile.name,
        email: session.person.profile.email,
        roles: session.person.roles,
        sid: session.sid,
        session: session.id,
        authenticated_at: session.authenticated_at,
        persistent: session.persistent,
    };
    if now - session.last_seen_at >= TOUCH_EVERY {
        touch(identity, &person, now).await;
    }
    Ok(Some(person))
}

/// A session that can't be prolonged is still a session: the page is shown, the log has the cause.
async fn touch(identity: &Identity, person: &SignedIn, now: DateTime<Utc>) {
    let expires_at = identity.settings.sessions.ends_at(person.persistent, person.authenticated_at, now);
    let touched = store::sessions::touch(&identity.db.writer, person.session, now, expires_at).await;
    if let Err(error) = touched {
        tracing::warn!(cause = %crate::failure::Chain(&error), "Could not prolong a session");
    }
}

/// Ends the session of this visit, with the codes and tokens it gave; `client_id` is the client that asked for it.
///
/// # Errors
/// When the database fails.
pub async fn end(visit: &Visit, client_id: Option<&str>) -> Result<(), Failure> {
    let Some(person) = &visit.person else { return Ok(()) };
    let identity = &visit.identity;
    let txn = store::database::begin(&identity.db).await?;
    end_one(&txn, person, identity.clock.now()).await?;
    commit(identity, txn).await?;
    visit.audit("session.ended", "done", client_id, "");
    Ok(())
}

async fn end_one(txn: &DatabaseTransaction, person: &SignedIn, now: DateTime<Utc>) -> Result<(), Failure> {
    if store::sessions::end(txn, person.session, now).await? {
        end_what_they_gave(txn, std::slice::from_ref(&person.sid), now).await?;
    }
    Ok(())
}
