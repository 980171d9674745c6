//! Who tries what: a message belongs to one process until its lease is over, and what came of it is noted once.

use sea_orm::sea_query::{
    Alias, CommonTableExpression, Condition, Expr, ExprTrait as _, LockBehavior, LockType, Query,
    SelectStatement,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseConnection, DbErr, EntityTrait as _, FromQueryResult as _,
    Order, QueryFilter as _, QuerySelect as _, TransactionTrait as _,
};

use crate::entity::{webhook, webhook_delivery};
use webhook_delivery::Column;

/// `DeliveryStatus/Pending`.
pub(super) const PENDING: i32 = 1;
const DELIVERED: i32 = 2;
const FAILED: i32 = 3;

/// A message that this process may try now.
#[derive(Clone, Debug, PartialEq, sea_orm::FromQueryResult)]
pub(super) struct Leased {
    pub(super) delivery_id: i32,
    pub(super) account_id: i32,
    pub(super) webhook_id: i32,
    pub(super) message_id: String,
    pub(super) body: String,
    /// Which attempt this is, counted from 1.
    pub(super) attempt: i32,
    /// When the lease ends. A later lease ends later, so this says whose it is.
    pub(super) leased_until: i64,
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome {
    /// It has arrived.
    Delivered,
    /// It is tried again then; until the second moment nothing goes to this webhook.
    PutOff(i64, Option<i64>),
    /// It is not tried again, and neither is anything else at this webhook, for this reason.
    GivenUp(String),
}

/// Whether anything is due: a question that costs no lock.
pub(super) async fn any_due(db: &impl ConnectionTrait, now: i64) -> Result<bool, DbErr> {
    Ok(db.query_one(&due(now, &[], 1)).await?.is_some())
}

/// Takes at most so many messages that are due, those that have waited longest first, but none for the webhooks that are
/// busy. One statement: of several processes each takes other rows, and none waits for another.
pub(super) async fn lease(
    db: &impl ConnectionTrait,
    (now, until): (i64, i64),
    busy: &[i32],
    most: u64,
) -> Result<Vec<Leased>, DbErr> {
    let mut due = due(now, busy, most);
    due.lock_with_tables_behavior(LockType::Update, [webhook_delivery::Entity], LockBehavior::SkipLocked);
    let chosen = CommonTableExpression::new().table_name(Alias::new("due")).query(due).to_owned();
    let ids = Query::select().column(Column::DeliveryId).from(Alias::new("due")).take();
    let mut lease = Query::update();
    lease
        .with_cte(chosen)
        .table(webhook_delivery::Entity)
        .value(Column::LeasedUntil, until)
        .value(Column::Attempt, Expr::col(Column::Attempt).add(1))
        .value(Column::Version, Expr::col(Column::Version).add(1))
        .and_where(Expr::col(Column::DeliveryId).in_subquery(ids))
        .returning(Query::returning().columns([
            Column::DeliveryId,
            Column::AccountId,
            Column::WebhookId,
            Column::MessageId,
            Column::Body,
            Column::Attempt,
            Column::LeasedUntil,
        ]));
    let rows = db.query_all(&lease).await?;
    rows.iter().map(|row| Leased::from_query_result(row, "")).collect()
}

/// Where a webhook wants its messages.
pub(super) async fn url(db: &impl ConnectionTrait, webhook: i32) -> Result<Option<String>, DbErr> {
    let url = webhook::Entity::find_by_id(webhook).select_only().column(webhook::Column::Url);
    url.into_tuple().one(db).await
}

/// What came of noting what came of an attempt.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Settled {
    /// The lease was over, and somebody else has it.
    Late,
    /// It is noted.
    Noted,
    /// It is noted, and the webhook was switched off.
    Disabled,
}

/// Notes what came of an attempt, unless its lease was over and somebody else has it. One transaction: a message is given
/// up together with its webhook.
pub(super) async fn settle(
    db: &DatabaseConnection,
    leased: &Leased,
    status: Option<u16>,
    outcome: &Outcome,
) -> Result<Settled, DbErr> {
    let txn = db.begin().await?;
    if !note(&txn, leased, status, outcome).await? {
        return Ok(Settled::Late);
    }
    let settled = match outcome {
        Outcome::PutOff(_, Some(until)) => {
            pause(&txn, leased.webhook_id, *until).await?;
            Settled::Noted
        }
        Outcome::GivenUp(reason) => disable(&txn, leased.webhook_id, reason).await?,
        Outcome::Delivered | Outcome::PutOff(_, None) => Settled::Noted,
    };
    txn.commit().await?;
    Ok(settled)
}

