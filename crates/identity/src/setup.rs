//! The first administrator: made through a link that the operator's terminal shows once.

use chrono::TimeDelta;
use domain::refusal::{Refusal, RefusalCode};

use crate::failure::Failure;
use crate::people::{self, Registration};
use crate::vault::Purpose;
use crate::{Identity, Visit};

/// How long a link works.
const LIFETIME: TimeDelta = TimeDelta::minutes(60);

/// The role that this is about.
const ADMINISTRATOR: &str = "administrator";

/// Makes a link for the first administrator; `None` when the server has one already. People who have registered meanwhile
/// change nothing: one of them would otherwise leave the server without an administrator for ever.
///
/// # Errors
/// When the database fails.
pub async fn make_link(identity: &Identity) -> Result<Option<String>, Failure> {
    if store::people::first_with_role(&identity.db.reader, ADMINISTRATOR).await?.is_some() {
        return Ok(None);
    }
    let token = identity.random.opaque()?;
    let now = identity.clock.now();
    let digest = identity.vault.digest(Purpose::SetupLink, &token);
    store::setup_links::insert(&identity.db.writer, &digest, now + LIFETIME, now).await?;
    Ok(Some(format!("{}/Identity/Account/Setup?token={token}", identity.settings.issuer)))
}

/// Whether a link still works.
///
/// # Errors
/// When the database fails.
pub async fn is_open(identity: &Identity, token: &str) -> Result<bool, Failure> {
    let digest = identity.vault.digest(Purpose::SetupLink, token);
    Ok(store::setup_links::is_open(&identity.db.reader, &digest, identity.clock.now()).await?)
}

/// Makes the first administrator. The link is spent only when the person is made, and only once.
///
/// # Errors
/// `NotFound` when the link doesn't work, problems of the fields, `Busy` or `Broken`.
pub async fn administrator(visit: &Visit, token: &str, form: &Registration) -> Result<i64, Refusal> {
    let identity = &visit.identity;
    let closed = || {
        Refusal::new(
            RefusalCode::NotFound,
            "This link was used or has expired. Make a new one: latchkey setup.",
        )
    };
    if !is_open(identity, token).await? {
        return Err(closed());
    }
    let digest = identity.vault.digest(Purpose::SetupLink, token);
    let prepared = people::prepare(identity, form).await?;
    let txn = store::database::begin(&identity.db).await.map_err(Failure::from)?;
    if !store::setup_links::consume(&txn, &digest, identity.clock.now()).await.map_err(Failure::from)? {
        return Err(closed());
    }
    let id = prepared.insert(&txn, &["manager", ADMINISTRATOR], identity.clock.now()).await?;
    store::database::commit(txn).await.map_err(Failure::from)?;
    visit.audit("administrator.made", "done", None, "");
    Ok(id)
}
