//! Collections: a page of entities, or of their addresses, and the link to the next one.

use axum::response::Response;
use odata::bind::Query;
use odata::edm::Multiplicity;
use odata::options::SystemOption;
use odata::options::paging::Count;
use odata::path::Way;
use odata::payload::{self, Items, Page};
use odata::prefer;
use sea_orm::ConnectionTrait;

use super::{PREFERENCE_APPLIED, PRIVATE, Reading, address, document};
use crate::Principal;
use crate::error::ApiError;
use crate::http::service::header;
use crate::lower::After;
use crate::model::MODEL;
use crate::page_token::{self, Start};
use crate::rows::{Row, Source};

/// How many entities a page holds, unless the client wants fewer.
const PAGE: u64 = 100;

/// What is answered of each row.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// The entity.
    Entities,
    /// Its address alone (`$ref`, Protocol §11.2.8).
    References,
}

impl Reading<'_> {
    /// `GET /odata/Projects` (Protocol §11.2.6).
    pub(super) async fn collection(
        &self,
        source: Source<'_, impl ConnectionTrait>,
        principal: &Principal,
        (way, query): (&Way, &mut Query),
        form: Form,
    ) -> Result<Response, ApiError> {
        let format = self.json()?;
        let preferred =
            header(&self.parts.headers, "prefer").and_then(|prefer| prefer::max_page_size(&prefer));
        let size = preferred.map_or(PAGE, |(size, _)| size.min(PAGE));
        let question = page_token::question(principal, &way.address(), self.options);
        let token = self.options.value(SystemOption::SkipToken);
        let seal = self.shared.api.seal.as_ref();
        let start = token.map(|token| page_token::read(seal, &question, query, token)).transpose()?;
        if let Some(start) = &start {
            query.top = start.remaining;
        }
        let page = self.page(source, (way, query, form), (size, start), &question).await?;
        let mut response = document(&format.content_type(), PRIVATE, page.to_json(format)?);
        if let Some((_, name)) = preferred {
            let applied = format!("{name}={size}");
            response.headers_mut().extend(applied.parse().ok().map(|applied| (PREFERENCE_APPLIED, applied)));
        }
        Ok(response)
    }

    /// Reads a page: one statement for its rows, one for the count when it is wanted, and one or two for each expansion.
    async fn page(
        &self,
        source: Source<'_, impl ConnectionTrait>,
        (way, query, form): (&Way, &Query, Form),
        (size, start): (u64, Option<Start>),
        question: &str,
    ) -> Result<Page, ApiError> {
        let after = start.as_ref().map(|start| &start.after);
        // One row more than the page holds tells whether there is another page.
        let limit = query.top.unwrap_or(u64::MAX).min(size + 1);
        let mut rows = match limit {
            0 => Vec::new(),
            limit => source.page(query, Some(way), after, limit).await?,
        };
        if rows.is_empty() {
            self.parent(source, way).await?;
        }
        let more = rows.len() as u64 > size;
        rows.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        let next = match rows.last() {
            Some(last) if more => Some(self.next((way, query, form), last, size, question)?),
            _ => None,
        };
        let total = match query.count {
            Count::None => None,
            Count::Inline | Count::InlineBothWays => Some(source.count(query, Some(way)).await?),
        };
        source.expand(&mut rows, &query.expand).await?;
        let (context, items) = self.items((way, query, form), rows);
        Ok(Page { context, total, count: query.count, items, next })
    }

    /// Rows as they are answered, and what they are.
    fn items(&self, (way, query, form): (&Way, &Query, Form), rows: Vec<Row>) -> (String, Items) {
        let root = &self.shared.site.root;
        match (form, &way.called) {
            (Form::Entities, Some((function, _))) => (
                payload::answer_context(root, &MODEL, function, &query.context_list()),
                Items::Values(rows.into_iter().map(|row| row.entity).collect()),
            ),
            (Form::Entities, None) => (
                payload::collection_context(root, query),
                Items::Entities(rows.into_iter().map(|row| row.entity).collect()),
            ),
            (Form::References, _) => (
                payload::reference_context(root, Multiplicity::Many),
                Items::References(rows.iter().map(|row| address(root, way.set, row.key)).collect()),
            ),
        }
    }

    /// The address of the next page: the same question, behind the last row (Protocol §11.2.6.7).
    fn next(
        &self,
        (way, query, form): (&Way, &Query, Form),
        last: &Row,
        size: u64,
        question: &str,
    ) -> Result<String, ApiError> {
        let start = Start {
            after: After { values: last.order.clone(), key: last.key },
            remaining: query.top.map(|top| top.saturating_sub(size)),
        };
        let token = page_token::write(self.shared.api.seal.as_ref(), question, &start)?;
        let references = if form == Form::References { "/$ref" } else { "" };
        let query = self.options.next_query(&token);
        Ok(format!("{}/{}{references}?{query}", self.shared.site.root, way.address()))
    }
}
