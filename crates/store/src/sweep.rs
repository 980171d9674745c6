//! What is over and can go, table by table.

use chrono::{DateTime, Utc};
use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait};

use crate::column::Moment;
use crate::entity::{
    attempt_counter, authorization_request, code, device_code, pushed_request, refresh_token,
    revoked_access_token, secret_use, session, setup_link, token_family, used_jti,
};
use crate::error::StoreError;

/// The most rows that one statement deletes: a writer who waits for it doesn't notice.
pub const BATCH: u64 = 1_000;

/// The moments that decide what is over.
#[derive(Debug, Clone, Copy)]
pub struct Before {
    /// What expired by now.
    pub now: DateTime<Utc>,
    /// What expired by then isn't even needed to tell a thief from a stranger.
    pub forgotten: DateTime<Utc>,
    /// Every access token that was issued by then has expired.
    pub tokens_over: DateTime<Utc>,
}

impl Before {
    /// What was issued or expired by then can have no access token left, and isn't needed either.
    fn tokens_forgotten(&self) -> DateTime<Utc> {
        std::cmp::min(self.forgotten, self.tokens_over)
    }
}

/// Rows of one table that nothing will ask for again.
pub struct Sweep {
    /// The table.
    pub table: &'static str,
    /// Its primary key.
    key: &'static str,
    /// Which rows are over. It is asked again as a row is deleted, so that one which came back to life stays.
    over: fn(&Before) -> Condition,
}

/// Everything that is swept. A table whose rows end has its line here, and an index for it.
pub const SWEEPS: &[Sweep] = &[
    Sweep {
        table: "setup_links",
        key: "id",
        over: |before| expired(setup_link::Column::ExpiresAt, before.now),
    },
    // It says no more than a row that isn't there.
    Sweep {
        table: "attempt_counters",
        key: "id",
        over: |before| expired(attempt_counter::Column::StaleAt, before.now),
    },
    Sweep {
        table: "authorization_requests",
        key: "id",
        over: |before| expired(authorization_request::Column::ExpiresAt, before.now),
    },
    Sweep {
        table: "pushed_requests",
        key: "id",
        over: |before| expired(pushed_request::Column::ExpiresAt, before.forgotten),
    },
    Sweep {
        table: "sessions",
        key: "id",
        over: |before| expired(session::Column::ExpiresAt, before.forgotten),
    },
    Sweep {
        table: "sessions",
        key: "id",
        over: |before| expired(session::Column::EndedAt, before.forgotten),
    },
    // Nobody asks how often a secret was used longer ago than a day.
    Sweep {
        table: "secret_uses",
        key: "id",
        over: |before| expired(secret_use::Column::LastUsedAt, before.forgotten),
    },
    // A code that comes again ends what it gave, so it is kept for a while after its minute.
    Sweep { table: "codes", key: "id", over: |before| expired(code::Column::ExpiresAt, before.forgotten) },
    Sweep {
        table: "device_codes",
        key: "id",
        over: |before| expired(device_code::Column::ExpiresAt, before.forgotten),
    },
    // Not as soon as it expires: clocks that differ a little are forgiven.
    Sweep {
        table: "used_jtis",
        key: "id",
        over: |before| expired(used_jti::Column::ExpiresAt, before.forgotten),
    },
    // With some patience, because the clocks of two processes differ a little.
    Sweep {
        table: "revoked_access_tokens",
        key: "jti",
        over: |before| expired(revoked_access_token::Column::ExpiresAt, before.forgotten),
    },
    // Its family has to outlive the last access token that it gave.
    Sweep {
        table: "refresh_tokens",
        key: "id",
        over: |before| expired(refresh_token::Column::ExpiresAt, before.tokens_forgotten()),
    },
    Sweep {
        table: "token_families",
        key: "id",
        over: |before| expired(token_family::Column::RevokedAt, before.forgotten),
    },
    Sweep { table: "token_families", key: "id", over: families_without_tokens },
];

/// Deletes at most [`BATCH`] rows, and says how many these were.
///
/// # Errors
/// When the database fails.
pub async fn delete_batch(
    db: &impl ConnectionTrait,
    sweep: &Sweep,
    before: &Before,
) -> Result<u64, StoreError> {
    let (table, key) = (Alias::new(sweep.table), Alias::new(sweep.key));
    let some = Query::select()
        .column(key.clone())
        .from(table.clone())
        .cond_where((sweep.over)(before))
        .limit(BATCH)
        .take();
    let delete = Query::delete()
        .from_table(table)
        .cond_where((sweep.over)(before).add(Expr::col(key).in_subquery(some)))
        .take();
    Ok(db.execute(&delete).await?.rows_affected())
}

/// A row without a moment never expires.
fn expired(column: impl ColumnTrait, by: DateTime<Utc>) -> Condition {
    Condition::all().add(column.lte(Moment(by)))
}

/// Whatever such a family gave was over by then: a refresh token is swept only after its last access token.
fn families_without_tokens(before: &Before) -> Condition {
    let own = Expr::col((refresh_token::Entity, refresh_token::Column::FamilyId))
        .equals((token_family::Entity, token_family::Column::Id));
    let tokens = Query::select().expr(Expr::cust("1")).from(refresh_token::Entity).and_where(own).take();
    expired(token_family::Column::CreatedAt, before.tokens_forgotten()).add(Expr::exists(tokens).not())
}
