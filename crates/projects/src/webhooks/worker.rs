//! The worker: takes what is due, sends it, and notes what came of it. Any number of processes may have one.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{Id, JoinSet};
use tokio::time::timeout;

use super::queue::{self, Leased, Outcome, Settled};
use super::schedule::{ATTEMPTS, SECOND, pause};
use super::verdict::{Verdict, judge};
use super::witness::{self, Became, Noted};
use super::{Answer, Message, Trouble, Webhooks, secrets, signature, sweep};

/// How often a process looks for what another one has left, or what waits for its next attempt.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// How often a process takes away what is old enough.
const SWEEP_EVERY: Duration = Duration::from_mins(5);

/// How many attempts are under way at once.
const AT_ONCE: usize = 16;

/// How many are taken at once, and how many a webhook may have under way and still get more: one that answers slowly must
/// not keep all others waiting.
const SHARE: usize = 4;

/// How long a receiver has to answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long an attempt is one process's own: longer than `PATIENCE`, so that none is made by two at once.
const LEASE: i64 = 60 * SECOND;

/// Delivers messages, and takes the old ones away, until it is dropped. What is under way then is tried again when its
/// lease is over.
pub async fn run(webhooks: Arc<Webhooks>) {
    tokio::join!(deliver_all(&webhooks), sweep_all(&webhooks));
}

/// The attempts under way, and to which webhooks.
#[derive(Default)]
struct UnderWay {
    tasks: JoinSet<()>,
    whose: HashMap<Id, i32>,
}

impl UnderWay {
    fn start(&mut self, webhooks: &Arc<Webhooks>, leased: Leased) {
        let (webhooks, webhook) = (Arc::clone(webhooks), leased.webhook_id);
        let task = self.tasks.spawn(async move { deliver(&webhooks, &leased).await });
        self.whose.insert(task.id(), webhook);
    }

    fn free(&self) -> usize {
        AT_ONCE.saturating_sub(self.tasks.len())
    }

    /// The webhooks that have their share under way.
    fn busy(&self) -> Vec<i32> {
        let mut shares: HashMap<i32, usize> = HashMap::new();
        for webhook in self.whose.values() {
            *shares.entry(*webhook).or_default() += 1;
        }
        shares.into_iter().filter(|(_, share)| *share >= SHARE).map(|(webhook, _)| webhook).collect()
    }

    /// Waits for one to end; for ever when there is none.
    async fn ended(&mut self) {
        let id = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(broken)) => {
                tracing::error!(error = %broken, "An attempt to deliver a webhook's message broke off");
                broken.id()
            }
            None => return std::future::pending().await,
        };
        self.whose.remove(&id);
    }
}

