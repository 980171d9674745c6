//! How often secrets were used lately, counted by the hour and by the address. The rules are `domain::secret_use`.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Utc};
use domain::secret_use::RecentUses;
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, LockType, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, FromQueryResult, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, Set, TransactionSession as _, TransactionTrait,
};

use crate::column::Moment;
use crate::entity::{client_secret, secret_use};
use crate::error::StoreError;

/// How many rows go into one statement; each takes five of the parameters that SQLite and Postgres limit.
const BATCH: usize = 1_000;

/// Uses of a secret within one hour, from one address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SecretUse {
    /// The row of the secret.
    pub secret: i64,
    /// The beginning of the hour.
    pub hour: DateTime<Utc>,
    /// The address; empty for those that are not told apart.
    pub address: String,
    /// How many.
    pub uses: u32,
    /// The last of them.
    pub last_at: DateTime<Utc>,
}

/// Adds uses to what was counted before, in one transaction. Those of a secret that is gone are forgotten.
///
/// The three that tell a row apart come once each in `uses`, and in the same order in all processes, so that two of
/// them don't wait for each other.
///
/// # Errors
/// When the database fails.
pub async fn add(
    db: &(impl ConnectionTrait + TransactionTrait),
    uses: &[SecretUse],
) -> Result<(), StoreError> {
    for batch in uses.chunks(BATCH) {
        let txn = db.begin().await?;
        let kept = kept(&txn, batch).await?;
        let rows: Vec<_> = batch.iter().filter(|one| kept.contains(&one.secret)).map(row).collect();
        if !rows.is_empty() {
            secret_use::Entity::insert_many(rows).on_conflict(adding()).exec_without_returning(&txn).await?;
        }
        txn.commit().await?;
    }
    Ok(())
}

/// Which of these secrets are still there; they stay until the transaction ends.
async fn kept(txn: &impl ConnectionTrait, uses: &[SecretUse]) -> Result<HashSet<i64>, StoreError> {
    let secrets: HashSet<i64> = uses.iter().map(|one| one.secret).collect();
    let found = client_secret::Entity::find()
        .select_only()
        .column(client_secret::Column::Id)
        .filter(client_secret::Column::Id.is_in(secrets))
        .order_by_asc(client_secret::Column::Id)
        .lock(LockType::KeyShare)
        .into_tuple::<i64>()
        .all(txn)
        .await?;
    Ok(found.into_iter().collect())
}

fn row(one: &SecretUse) -> secret_use::ActiveModel {
    secret_use::ActiveModel {
        secret_id: Set(one.secret),
        hour: Set(Moment(one.hour)),
        address: Set(one.address.clone()),
        uses: Set(one.uses.into()),
        last_used_at: Set(Moment(one.last_at)),
        ..Default::default()
    }
}

/// What is counted already grows; its last use moves forward only.
fn adding() -> OnConflict {
    use secret_use::Column::{Address, Hour, LastUsedAt, SecretId, Uses};
    let own = |column| Expr::col((secret_use::Entity, column));
    let new = |column| Expr::col((Alias::new("excluded"), column));
    let newest = Expr::case(new(LastUsedAt).gt(own(LastUsedAt)), new(LastUsedAt)).finally(own(LastUsedAt));
    OnConflict::columns([SecretId, Hour, Address])
        .value(Uses, own(Uses).add(new(Uses)))
        .value(LastUsedAt, newest)
        .to_owned()
}

/// How often the secrets of a client were used since a moment, by the row of the secret; one that was not is missing.
///
/// # Errors
/// When the database fails.
pub async fn since(
    db: &impl ConnectionTrait,
    secrets: &[i64],
    moment: DateTime<Utc>,
) -> Result<HashMap<i64, RecentUses>, StoreError> {
    use secret_use::Column::{Address, LastUsedAt, SecretId, Uses};
    let rows = secret_use::Entity::find()
        .select_only()
        .column(SecretId)
        // Postgres gives the sum of whole numbers as a decimal.
        .column_as(Uses.sum().cast_as(Alias::new("BIGINT")), "uses")
        .column_as(Expr::col((secret_use::Entity, Address)).count_distinct(), "addresses")
        .filter(SecretId.is_in(secrets.iter().copied()))
        .filter(LastUsedAt.gt(Moment(moment)))
        .group_by(SecretId)
        .into_model::<Counted>()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|row| (row.secret_id, row.recent())).collect())
}

#[derive(FromQueryResult)]
struct Counted {
    secret_id: i64,
    uses: i64,
    addresses: i64,
}

impl Counted {
    fn recent(&self) -> RecentUses {
        let number = |counted| u64::try_from(counted).unwrap_or_default();
        RecentUses { uses: number(self.uses), addresses: number(self.addresses) }
    }
}
