//! Owners are reminded of secrets that end soon (R085).

use domain::reminder::{DAYS_BEFORE, EXPIRING, days};
use domain::secret_label::called;
use store::audit::Event;
use store::clients::{Expiring, take_expiring};

use crate::Identity;
use crate::failure::Failure;

/// Leaves an event for each secret that ends within some days and whose owner was not told yet, and says how many these
/// were. What is taken and what is said of it are committed together.
///
/// # Errors
/// When the database fails.
pub async fn remind(identity: &Identity) -> Result<usize, Failure> {
    let now = identity.clock.now();
    let txn = store::database::begin(&identity.db).await?;
    let mut events = Vec::new();
    for number in DAYS_BEFORE {
        let taken = take_expiring(&txn, number, now + days(number), now).await?;
        events.extend(taken.into_iter().map(|secret| event(secret, number, now)));
    }
    store::audit::insert(&txn, &events).await?;
    store::database::commit(txn).await?;
    Ok(events.len())
}

fn event(secret: Expiring, days: u32, at: chrono::DateTime<chrono::Utc>) -> Event {
    let Expiring { secret, description, hint, client_id, account_id, owner_id } = secret;
    let name = called(&description, &hint);
    Event {
        at,
        action: EXPIRING.to_owned(),
        outcome: "done".to_owned(),
        account_id: Some(account_id),
        actor: None,
        concerns: Some(owner_id),
        client_id: Some(client_id),
        address: None,
        request_id: None,
        detail: format!("secret {secret}, {name}, ends within {days} days"),
    }
}