/// Sets a message back to the beginning, unless somebody is sending it.
pub(super) async fn retry(txn: &impl ConnectionTrait, delivery: i32, now: i64) -> Result<bool, DbErr> {
    let nobodys = Condition::any().add(Column::LeasedUntil.is_null()).add(Column::LeasedUntil.lte(now));
    let set = webhook_delivery::Entity::update_many()
        .col_expr(Column::Status, PENDING.into())
        .col_expr(Column::Attempt, 0.into())
        .col_expr(Column::NextAttemptOn, now.into())
        .col_expr(Column::LeasedUntil, Option::<i64>::None.into())
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::DeliveryId.eq(delivery))
        .filter(nobodys)
        .exec(txn)
        .await?;
    Ok(set.rows_affected == 1)
}

/// What is due: pending, its moment come, nobody's, and its webhook ready.
fn due(now: i64, busy: &[i32], most: u64) -> SelectStatement {
    let over = |column: Expr| Condition::any().add(column.clone().is_null()).add(column.lte(now));
    let delivery = |column: Column| Expr::col((webhook_delivery::Entity, column));
    let hook = |column: webhook::Column| Expr::col((webhook::Entity, column));
    Query::select()
        .column((webhook_delivery::Entity, Column::DeliveryId))
        .from(webhook_delivery::Entity)
        .inner_join(
            webhook::Entity,
            hook(webhook::Column::WebhookId).equals((webhook_delivery::Entity, Column::WebhookId)),
        )
        .and_where(delivery(Column::NextAttemptOn).lte(now))
        .cond_where(over(delivery(Column::LeasedUntil)))
        .and_where(hook(webhook::Column::IsActive).eq(true))
        .cond_where(over(hook(webhook::Column::PausedUntil)))
        .and_where(delivery(Column::WebhookId).is_not_in(busy.iter().copied()))
        .order_by((webhook_delivery::Entity, Column::NextAttemptOn), Order::Asc)
        .limit(most)
        .take()
}

async fn note(
    txn: &impl ConnectionTrait,
    leased: &Leased,
    status: Option<u16>,
    outcome: &Outcome,
) -> Result<bool, DbErr> {
    let (became, next) = match outcome {
        Outcome::Delivered => (DELIVERED, None),
        Outcome::PutOff(next, _) => (PENDING, Some(*next)),
        Outcome::GivenUp(_) => (FAILED, None),
    };
    let noted = webhook_delivery::Entity::update_many()
        .col_expr(Column::Status, became.into())
        .col_expr(Column::ResponseStatus, status.map(i32::from).into())
        .col_expr(Column::NextAttemptOn, next.into())
        .col_expr(Column::LeasedUntil, Option::<i64>::None.into())
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::DeliveryId.eq(leased.delivery_id))
        .filter(Column::LeasedUntil.eq(leased.leased_until))
        .exec(txn)
        .await?;
    Ok(noted.rows_affected == 1)
}

async fn pause(txn: &impl ConnectionTrait, webhook: i32, until: i64) -> Result<(), DbErr> {
    let shorter = Condition::any()
        .add(webhook::Column::PausedUntil.is_null())
        .add(webhook::Column::PausedUntil.lt(until));
    webhook::Entity::update_many()
        .col_expr(webhook::Column::PausedUntil, until.into())
        .filter(webhook::Column::WebhookId.eq(webhook))
        .filter(shorter)
        .exec(txn)
        .await?;
    Ok(())
}

async fn disable(txn: &impl ConnectionTrait, webhook: i32, reason: &str) -> Result<Settled, DbErr> {
    let disabled = webhook::Entity::update_many()
        .col_expr(webhook::Column::IsActive, false.into())
        .col_expr(webhook::Column::DisabledReason, reason.into())
        .col_expr(webhook::Column::Version, Expr::col(webhook::Column::Version).add(1))
        .filter(webhook::Column::WebhookId.eq(webhook))
        .filter(webhook::Column::IsActive.eq(true))
        .exec(txn)
        .await?;
    Ok(if disabled.rows_affected == 1 { Settled::Disabled } else { Settled::Noted })
}
