//! Sessions: an opaque cookie, known to the server by its keyed hash.

use chrono::{DateTime, TimeDelta, Utc};
use store::people::Person;
use store::sessions::NewSession;

use crate::failure::Failure;
use crate::people::SignedIn;
use crate::vault::Purpose;
use crate::{Identity, Visit, devices};

/// A session ends when it wasn't used for this long.
const IDLE: TimeDelta = TimeDelta::hours(12);
/// The same for one whose owner asked to stay signed in.
const IDLE_PERSISTENT: TimeDelta = TimeDelta::days(30);
/// How often the time of the last visit is written.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(5);

/// A new session's cookie.
pub struct Started {
    /// The cookie's value, known to nobody but the browser from now on.
    pub token: String,
    /// Whether the browser keeps the cookie when it is closed, and for how long.
    pub max_age: Option<TimeDelta>,
    /// The cookie by which the browser shows from now on that this person signed in there (`devices`).
    pub device: String,
}

/// Starts a session for a person who has just proven who they are, and ends the one the browser had before:
/// a session never survives a sign-in (fixation).
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
    let token = identity.random.opaque()?;
    let sid = identity.random.name()?;
    let address = visit.address.map(|address| address.to_string());
    let txn = store::database::begin(&identity.db).await?;
    if let Some(before) = &visit.person {
        store::sessions::end(&txn, before.session, now).await?;
    }
    let new = NewSession {
        digest: identity.vault.digest(Purpose::Session, &token),
        user: person.id,
        sid: &sid,
        persistent,
        expires_at: now + idle(persistent),
        address: address.as_deref(),
        user_agent,
    };
    store::sessions::insert(&txn, new, now).await?;
    store::database::commit(txn).await?;
    let device = devices::remember(identity, &person.profile.email)?;
    Ok(Started { token, max_age: persistent.then_some(IDLE_PERSISTENT), device })
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
    if now - session.last_seen_at >= TOUCH_EVERY {
        touch(identity, session.id, now, session.persistent).await;
    }
    Ok(Some(SignedIn {
        id: session.person.id,
        account_id: session.person.account_id,
        name: session.person.profile.name,
        email: session.person.profile.email,
        roles: session.person.roles,
        sid: session.sid,
        session: session.id,
        authenticated_at: session.authenticated_at,
    }))
}

/// A session that can't be prolonged is still a session: the page is shown, the log has the cause.
async fn touch(identity: &Identity, session: i64, now: DateTime<Utc>, persistent: bool) {
    let touched = store::sessions::touch(&identity.db.writer, session, now, now + idle(persistent)).await;
    if let Err(error) = touched {
        tracing::warn!(cause = %crate::failure::Chain(&error), "Could not prolong a session");
    }
}

/// Ends the session of this visit.
///
/// # Errors
/// When the database fails.
pub async fn end(visit: &Visit) -> Result<(), Failure> {
    if let Some(person) = &visit.person {
        store::sessions::end(&visit.identity.db.writer, person.session, visit.identity.clock.now()).await?;
        visit.audit("session.ended", "done", None, "");
    }
    Ok(())
}

const fn idle(persistent: bool) -> TimeDelta {
    if persistent { IDLE_PERSISTENT } else { IDLE }
}
