//! The secrets of a person's clients: add one beside the others, put one in their place, remove one (R077 to R086).

use chrono::{DateTime, Utc};
use domain::client::{Client, ClientType, IssuedSecret, Status};
use domain::client_id::ClientId;
use domain::event::of_secret;
use domain::refusal::{Refusal, RefusalCode};
use domain::secret_label::{Overlap, SecretLabel};
use domain::secret_use::{Evidence, KnownSecret, Phase, RECENT, SecretList};
use domain::template::Template;
use store::clients::{NewSecret, SecretRow, StoredClient, secrets};
use store::database::DatabaseTransaction;

use super::{issue, make_secret};
use crate::Visit;
use crate::failure::Failure;
use crate::vault::Purpose;

/// The secrets of a client, each with what speaks for and against removing it.
///
/// # Errors
/// `NotSignedIn`, `NotFound`, or `Broken`.
pub async fn list_secrets(visit: &Visit, id: &ClientId) -> Result<SecretList, Refusal> {
    let person = visit.signed_in()?;
    let identity = &visit.identity;
    let found = store::clients::find_own(&identity.db.reader, person.id, id).await.map_err(Failure::from)?;
    let stored = found.ok_or_else(Refusal::not_found)?;
    let secrets = known(visit, stored.key, identity.clock.now()).await?;
    Ok(SecretList { secrets, limit: identity.settings.limits.secrets_per_client })
}

async fn known(visit: &Visit, client: i64, now: DateTime<Utc>) -> Result<Vec<KnownSecret>, Failure> {
    let db = &visit.identity.db.reader;
    let rows = secrets::list(db, client).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.secret.id).collect();
    let mut counted = store::secret_uses::since(db, &ids, now - RECENT).await?;
    let of = |row: SecretRow| {
        let uses = counted.remove(&row.secret.id).unwrap_or_default();
        KnownSecret {
            evidence: Evidence::new(row.last_use, uses, now),
            superseded_at: row.superseded_at,
            secret: row.secret,
        }
    };
    Ok(rows.into_iter().map(of).collect())
}

/// Adds a secret; those of before go on working.
///
/// # Errors
/// `NotSignedIn`, `NotFound`, problems of the label, `Conflict` when the client has as many secrets as it may or none
/// can be added, `ReauthenticationRequired` or `Broken`.
pub async fn add_secret(visit: &Visit, id: &ClientId, label: &SecretLabel) -> Result<IssuedSecret, Refusal> {
    let stored = own_with_secrets(visit, id).await?;
    if stored.client.template == Some(Template::PersonalAccessToken) {
        return Err(conflict("A personal access token has one secret. Regenerate it instead."));
    }
    let now = visit.identity.clock.now();
    let (description, expires_at) = label.checked_at(now)?;
    visit.signed_in_freshly()?;
    let txn = store::database::begin(&visit.identity.db).await.map_err(Failure::from)?;
    let live = secrets::lock_and_count(&txn, stored.key, now).await.map_err(Failure::from)?;
    refuse_beyond_limit(visit, live)?;
    let new = New { description: &description, expires_at };
    let issued = insert(visit, txn, &stored, new, now).await?;
    visit.audit("secret.added", "done", Some(id.as_str()), &of_secret(&issued.secret));
    Ok(issued)
}

/// Makes a new secret; those of before end after the overlap, or before it if that is when they end anyway.
///
/// Without an overlap they are thrown out: every token that the client was given ends with them, in the same transaction.
///
/// # Errors
/// `NotSignedIn`, `NotFound`, `Conflict` as for [`add_secret`], `ReauthenticationRequired` or `Broken`.
pub async fn regenerate_secret(
    visit: &Visit,
    id: &ClientId,
    overlap: Overlap,
) -> Result<IssuedSecret, Refusal> {
    let stored = own_with_secrets(visit, id).await?;
    visit.signed_in_freshly()?;
    let txn = store::database::begin(&visit.identity.db).await.map_err(Failure::from)?;
    let now = visit.identity.clock.now();
    let mut live = secrets::lock_and_count(&txn, stored.key, now).await.map_err(Failure::from)?;
    if let Some(end) = overlap.ends_at(now) {
        secrets::end_by(&txn, stored.key, end, now).await.map_err(Failure::from)?;
    }
    if overlap == Overlap::Now {
        live = 0;
        store::clients::end_tokens(&txn, stored.key, now).await.map_err(Failure::from)?;
    }
    refuse_beyond_limit(visit, live)?;
    let expires_at = token_expiry(&stored.client, now);
    let issued = insert(visit, txn, &stored, New { description: "", expires_at }, now).await?;
    visit.audit("secret.regenerated", "done", Some(id.as_str()), &of_secret(&issued.secret));
    Ok(issued)
}

