//! How many webhooks an account may have.

use odata::error::{Code, Refusal};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbBackend, DbErr, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, Statement,
};

use crate::entity::webhook;
use crate::error::ApiError;

/// How many webhooks an account may have, those that are off included: each change is written down once for each of them.
const MOST: u64 = 20;

/// Under which name transactions of Postgres queue here: those of the same account, one behind the other.
const QUEUE: i32 = 0x7765_6268;

/// Refuses the webhook that was written last, when it is one too many. It is called behind the `INSERT`: whoever has come
/// through the queue sees what the others before have kept.
pub(super) async fn check(txn: &impl ConnectionTrait, account: i32) -> Result<(), ApiError> {
    queue(txn, account).await?;
    let count = webhook::Entity::find().filter(webhook::Column::AccountId.eq(account)).count(txn).await?;
    if count > MOST {
        let message = format!("an account may have {MOST} webhooks; delete one that is not needed any more");
        return Err(Refusal::new(Code::LimitReached, message).about("Webhooks").into());
    }
    Ok(())
}

/// Waits for those of the same account that are at it. SQLite has one writer, so there nobody is.
async fn queue(txn: &impl ConnectionTrait, account: i32) -> Result<(), DbErr> {
    if txn.get_database_backend() == DbBackend::Postgres {
        let sql = "SELECT pg_advisory_xact_lock($1, $2)";
        let lock = Statement::from_sql_and_values(DbBackend::Postgres, sql, [QUEUE.into(), account.into()]);
        txn.query_one_raw(lock).await?;
    }
    Ok(())
}
