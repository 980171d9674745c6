//! Requests that wait for a person.

use chrono::{DateTime, TimeDelta, Utc};
use oauth::form::Form;
use serde::{Deserialize, Serialize};

use super::asked::{Asked, Unheard};
use crate::Visit;
use crate::failure::Failure;
use crate::vault::Purpose;

/// How long a request waits.
const LIFETIME: TimeDelta = TimeDelta::minutes(30);

/// What is kept of a request.
#[derive(Serialize, Deserialize)]
struct Kept {
    query: String,
    /// When it came in, in Unix milliseconds.
    since: i64,
}

/// A request that was kept and is still open.
pub(super) struct Pending {
    pub(super) id: i64,
    /// When it came in.
    pub(super) since: DateTime<Utc>,
    query: String,
}

/// Keeps a request and gives its opaque id. Only the browser with this cookie can go on with it.
pub(super) async fn keep(
    visit: &Visit,
    asked: &Asked,
    query: &str,
    browser: &str,
) -> Result<String, Failure> {
    let identity = &visit.identity;
    let now = identity.clock.now();
    let id = identity.random.opaque()?;
    let kept = Kept { query: query.to_owned(), since: now.timestamp_millis() };
    let kept = serde_json::to_string(&kept).map_err(|_| Failure::Crypto("a request can't be kept"))?;
    store::authorization_requests::insert(
        &identity.db.writer,
        &identity.vault.digest(Purpose::AuthorizationRequest, &id),
        asked.client.key,
        &kept,
        &identity.vault.digest(Purpose::Browser, browser),
        now + LIFETIME,
        now,
    )
    .await?;
    Ok(id)
}

impl Pending {
    /// Finds an open request of this browser.
    pub(super) async fn find(visit: &Visit, id: &str, browser: &str) -> Result<Option<Self>, Failure> {
        let identity = &visit.identity;
        let digest = identity.vault.digest(Purpose::AuthorizationRequest, id);
        let browser = identity.vault.digest(Purpose::Browser, browser);
        let now = identity.clock.now();
        let found = store::authorization_requests::find(&identity.db.reader, &digest, &browser, now).await?;
        Ok(found.filter(|found| !found.completed).and_then(|found| {
            let kept: Kept = serde_json::from_str(&found.parameters).ok()?;
            let since = DateTime::from_timestamp_millis(kept.since)?;
            Some(Self { id: found.id, since, query: kept.query })
        }))
    }

    /// Reads the request again: its client may have changed meanwhile.
    pub(super) async fn asked(&self, visit: &Visit) -> Result<Result<Asked, Unheard>, Failure> {
        let form = Form::parse(self.query.as_bytes()).unwrap_or_default();
        Asked::read(&visit.identity, &form).await
    }
}