/// Removes a secret: it stops working at once. One that is in use is removed only by force, and says of itself how often
/// it was used lately.
///
/// # Errors
/// `NotSignedIn`, `NotFound`, `Conflict` with the recent uses of a secret that is in use, `ReauthenticationRequired` or
/// `Broken`.
pub async fn remove_secret(visit: &Visit, id: &ClientId, secret: i64, force: bool) -> Result<(), Refusal> {
    let stored = own_with_secrets(visit, id).await?;
    if !force {
        // Uses are written a moment after they happened, and one of just now is what matters here.
        visit.identity.recorder.flush().await;
    }
    let now = visit.identity.clock.now();
    let known = known(visit, stored.key, now).await?.into_iter().find(|known| known.secret.id == secret);
    let known = known.ok_or_else(no_such_secret)?;
    // One that is over stopped working before: nothing more stops when it goes.
    if !force && known.evidence.in_use() && known.phase(now) != Phase::Over {
        return Err(Refusal::secret_in_use(known.evidence));
    }
    visit.signed_in_freshly()?;
    let txn = store::database::begin(&visit.identity.db).await.map_err(Failure::from)?;
    if !secrets::remove(&txn, stored.key, secret, now).await.map_err(Failure::from)? {
        return Err(no_such_secret());
    }
    secrets::note_change(&txn, stored.key, now).await.map_err(Failure::from)?;
    store::database::commit(txn).await.map_err(Failure::from)?;
    visit.audit("secret.removed", "done", Some(id.as_str()), &of_secret(&known.secret));
    Ok(())
}

/// A client of the person that can have secrets.
async fn own_with_secrets(visit: &Visit, id: &ClientId) -> Result<StoredClient, Refusal> {
    let person = visit.signed_in()?;
    let found =
        store::clients::find_own(&visit.identity.db.reader, person.id, id).await.map_err(Failure::from)?;
    let stored = found.ok_or_else(Refusal::not_found)?;
    match (stored.client.client_type, stored.client.status) {
        (ClientType::Public, _) => Err(conflict("A public client can't keep a secret.")),
        (_, Status::Revoked) => Err(conflict("This client was revoked for good.")),
        (ClientType::Confidential, Status::Active | Status::Inactive) => Ok(stored),
    }
}

fn refuse_beyond_limit(visit: &Visit, live: u64) -> Result<(), Refusal> {
    let most = visit.identity.settings.limits.secrets_per_client;
    if live < u64::from(most) {
        return Ok(());
    }
    Err(conflict(&format!(
        "This client has {most} secrets that work, the most it may have. Remove one first."
    )))
}

/// A regenerated personal access token lasts as long as it was made to last, from now on.
fn token_expiry(client: &Client, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let token = client.template == Some(Template::PersonalAccessToken);
    let lifetime = client.access_token_lifetime.filter(|_| token)?;
    Some(now + domain::refresh::seconds(lifetime))
}

/// What is new about a secret beside its value.
struct New<'a> {
    description: &'a str,
    expires_at: Option<DateTime<Utc>>,
}

async fn insert(
    visit: &Visit,
    txn: DatabaseTransaction,
    stored: &StoredClient,
    new: New<'_>,
    now: DateTime<Utc>,
) -> Result<IssuedSecret, Failure> {
    let identity = &visit.identity;
    let value = make_secret(&*identity.random)?;
    let hint = value.hint();
    let row = NewSecret {
        digest: identity.vault.digest(Purpose::ClientSecret, value.expose()),
        hint: &hint,
        description: new.description,
        expires_at: new.expires_at,
    };
    let id = secrets::insert(&txn, stored.key, &row, now).await?;
    secrets::note_change(&txn, stored.key, now).await?;
    store::database::commit(txn).await?;
    let secret = domain::client::ClientSecret {
        id,
        description: new.description.to_owned(),
        hint,
        expiration: new.expires_at,
        created_at: now,
        last_used_at: None,
    };
    Ok(IssuedSecret { secret, issued: issue(&stored.client, &value, &identity.settings.brand_prefix) })
}

fn no_such_secret() -> Refusal {
    Refusal::new(RefusalCode::NotFound, "There is no such secret.")
}

fn conflict(words: &str) -> Refusal {
    Refusal::new(RefusalCode::Conflict, words)
}
