//! Telling clients that a session has ended (OpenID Connect Back-Channel Logout 1.0).
//!
//! The deliveries are written in the transaction that ends the session and carried out afterwards, by whichever process
//! gets to them; nobody who signs out waits for a client.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::back_channel::{PATIENCE, TOKEN_LIFETIME, next_try};
use serde::Serialize;
use store::audit::Event;
use store::logout_deliveries::{self as deliveries, Due};
use tokio::sync::Notify;
use tokio::task::JoinSet;

use crate::Identity;
use crate::failure::{Chain, Failure};
use crate::keys::TokenKind;
use crate::outbound::{Message, Outbound};

/// How often a process looks for deliveries that another one has left, or that wait for their next try.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// How many are looked up at once.
const BATCH: u64 = 64;
/// How many are under way at once, so that clients that don't answer keep few others waiting.
const AT_ONCE: usize = 16;
/// How long a delivery is one process's own. Longer than `PATIENCE`, so that none is sent by two at once.
const LEASE: TimeDelta = TimeDelta::seconds(30);

/// Rung after a session has ended, so that nobody has to wait for the next look.
#[derive(Default)]
pub struct Bell(Notify);

impl Bell {
    /// Says that there may be something to deliver.
    pub(crate) fn ring(&self) {
        self.0.notify_one();
    }
}

/// Carries deliveries out until it is dropped. What is under way then is tried again when its lease is over.
pub async fn run(identity: Identity, outbound: Arc<dyn Outbound>) {
    let mut under_way = JoinSet::new();
    loop {
        if let Err(failure) = look(&identity, &outbound, &mut under_way).await {
            tracing::error!(cause = %Chain(&failure), "Could not look for clients to tell of sessions that ended");
        }
        tokio::select! {
            () = identity.bell.0.notified() => {}
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

async fn look(
    identity: &Identity,
    outbound: &Arc<dyn Outbound>,
    under_way: &mut JoinSet<()>,
) -> Result<(), Failure> {
    while under_way.try_join_next().is_some() {}
    let now = identity.clock.now();
    for due in deliveries::due(&identity.db.reader, now, BATCH).await? {
        if under_way.len() >= AT_ONCE {
            under_way.join_next().await;
        }
        let (identity, outbound) = (identity.clone(), Arc::clone(outbound));
        under_way.spawn(async move {
            if let Err(failure) = deliver(&identity, &*outbound, &due).await {
                tracing::error!(cause = %Chain(&failure), "Could not tell a client of a session that ended");
            }
        });
    }
    Ok(())
}

/// Tries a delivery once, unless another process was faster.
async fn deliver(identity: &Identity, outbound: &dyn Outbound, due: &Due) -> Result<(), Failure> {
    let db = &identity.db.writer;
    let now = identity.clock.now();
    if !deliveries::lease(db, due, now + LEASE).await? {
        return Ok(());
    }
    let Some(url) = due.uri.as_deref() else { return Ok(deliveries::remove(db, due.id).await?) };
    let token = logout_token(identity, due, now)?;
    let Err(trouble) = send(outbound, url, &token).await else {
        deliveries::remove(db, due.id).await?;
        audit(identity, due, "done", "");
        return Ok(());
    };
    let tries = u32::try_from(due.attempts).unwrap_or_default() + 1;
    match next_try(tries, identity.clock.now()) {
        Some(at) => {
            deliveries::put_off(db, due.id, at).await?;
            audit(identity, due, "put_off", &trouble);
        }
        None => {
            deliveries::remove(db, due.id).await?;
            audit(identity, due, "given_up", &trouble);
        }
    }
    Ok(())
}

/// Sends a logout token (§2.5), or says what came in between.
async fn send(outbound: &dyn Outbound, url: &str, token: &str) -> Result<(), String> {
    let body = oauth::form::Form::encode([("logout_token", token)]);
    let message = Message { url, content_type: "application/x-www-form-urlencoded", body: &body };
    match tokio::time::timeout(Duration::from_secs(PATIENCE), outbound.post(message)).await {
        // 204 is what some frameworks make of an empty 200 (§2.8).
        Ok(Ok(200 | 204)) => Ok(()),
        Ok(Ok(status)) => Err(format!("the client answered with {status}")),
        Ok(Err(why)) => Err(Chain(&why).to_string()),
        Err(_) => Err("the client did not answer in time".to_owned()),
    }
}

/// The claims of a logout token (§2.4). There is no `nonce`, so that nobody takes it for an ID token.
#[derive(Serialize)]
struct LogoutTokenClaims<'a> {
    iss: &'a str,
    sub: String,
    aud: &'a str,
    iat: i64,
    exp: i64,
    jti: String,
    sid: &'a str,
    events: BTreeMap<&'static str, BTreeMap<&'static str, ()>>,
}

fn logout_token(identity: &Identity, due: &Due, now: DateTime<Utc>) -> Result<String, Failure> {
    let claims = LogoutTokenClaims {
        iss: &identity.settings.issuer,
        sub: due.user.to_string(),
        aud: due.client_id.as_str(),
        iat: now.timestamp(),
        exp: now.timestamp() + TOKEN_LIFETIME,
        jti: identity.random.name()?,
        sid: &due.sid,
        events: BTreeMap::from([("http://schemas.openid.net/event/backchannel-logout", BTreeMap::new())]),
    };
    identity.keys.sign(due.algorithm, TokenKind::Logout, &claims)
}

fn audit(identity: &Identity, due: &Due, outcome: &str, detail: &str) {
    identity.recorder.event(Event {
        at: identity.clock.now(),
        action: "logout.told".to_owned(),
        outcome: outcome.to_owned(),
        account_id: None,
        actor: Some(due.user),
        concerns: None,
        client_id: Some(due.client_id.to_string()),
        address: None,
        request_id: None,
        detail: detail.to_owned(),
    });
}
