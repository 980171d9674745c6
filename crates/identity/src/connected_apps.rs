//! The apps that a person has let in: see them, and take back what they were given.

use domain::client_id::ClientId;
use domain::connected_app::ConnectedApp;
use domain::refusal::{Refusal, RefusalCode};

use crate::Visit;
use crate::failure::Failure;

/// The person's apps, by name: those they said yes to, and those that hold tokens which still work.
///
/// # Errors
/// `NotSignedIn` or `Broken`.
pub async fn list(visit: &Visit) -> Result<Vec<ConnectedApp>, Refusal> {
    let person = visit.signed_in()?;
    let identity = &visit.identity;
    let found = store::connected_apps::list(&identity.db.reader, person.id, identity.clock.now()).await;
    Ok(found.map_err(Failure::from)?)
}

/// One of the person's apps, by its client's id.
///
/// # Errors
/// `NotSignedIn`, `NotFound`, or `Broken`.
pub async fn find(visit: &Visit, id: &str) -> Result<ConnectedApp, Refusal> {
    list(visit).await?.into_iter().find(|app| app.id == id).ok_or_else(not_found)
}

/// Takes back all that the person gave an app, at once: the consent, codes that were not redeemed, and every token.
///
/// # Errors
/// `NotSignedIn`, `NotFound` when the app was given nothing, or `Broken`.
pub async fn revoke(visit: &Visit, id: &str) -> Result<(), Refusal> {
    let person = visit.signed_in()?;
    let identity = &visit.identity;
    let client_id: ClientId = id.parse().map_err(|_| not_found())?;
    let txn = store::database::begin(&identity.db).await.map_err(Failure::from)?;
    let ended = store::connected_apps::end(&txn, person.id, &client_id, identity.clock.now()).await;
    if !ended.map_err(Failure::from)? {
        return Err(not_found());
    }
    store::database::commit(txn).await.map_err(Failure::from)?;
    visit.audit("grant.revoked", "done", Some(client_id.as_str()), "");
    Ok(())
}

fn not_found() -> Refusal {
    Refusal::new(RefusalCode::NotFound, "There is no such app among those that you let in.")
}
