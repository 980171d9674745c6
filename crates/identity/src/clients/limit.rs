//! An account that has as many active clients as it may.

use domain::client::Status;
use domain::client_query::{ClientQuery, Sort};
use domain::refusal::{Refusal, Retirable};

use crate::Visit;
use crate::failure::Failure;

/// How many clients are named that could make room.
const NAMED: usize = 3;

/// The refusal, with how many there are, how many there may be, and which of the person's own clients were used least.
///
/// # Errors
/// `NotSignedIn` or `Broken`.
pub(super) async fn reached(visit: &Visit) -> Result<Refusal, Refusal> {
    let person = visit.signed_in()?;
    let (db, limits) = (&visit.identity.db.reader, visit.identity.settings.limits);
    let least_used =
        ClientQuery { status: Some(Status::Active), sort: Sort::LeastUsed, ..ClientQuery::default() };
    let found = store::clients::search(db, person.id, &least_used, visit.identity.clock.now()).await;
    let clients = found.map_err(Failure::from)?.clients.into_iter().take(NAMED);
    let active = store::clients::count_active(db, person.account_id).await.map_err(Failure::from)?;
    Ok(Refusal {
        active: Some(active),
        limit: Some(limits.active_clients),
        retirable: clients.map(|stored| Retirable::from(stored.client)).collect(),
        ..Refusal::limit_reached(limits)
    })
}
