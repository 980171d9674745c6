//! The sessions of a person, for that person: see them, end one, end all others.

use domain::own_session::{OwnSession, device};
use domain::refusal::{Refusal, RefusalCode};

use super::{commit, end_what_they_gave};
use crate::Visit;
use crate::failure::Failure;

/// How many sessions are listed, the one that was seen last first. All others can be ended all the same.
const MOST: u64 = 200;

/// The sessions in which the person is signed in.
///
/// # Errors
/// `NotSignedIn` or `Broken`.
pub async fn list(visit: &Visit) -> Result<Vec<OwnSession>, Refusal> {
    let person = visit.signed_in()?;
    let identity = &visit.identity;
    let found = store::sessions::list(&identity.db.reader, person.id, identity.clock.now(), MOST).await;
    let own = |session: store::sessions::OwnSession| OwnSession {
        current: session.id == person.session,
        device: device(session.user_agent.as_deref()),
        id: session.sid,
        user_agent: session.user_agent,
        address: session.address,
        signed_in_at: session.authenticated_at,
        last_seen_at: session.last_seen_at,
        persistent: session.persistent,
    };
    Ok(found.map_err(Failure::from)?.into_iter().map(own).collect())
}

/// Ends one of the person's sessions, with the codes and tokens it gave, and has its apps told.
///
/// # Errors
/// `NotSignedIn`, `NotFound` also for somebody else's, or `Broken`.
pub async fn end_own(visit: &Visit, id: &str) -> Result<(), Refusal> {
    let person = visit.signed_in()?;
    if !end(visit, person.id, id).await? {
        return Err(Refusal::new(RefusalCode::NotFound, "There is no such session, or it has ended."));
    }
    let which = if id == person.sid { "" } else { "from another session" };
    visit.audit("session.ended", "done", None, which);
    Ok(())
}

async fn end(visit: &Visit, user: i64, sid: &str) -> Result<bool, Failure> {
    let identity = &visit.identity;
    let now = identity.clock.now();
    let txn = store::database::begin(&identity.db).await?;
    if !store::sessions::end_own(&txn, user, sid, now).await? {
        return Ok(false);
    }
    end_what_they_gave(&txn, &[sid.to_owned()], now).await?;
    commit(identity, txn).await?;
    Ok(true)
}

/// Ends every session of the person but this one, and says how many these were.
///
/// # Errors
/// `NotSignedIn` or `Broken`.
pub async fn end_others(visit: &Visit) -> Result<usize, Refusal> {
    let person = visit.signed_in()?;
    let identity = &visit.identity;
    let now = identity.clock.now();
    let ended = async {
        let txn = store::database::begin(&identity.db).await?;
        let ended = store::sessions::end_others(&txn, person.id, person.session, now).await?;
        end_what_they_gave(&txn, &ended, now).await?;
        commit(identity, txn).await?;
        Ok::<_, Failure>(ended.len())
    };
    let ended = ended.await?;
    if ended > 0 {
        visit.audit("session.ended", "done", None, &format!("all other sessions: {ended}"));
    }
    Ok(ended)
}
