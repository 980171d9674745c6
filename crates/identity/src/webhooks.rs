//! What becomes of a person's webhooks, in the audit trail. The API has the webhooks; here is only their story.

use std::net::IpAddr;

use store::audit::Event;

use crate::Identity;

/// Something that has become of a webhook.
#[derive(Debug, Clone)]
pub struct Noted {
    /// The name of the event: one of [`domain::event::ACTIONS`].
    pub action: &'static str,
    /// The number of the webhook.
    pub webhook: i32,
    /// Why, in words; empty when there is nothing to add.
    pub why: String,
    /// The account to which it belongs.
    pub account: i64,
    /// The person to whom it belongs. Without one it is the owner of the client that did it.
    pub owner: Option<i64>,
    /// The person on whose behalf it was done.
    pub person: Option<i64>,
    /// The client that did it; none when it came about by itself.
    pub client_id: Option<String>,
    /// From where it was done.
    pub address: Option<IpAddr>,
    /// The `X-Request-Id` of the answer.
    pub request_id: Option<String>,
}

/// Leaves word of it for the owner.
pub fn noted(identity: &Identity, noted: Noted) {
    let detail = match &*noted.why {
        "" => format!("webhook no. {}", noted.webhook),
        why => format!("webhook no. {}: {why}", noted.webhook),
    };
    identity.recorder.event(Event {
        at: identity.clock.now(),
        action: noted.action.to_owned(),
        outcome: "done".to_owned(),
        account_id: Some(noted.account),
        actor: noted.person,
        concerns: noted.owner,
        client_id: noted.client_id,
        address: noted.address.map(|address| address.to_string()),
        request_id: noted.request_id,
        detail,
    });
}
