//! Writing: what requests change, and who else learns of it.
//!
//! [`Work`] is one transaction: a request's, or that of several requests that succeed or fail together. A [`Writer`] does
//! within it what one request asks. It never begins and never commits, so whoever holds the work decides how much of it is
//! one.
//!
//! Nothing here knows a project. What may be written is the model's (`odata::body` has read it), where it is kept is the
//! schema's, what follows from it is done by [`reports::follow`], and who wants to know is told by [`change::announce`].

use std::sync::Arc;

use odata::edm::{EntitySet, Property};
use odata::error::{Code, Refusal};
use odata::payload::{Entity, Value};
use sea_orm::{
    ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, SqlErr, SqliteTransactionMode, StatementBuilder,
    TransactionOptions, TransactionTrait,
};

use crate::error::ApiError;
use crate::lower::{Cells, Dialect, Ground, Output, Tenant, cell, missing};
use crate::rows::{Row, Source, read};
use crate::table::{Schema, Stamp};
use crate::webhooks::{Caller, Followed, Secret, Webhooks};
use crate::{Api, Limit, Principal, reports};

pub(crate) mod change;
mod create;
mod link;
pub(crate) mod needs;
mod targets;
mod update;

use change::{Act, Change};

/// A transaction under way, with what was changed in it and not told yet, and what followed from that.
pub(crate) struct Work {
    txn: DatabaseTransaction,
    untold: Vec<Change>,
    /// The projects on which there was a report.
    reported: Vec<i32>,
    webhooks: Arc<Webhooks>,
    followed: Followed,
    limit: Arc<dyn Limit>,
}

impl Work {
    /// Begins. On SQLite the lock is taken at once: a reader that becomes a writer halfway fails when another was faster.
    pub(crate) async fn begin(api: &Api) -> Result<Self, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Self {
            txn: api.writer.begin_with_options(options).await?,
            untold: Vec::new(),
            reported: Vec::new(),
            webhooks: Arc::clone(&api.webhooks),
            followed: Followed::default(),
            limit: Arc::clone(&api.limit),
        })
    }

    /// Does what follows from what was changed since the last time (see [`reports::follow`]), and tells all of it (see
    /// [`change::announce`]), within the transaction.
    pub(crate) async fn announce(&mut self) -> Result<(), ApiError> {
        let mut changes = std::mem::take(&mut self.untold);
        let reported = std::mem::take(&mut self.reported);
        if changes.is_empty() {
            return Ok(());
        }
        changes.extend(reports::follow(&self.txn, &changes, &reported).await?);
        change::announce(&self.txn, &changes, &self.webhooks, &mut self.followed).await
    }

    /// The secret of a webhook that was made in it, once.
    pub(crate) fn take_secret(&mut self, webhook: i32) -> Option<Secret> {
        self.followed.take_secret(webhook)
    }

    /// Asks what somebody has composed, within the limit that holds for every such question: it keeps whoever writes waiting.
    pub(crate) async fn limited<T>(
        &self,
        ask: impl Future<Output = Result<T, ApiError>>,
    ) -> Result<T, ApiError> {
        if self.txn.get_database_backend() == DbBackend::Postgres {
            let limit = format!("SET LOCAL statement_timeout = {}", self.limit.milliseconds());
            self.txn.execute_unprepared(&limit).await?;
            return ask.await;
        }
        self.limit.begin();
        let answer = ask.await;
        self.limit.end();
        answer
    }

    /// Says who has done what was done since the last time.
    pub(crate) fn sign(&mut self, caller: &Caller) {
        self.followed.sign(caller);
    }

    /// Keeps what was done. Work that is dropped instead was never done.
    pub(crate) async fn commit(self) -> Result<(), DbErr> {
        let Self { txn, webhooks, mut followed, .. } = self;
        txn.commit().await?;
        followed.tell(&*webhooks.witness);
        if followed.messages > 0 {
            webhooks.bell.ring();
        }
        Ok(())
    }

    /// Rows as they are within the transaction.
    pub(crate) fn source<'w>(
        &'w self,
        schema: &'w Schema,
        tenant: Tenant,
        root: &'w str,
    ) -> Source<'w, DatabaseTransaction> {
        Source { db: &self.txn, schema, tenant, root }
    }
}

