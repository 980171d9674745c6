//! Writing: entities that are made, changed and deleted, and links between them (Protocol §11.4).
//!
//! A request is understood before anything is asked of the database ([`Task`]), done within one transaction, and answered
//! from within it.

use axum::http::{HeaderMap, Method};
use axum::response::Response;
use odata::bind::Query;
use odata::condition::Conditions;
use odata::options::Options;
use odata::path::{Target, Way};
use odata::prefer::{self, Return};
use odata::version;
use sea_orm::DatabaseTransaction;

use super::read::{Reading, conditions};
use super::service::{self, header};
use crate::Principal;
use crate::error::ApiError;
use crate::model::WEBHOOKS;
use crate::rows::{Row, Source};
use crate::scopes;
use crate::table::Schema;
use crate::webhooks;
use crate::write::{Author, Work, Writer};

mod call;
mod reply;
mod task;

use reply::Changed;
pub(super) use task::allowed;
use task::{Deed, Task};

/// The largest body that is read, in bytes.
pub(super) const MAX_BODY: usize = 1024 * 1024;

/// A request to write, by somebody who has been let in.
pub(super) struct Writing<'r> {
    pub(super) reading: Reading<'r>,
    pub(super) method: &'r Method,
    pub(super) principal: &'r Principal,
    pub(super) body: &'r [u8],
}

impl Writing<'_> {
    /// Does what is asked, in a transaction of its own or in this one, which whoever has begun it ends.
    pub(super) async fn answer(&self, target: Target, work: Option<&mut Work>) -> Result<Response, ApiError> {
        let task = self.understood(target)?;
        if let Some(work) = work {
            return self.done(work, task).await;
        }
        let mut work = Work::begin(&self.reading.shared.api).await?;
        let response = self.done(&mut work, task).await?;
        work.commit().await?;
        Ok(response)
    }

    /// Understands the request and checks its scopes, without a look at the database.
    fn understood(&self, target: Target) -> Result<Task, ApiError> {
        version::of_body(header(self.headers(), "odata-version").as_deref())?;
        let task = self.task(target)?;
        scopes::authorize(self.principal, &task.needs)?;
        Ok(task)
    }

    /// Does what is asked within a transaction, which is left open: an error leaves it to be dropped.
    async fn done(&self, work: &mut Work, task: Task) -> Result<Response, ApiError> {
        let conditions = conditions(self.headers());
        let author = Author::of(self.principal, (self.reading.shared.api.now)());
        let mut writer = Writer::new(work, Schema::own(), author);
        let changed = carry_out(&mut writer, &conditions, task.deed).await?;
        work.announce().await?;
        work.sign(&service::caller(self.reading.parts, self.principal));
        let secret = match &changed {
            Changed::Made(set, row) if set.name == WEBHOOKS.name => work.take_secret(row.key),
            _ => None,
        };
        let source = work.source(Schema::own(), author.tenant, &self.reading.shared.site.root);
        let composed = task.query.as_ref().is_some_and(Query::is_composed);
        let reply = self.reply(source, changed, (task.query, secret));
        if composed { work.limited(reply).await } else { reply.await }
    }

    fn headers(&self) -> &HeaderMap {
        &self.reading.parts.headers
    }

    fn options(&self) -> &Options {
        self.reading.options
    }

    /// What the client wants back; nothing said is the entity (Protocol §11.4.1).
    fn wanted(&self) -> Option<Return> {
        header(self.headers(), "prefer").and_then(|prefer| prefer::returning(&prefer))
    }
}

/// Does what is to be done.
async fn carry_out(
    writer: &mut Writer<'_>,
    conditions: &Conditions,
    deed: Deed,
) -> Result<Changed, ApiError> {
    Ok(match deed {
        Deed::Create(way, body) => Changed::Made(way.set, writer.create(&way, body).await?),
        Deed::Update(way, values) => {
            let row = writer.update(&way, conditions, &values).await?;
            Changed::Updated(way.set, row)
        }
        Deed::Report(way, values) => {
            let row = writer.report(&way, conditions, &values).await?;
            Changed::Updated(way.set, row)
        }
        Deed::UpdateProperty(way, property, value) => {
            let row = writer.update(&way, conditions, &vec![(property, value)]).await?;
            Changed::Property(row.entity.etag())
        }
        Deed::Delete(way) => {
            writer.delete(&way, conditions).await?;
            Changed::Nothing
        }
        Deed::Link(hop, from, other) => {
            writer.connect((&hop, &from), conditions, other).await?;
            Changed::Nothing
        }
        Deed::Unlink(hop, from, other) => {
            writer.disconnect((&hop, &from), conditions, other).await?;
            Changed::Nothing
        }
        Deed::RotateSecret(way) => Changed::Secret(webhooks::rotate_secret(writer, &way).await?),
        Deed::Retry(way) => Changed::Updated(way.set, webhooks::retry(writer, &way).await?),
    })
}

/// The row of an entity that was written, as the answer shows it.
async fn shown(
    source: Source<'_, DatabaseTransaction>,
    way: &Way,
    query: &Query,
) -> Result<Option<Row>, ApiError> {
    let mut rows = source.page(query, Some(way), None, 1).await?;
    source.expand(&mut rows, &query.expand).await?;
    Ok(rows.pop())
}