async fn deliver_all(webhooks: &Arc<Webhooks>) {
    let mut under_way = UnderWay::default();
    loop {
        if let Err(error) = look(webhooks, &mut under_way).await {
            tracing::error!(%error, "Could not look for messages to webhooks; it is tried again");
        }
        tokio::select! {
            () = webhooks.bell.0.notified() => {}
            () = under_way.ended() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Starts as many attempts as there is room for.
async fn look(webhooks: &Arc<Webhooks>, under_way: &mut UnderWay) -> Result<(), Trouble> {
    if under_way.free() == 0 || !queue::any_due(&webhooks.reader, (webhooks.now)()).await? {
        return Ok(());
    }
    while under_way.free() > 0 {
        let now = (webhooks.now)();
        let share = under_way.free().min(SHARE) as u64;
        let leased = queue::lease(&webhooks.writer, (now, now + LEASE), &under_way.busy(), share).await?;
        if leased.is_empty() {
            break;
        }
        leased.into_iter().for_each(|leased| under_way.start(webhooks, leased));
    }
    Ok(())
}

/// Makes an attempt.
async fn deliver(webhooks: &Webhooks, leased: &Leased) {
    let sent = send(webhooks, leased).await.unwrap_or_else(|trouble| {
        tracing::error!(error = %trouble, webhook = leased.webhook_id, "Could not send a message to a webhook");
        None
    });
    match note(webhooks, leased, sent.as_ref()).await {
        Ok(Settled::Noted | Settled::Disabled) => {}
        Ok(Settled::Late) => tracing::warn!(
            webhook = leased.webhook_id,
            message = leased.message_id,
            "An attempt took longer than its lease, so that somebody else may have made it, too"
        ),
        Err(error) => tracing::error!(%error, "Could not note what came of a message to a webhook"),
    }
}

/// Notes what came of an attempt, and tells the owner of a webhook that was switched off with it.
async fn note(webhooks: &Webhooks, leased: &Leased, answer: Option<&Answer>) -> Result<Settled, Trouble> {
    let outcome = outcome(webhooks, leased, answer)?;
    let status = answer.map(|answer| answer.status);
    tracing::info!(
        webhook = leased.webhook_id,
        message = leased.message_id,
        attempt = leased.attempt,
        status,
        "Tried to deliver a message to a webhook"
    );
    let settled = queue::settle(&webhooks.writer, leased, status, &outcome).await?;
    if let (Settled::Disabled, Outcome::GivenUp(why)) = (&settled, outcome) {
        let (webhook, account) = (leased.webhook_id, leased.account_id);
        let owner = witness::owner(&webhooks.reader, webhook).await?;
        webhooks.witness.note(Noted { became: Became::Disabled, webhook, account, owner, by: None, why });
    }
    Ok(settled)
}

/// Signs a message and sends it. None when there was no answer.
async fn send(webhooks: &Webhooks, leased: &Leased) -> Result<Option<Answer>, Trouble> {
    let now = (webhooks.now)();
    let Some(url) = queue::url(&webhooks.reader, leased.webhook_id).await? else { return Ok(None) };
    let secrets = secrets::live(&webhooks.reader, &*webhooks.vault, leased.webhook_id, now).await?;
    let timestamp = now.div_euclid(SECOND).to_string();
    let signature = signature::header(&secrets, &leased.message_id, &timestamp, &leased.body);
    let headers = [
        ("webhook-id", leased.message_id.as_str()),
        ("webhook-timestamp", timestamp.as_str()),
        ("webhook-signature", signature.as_str()),
    ];
    let message = Message { url: &url, headers, body: &leased.body };
    Ok(match timeout(PATIENCE, webhooks.carrier.post(message)).await {
        Ok(Ok(answer)) => Some(answer),
        Ok(Err(why)) => {
            tracing::info!(webhook = leased.webhook_id, why = %why, "A webhook could not be reached");
            None
        }
        Err(_) => {
            tracing::info!(webhook = leased.webhook_id, "A webhook did not answer in time");
            None
        }
    })
}

/// What an answer, or none, comes to.
fn outcome(webhooks: &Webhooks, leased: &Leased, answer: Option<&Answer>) -> Result<Outcome, Trouble> {
    let now = (webhooks.now)();
    let quiet = match answer.map_or(Verdict::Failed, |answer| judge(answer, now)) {
        Verdict::Delivered => return Ok(Outcome::Delivered),
        Verdict::Gone => return Ok(Outcome::GivenUp("The receiver answered with 410 (gone).".to_owned())),
        Verdict::Throttled(quiet) => Some(now + quiet),
        Verdict::Failed => None,
    };
    let mut dice = [0; 2];
    webhooks.vault.draw(&mut dice)?;
    Ok(match pause(leased.attempt, u16::from_be_bytes(dice)) {
        Some(pause) => Outcome::PutOff((now + pause).max(quiet.unwrap_or(now)), quiet),
        None => Outcome::GivenUp(exhausted(leased, answer)),
    })
}

fn exhausted(leased: &Leased, answer: Option<&Answer>) -> String {
    let last = match answer {
        Some(answer) => format!("the last answer was {}", answer.status),
        None => "the last time there was no answer".to_owned(),
    };
    format!("The message {} did not arrive in {ATTEMPTS} attempts; {last}.", leased.message_id)
}

async fn sweep_all(webhooks: &Webhooks) {
    loop {
        tokio::time::sleep(SWEEP_EVERY).await;
        match sweep(webhooks).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "Swept {rows} rows of webhooks"),
            Err(error) => {
                tracing::error!(%error, "Could not sweep old messages to webhooks; it is tried again")
            }
        }
    }
}