/// Who writes, and when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Author {
    pub(crate) tenant: Tenant,
    /// The user; none when a client acts as itself.
    pub(crate) user_id: Option<i32>,
    /// The moment of the request, in microseconds since 1970.
    pub(crate) now: i64,
}

impl Author {
    /// The one whom a token speaks for.
    pub(crate) fn of(principal: &Principal, now: i64) -> Self {
        Self { tenant: Tenant::of(principal), user_id: principal.user_id, now }
    }
}

/// Changes rows within a transaction.
pub(crate) struct Writer<'w> {
    work: &'w mut Work,
    schema: &'w Schema,
    author: Author,
}

impl<'w> Writer<'w> {
    pub(crate) fn new(work: &'w mut Work, schema: &'w Schema, author: Author) -> Self {
        Self { work, schema, author }
    }

    /// Who writes, and when.
    pub(crate) fn author(&self) -> Author {
        self.author
    }

    /// The transaction, and what tells of it, for what is more than writing entities.
    pub(crate) fn within(&self) -> (&DatabaseTransaction, &Webhooks) {
        (&self.work.txn, &self.work.webhooks)
    }

    /// What follows from what is done, for webhooks.
    pub(crate) fn followed(&mut self) -> &mut Followed {
        &mut self.work.followed
    }

    fn ground(&self) -> Ground<'w> {
        let dialect = Dialect::from(self.work.txn.get_database_backend());
        Ground { schema: self.schema, tenant: self.author.tenant, dialect }
    }

    /// Runs a statement that answers with the row it has written.
    async fn written<S: StatementBuilder>(
        &self,
        statement: &S,
        output: &Output<'_>,
    ) -> Result<Option<Row>, DbErr> {
        let row = self.work.txn.query_one(statement).await?;
        row.map(|row| read(&row, output, None)).transpose()
    }

    /// The columns of values, and what the table's rows hold besides.
    fn cells(&self, set: &EntitySet, values: &Values, act: Act) -> Result<Cells, DbErr> {
        let table = self.schema.table(set)?;
        let mut cells = Cells::new();
        for (property, value) in values {
            let column = table.column(property).ok_or_else(|| missing(property.name))?;
            cells.push((column.name.clone(), cell(property, value)?));
        }
        for property in set.entity.properties {
            let said = values.iter().any(|(said, _)| said.name == property.name);
            if let (Act::Created, false, Some(default)) = (act, said, property.default) {
                let column = table.column(property).ok_or_else(|| missing(property.name))?;
                cells.push((column.name.clone(), cell(property, &Value::Boolean(default))?));
            }
        }
        for (name, stamp) in &table.stamps {
            let value = match stamp {
                Stamp::Made if act == Act::Created => self.author.now.into(),
                Stamp::Owner if act == Act::Created => self.author.user_id.into(),
                Stamp::Made | Stamp::Owner => continue,
                Stamp::Written => self.author.now.into(),
                Stamp::WrittenBy => self.author.user_id.into(),
            };
            cells.push((name.clone(), value));
        }
        Ok(cells)
    }

    /// Notes what has become of a row.
    fn note(&mut self, set: &'static EntitySet, key: i32, [before, after]: [Option<Entity>; 2]) {
        let Author { tenant, user_id, now } = self.author;
        let account = tenant.account();
        self.work.untold.push(Change { set, key, account, by: user_id, at: now, before, after });
    }
}

/// Properties with what is written into them.
pub(crate) type Values = Vec<(&'static Property, Value)>;

/// What a foreign key has refused becomes a sentence; every other error stays what it is.
fn in_conflict(error: DbErr, message: &str) -> ApiError {
    match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Refusal::new(Code::Conflict, message).into(),
        _ => error.into(),
    }
}
