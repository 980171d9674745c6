//! The outbox: messages are written in the transaction of the change, so neither exists without the other.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QuerySelect as _, Set,
};

use super::event::Event;
use super::queue::PENDING;
use super::{Trouble, Vault};
use crate::entity::{webhook, webhook_delivery};

/// How many rows one statement inserts: databases take so many parameters and no more.
const ROWS: usize = 1_000;

/// A webhook that wants to be told of something.
#[derive(sea_orm::FromQueryResult)]
struct Listener {
    webhook_id: i32,
    owner_user_id: Option<i32>,
    event_types: String,
}

/// Writes a message for each event and each active webhook of the account that asked for it, and says how many these are.
/// One statement finds the webhooks; a second writes the messages, if there are any.
pub(crate) async fn write(
    txn: &impl ConnectionTrait,
    vault: &dyn Vault,
    account: i32,
    events: &[Event],
    now: i64,
) -> Result<usize, Trouble> {
    if events.is_empty() {
        return Ok(0);
    }
    let listeners = listeners(txn, account).await?;
    let mut rows = Vec::new();
    for event in events {
        // All who hear of it hear it under one name: a system with two webhooks knows that it is the same.
        let (mut message, body) = (None, event.body(now));
        for (listener, wanted) in &listeners {
            if !wanted.iter().any(|name| name == event.kind.name()) {
                continue;
            }
            let message = match &message {
                Some(known) => String::clone(known),
                None => message.insert(message_id(vault)?).clone(),
            };
            rows.push(row((account, listener), (event, message, &body), now));
        }
    }
    for some in rows.chunks(ROWS) {
        webhook_delivery::Entity::insert_many(some.to_vec()).exec_without_returning(txn).await?;
    }
    Ok(rows.len())
}

/// The active webhooks of an account with what they listen to.
async fn listeners(txn: &impl ConnectionTrait, account: i32) -> Result<Vec<(Listener, Vec<String>)>, DbErr> {
    let found = webhook::Entity::find()
        .select_only()
        .columns([webhook::Column::WebhookId, webhook::Column::OwnerUserId, webhook::Column::EventTypes])
        .filter(webhook::Column::AccountId.eq(account))
        .filter(webhook::Column::IsActive.eq(true))
        .into_model::<Listener>()
        .all(txn)
        .await?;
    let read = |listener: Listener| {
        let wanted = serde_json::from_str(&listener.event_types);
        let wanted = wanted.map_err(|error| DbErr::Type(format!("events of a webhook: {error}")))?;
        Ok((listener, wanted))
    };
    found.into_iter().map(read).collect()
}

fn row(
    (account, listener): (i32, &Listener),
    (event, message, body): (&Event, String, &str),
    now: i64,
) -> webhook_delivery::ActiveModel {
    webhook_delivery::ActiveModel {
        account_id: Set(account),
        version: Set(1),
        created_at: Set(now),
        webhook_id: Set(listener.webhook_id),
        owner_user_id: Set(listener.owner_user_id),
        message_id: Set(message),
        event_type: Set(event.kind.name().to_owned()),
        body: Set(body.to_owned()),
        attempt: Set(0),
        status: Set(PENDING),
        response_status: Set(None),
        next_attempt_on: Set(Some(now)),
        leased_until: Set(None),
        ..Default::default()
    }
}

/// A name that no other message has, without dots (Standard Webhooks, *Metadata*).
fn message_id(vault: &dyn Vault) -> Result<String, Trouble> {
    let mut bytes = [0; 16];
    vault.draw(&mut bytes)?;
    Ok(format!("msg_{}", URL_SAFE_NO_PAD.encode(bytes)))
}
