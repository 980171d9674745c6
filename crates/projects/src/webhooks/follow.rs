//! What follows for webhooks from what a request has changed: messages to those that listen, and what becomes of a webhook
//! that was changed itself.

use odata::error::{Code, Refusal};
use odata::payload::{Entity, Value};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};

use super::event::{Event, EventType};
use super::signature::Secret;
use super::witness::{self, Became, Caller, Noted, Witness};
use super::{Carrier, Webhooks, limit, outbox, secrets};
use crate::entity::webhook;
use crate::error::ApiError;
use crate::model::WEBHOOKS;
use crate::write::change::{Act, Change};

/// What came of a request's changes.
#[derive(Default)]
pub(crate) struct Followed {
    /// How many messages were written.
    pub(crate) messages: usize,
    /// The secrets of webhooks that were made, by their keys: to be told in the answer, and never again.
    secrets: Vec<(i32, Secret)>,
    /// What has become of webhooks, to be told when it is kept.
    pub(super) noted: Vec<Noted>,
}

impl Followed {
    /// The secret of a new webhook, once.
    pub(crate) fn take_secret(&mut self, webhook: i32) -> Option<Secret> {
        let place = self.secrets.iter().position(|(key, _)| *key == webhook)?;
        Some(self.secrets.swap_remove(place).1)
    }

    /// Says by whom what was done that nobody stands behind yet.
    pub(crate) fn sign(&mut self, caller: &Caller) {
        for noted in self.noted.iter_mut().filter(|noted| noted.by.is_none()) {
            noted.by = Some(caller.clone());
        }
    }

    /// Tells what has become of webhooks: it is kept now.
    pub(crate) fn tell(&mut self, witness: &dyn Witness) {
        self.noted.drain(..).for_each(|noted| witness.note(noted));
    }
}

impl Webhooks {
    /// Does what follows, in the transaction of the changes.
    pub(crate) async fn follow(
        &self,
        txn: &impl ConnectionTrait,
        changes: &[Change],
        followed: &mut Followed,
    ) -> Result<(), ApiError> {
        for change in changes.iter().filter(|change| change.set.name == WEBHOOKS.name) {
            followed.secrets.extend(self.webhook_changed(txn, change).await?);
            followed.noted.extend(noted(txn, change).await?);
        }
        if let Some(Change { account, at, .. }) = changes.first() {
            followed.messages += outbox::write(txn, &*self.vault, *account, &Event::of(changes), *at).await?;
        }
        Ok(())
    }

    /// Checks a webhook that was made or changed. A new one gets a secret; one that is switched on begins anew.
    async fn webhook_changed(
        &self,
        txn: &impl ConnectionTrait,
        change: &Change,
    ) -> Result<Option<(i32, Secret)>, ApiError> {
        let Some(row) = &change.after else { return Ok(None) };
        check(&*self.carrier, row)?;
        match change.act() {
            Act::Created => {
                limit::check(txn, change.account).await?;
                let place = (change.account, change.key);
                Ok(Some((change.key, secrets::make(txn, &*self.vault, place, change.at).await?)))
            }
            _ if change.properties().any(|name| name == "isActive") => {
                begin_anew(txn, change.key).await?;
                Ok(None)
            }
            _ => Ok(None),
        }
    }
}

/// What a change means to the owner of the webhook: nothing, when only its description is another one.
async fn noted(txn: &impl ConnectionTrait, change: &Change) -> Result<Option<Noted>, DbErr> {
    let changed = |name| change.properties().any(|changed| changed == name);
    let became = match (change.act(), is_on(change.after.as_ref())) {
        (Act::Created, _) => Became::Created,
        (Act::Deleted, _) => Became::Deleted,
        (Act::Updated, false) if changed("isActive") => Became::Disabled,
        (Act::Updated, _) if ["url", "eventTypes", "isActive"].into_iter().any(changed) => Became::Changed,
        (Act::Updated, _) => return Ok(None),
    };
    let owner = witness::owner(txn, change.key).await?;
    let (webhook, account) = (change.key, change.account);
    Ok(Some(Noted { became, webhook, account, owner, by: None, why: String::new() }))
}

/// Whether messages are sent to a webhook.
fn is_on(row: Option<&Entity>) -> bool {
    row.is_some_and(|row| row.properties.contains(&("isActive", Value::Boolean(true))))
}

/// Whether messages can be sent there, and whether there are such events.
fn check(carrier: &dyn Carrier, row: &Entity) -> Result<(), Refusal> {
    for (name, value) in &row.properties {
        match (*name, value) {
            ("url", Value::Text(url)) => {
                carrier.check(url).map_err(|why| Refusal::new(Code::InvalidValue, why).about("url"))?;
            }
            ("eventTypes", Value::Texts(types)) => check_types(types)?,
            _ => {}
        }
    }
    Ok(())
}

fn check_types(types: &[String]) -> Result<(), Refusal> {
    let refused = |why: String| Err(Refusal::new(Code::InvalidValue, why).about("eventTypes"));
    if types.is_empty() {
        return refused("say at least one event".to_owned());
    }
    for (index, name) in types.iter().enumerate() {
        if !EventType::ALL.iter().any(|known| known.name() == name) {
            let known: Vec<_> = EventType::ALL.iter().map(|known| known.name()).collect();
            return refused(format!("there is no event `{name}`; there are {}", known.join(", ")));
        }
        if types.iter().take(index).any(|other| other == name) {
            return refused(format!("`{name}` is named twice"));
        }
    }
    Ok(())
}

/// Forgets why a webhook was off, and that its receiver wanted to be left alone.
async fn begin_anew(txn: &impl ConnectionTrait, key: i32) -> Result<(), DbErr> {
    webhook::Entity::update_many()
        .col_expr(webhook::Column::DisabledReason, Expr::val(Option::<String>::None))
        .col_expr(webhook::Column::PausedUntil, Expr::val(Option::<i64>::None))
        .filter(webhook::Column::WebhookId.eq(key))
        .exec(txn)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_listens_to_events_that_there_are_each_named_once() {
        let all: Vec<_> = EventType::ALL.iter().map(|kind| kind.name()).collect();
        for good in [&all[..], &["task.completed"]] {
            let types: Vec<_> = good.iter().map(|name| (*name).to_owned()).collect();
            assert!(check_types(&types).is_ok(), "{good:?}");
        }
        for bad in [
            &[][..],
            &[""],
            &["task.*"],
            &["Task.Created"],
            &["task.created", "task.created"],
            &["task.created", "x"],
        ] {
            let types: Vec<_> = bad.iter().map(|name| (*name).to_owned()).collect();
            let refusal = check_types(&types).unwrap_err();
            assert_eq!(refusal.target.as_deref(), Some("eventTypes"), "{bad:?}");
        }
    }
}
