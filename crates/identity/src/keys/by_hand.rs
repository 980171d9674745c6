//! What an operator does with signing keys.

use chrono::{DateTime, Utc};
use domain::client::SigningAlgorithm;
use domain::signing_key::{KeyState, NotRetired, Rotation};
use store::database::DatabaseTransaction;
use store::signing_keys::{self, StoredKey};

use super::make::Fresh;
use super::{SigningKeys, life};
use crate::failure::Failure;

/// A key as an operator sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyView {
    /// Its name in the key set and in tokens.
    pub kid: String,
    /// What it signs with.
    pub algorithm: SigningAlgorithm,
    /// Where it is in its life.
    pub state: KeyState,
    /// When it came into the key set.
    pub announced_at: DateTime<Utc>,
    /// From when it signs, or signed.
    pub signs_from: DateTime<Utc>,
    /// When it leaves the key set; `None` while no successor is in sight. In the past when it was taken out by hand.
    pub leaves_at: Option<DateTime<Utc>>,
}

/// What a change of keys came to, for one algorithm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The algorithm.
    pub algorithm: SigningAlgorithm,
    /// The new key.
    pub kid: String,
    /// From when it signs.
    pub signs_from: DateTime<Utc>,
    /// The keys that were taken out of the key set.
    pub withdrawn: Vec<String>,
}

/// Why keys were left as they are.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged {
    /// There is no such key.
    #[error("there is no key `{0}`; `latchkey keys list` names them all")]
    Unknown(String),
    /// It was taken out before.
    #[error("key `{0}` is out of the key set already")]
    Withdrawn(String),
    /// Without it nothing could be signed.
    #[error(
        "key `{0}` signs tokens at the moment; `latchkey keys rotate` announces its successor, and `latchkey keys rotate \
         --now` replaces it at once"
    )]
    Signing(String),
    /// Somebody else did the same at the same moment.
    #[error(
        "another process changed the keys at the same moment; look at `latchkey keys list` before you try again"
    )]
    Raced,
    /// Something broke.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<store::StoreError> for NotChanged {
    fn from(error: store::StoreError) -> Self {
        Self::Failed(error.into())
    }
}

/// Every key there is, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn list(keys: &SigningKeys) -> Result<Vec<KeyView>, Failure> {
    let tools = &keys.tools;
    let now = tools.clock.now();
    let rows = signing_keys::list(&tools.db.reader).await?;
    let longest = life::longest_token(tools).await?;
    let view = |row: &StoredKey| KeyView {
        kid: row.kid.clone(),
        algorithm: row.algorithm,
        state: life::state(&rows, row, now),
        announced_at: row.created_at,
        signs_from: row.signs_from,
        leaves_at: row
            .withdrawn_at
            .or_else(|| life::line(&rows, row.algorithm).leaves_at(&row.kid, &tools.schedule, longest)),
    };
    Ok(rows.iter().map(view).collect())
}

/// Announces a successor for each algorithm, which signs as soon as every cache has seen it. One that was announced
/// already is brought forward.
///
/// # Errors
/// `Raced` or `Failed`; then nothing was changed.
pub async fn rotate(keys: &SigningKeys) -> Result<Vec<Changed>, NotChanged> {
    change(keys, async |txn, rows, fresh, now| {
        let algorithm = fresh.algorithm;
        let (kid, signs_from) = match life::line(rows, algorithm).rotate(now) {
            Rotation::Announce(signs_from) => {
                (announce(txn, fresh.behind(rows, now, signs_from)).await?, signs_from)
            }
            Rotation::BringForward(key, signs_from) => {
                signing_keys::bring_forward(txn, &key.kid, signs_from).await?;
                (key.kid.clone(), signs_from)
            }
        };
        Ok(Changed { algorithm, kid, signs_from, withdrawn: Vec::new() })
    })
    .await
}

/// Replaces every key at once, because one of them isn't secret any more: a new one signs from now on, and all others
/// leave the key set. What they signed is worth nothing from then on.
///
/// # Errors
/// `Raced` or `Failed`; then nothing was changed.
pub async fn replace(keys: &SigningKeys) -> Result<Vec<Changed>, NotChanged> {
    change(keys, async |txn, rows, fresh, now| {
        let algorithm = fresh.algorithm;
        let kid = announce(txn, fresh.behind(rows, now, now)).await?;
        let mut withdrawn = Vec::new();
        for row in rows.iter().filter(|row| row.algorithm == algorithm) {
            if signing_keys::withdraw(txn, &row.kid, now).await? {
                withdrawn.push(row.kid.clone());
            }
        }
        Ok(Changed { algorithm, kid, signs_from: now, withdrawn })
    })
    .await
}

/// Takes a key that doesn't sign out of the key set. What it signed is worth nothing from then on.
///
/// # Errors
/// `Unknown`, `Withdrawn`, `Signing`, or `Failed`.
pub async fn retire(keys: &SigningKeys, kid: &str) -> Result<(), NotChanged> {
    let tools = &keys.tools;
    let now = tools.clock.now();
    let txn = store::database::begin(&tools.db).await?;
    let rows = signing_keys::list_to_change(&txn).await?;
    let row = rows.iter().find(|row| row.kid == kid).ok_or_else(|| NotChanged::Unknown(kid.to_owned()))?;
    match life::line(&rows, row.algorithm).may_retire(kid, now) {
        Ok(()) => {}
        Err(NotRetired::Unknown) => return Err(NotChanged::Withdrawn(kid.to_owned())),
        Err(NotRetired::Signing) => return Err(NotChanged::Signing(kid.to_owned())),
    }
    signing_keys::withdraw(&txn, kid, now).await?;
    store::database::commit(txn).await?;
    Ok(keys.tend().await?)
}

/// Does the same for each algorithm, in one transaction. The keys are made before it, because RSA takes a while.
async fn change(
    keys: &SigningKeys,
    job: impl AsyncFn(&DatabaseTransaction, &[StoredKey], Fresh, DateTime<Utc>) -> Result<Changed, NotChanged>,
) -> Result<Vec<Changed>, NotChanged> {
    let tools = &keys.tools;
    let fresh = Fresh::make_all(tools).await?;
    let now = tools.clock.now();
    let txn = store::database::begin(&tools.db).await?;
    let rows = signing_keys::list_to_change(&txn).await?;
    let mut changed = Vec::new();
    for fresh in fresh {
        changed.push(job(&txn, &rows, fresh, now).await?);
    }
    store::database::commit(txn).await?;
    keys.tend().await?;
    Ok(changed)
}

async fn announce(txn: &DatabaseTransaction, key: StoredKey) -> Result<String, NotChanged> {
    if signing_keys::insert(txn, &key).await? { Ok(key.kid) } else { Err(NotChanged::Raced) }
}
