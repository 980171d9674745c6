//! Reading: the service document, the model, sets, entities and their number.

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use odata::bind::Query;
use odata::edm::{EntitySet, Property};
use odata::error::{Code, Refusal};
use odata::media::{self, JsonFormat};
use odata::options::paging::Count;
use odata::options::{Options, SystemOption};
use odata::path::Way;
use odata::payload::{self, Form, Page, Value};
use odata::request::PropertyForm;
use odata::version::Version;
use odata::{prefer, service};

use super::Shared;
use super::service::header;
use crate::Principal;
use crate::error::ApiError;
use crate::lower::After;
use crate::model::MODEL;
use crate::page_token::{self, Start};
use crate::rows::{Row, Source};
use crate::scopes::{self, Access};
use crate::table::Schema;

/// How many entities a page holds, unless the client wants fewer.
const PAGE: u64 = 100;

/// Everybody may keep these for a while.
const PUBLIC: &str = "public, max-age=300";

/// Only the caller may keep these, and must ask again each time.
pub(super) const PRIVATE: &str = "private, no-cache";

/// What an answer depends on besides the address.
const VARIES: &str = "Authorization, Accept, OData-MaxVersion, Prefer";

/// A request to read, understood and not yet authorized.
pub(super) struct Reading<'r> {
    pub(super) shared: &'r Shared,
    pub(super) headers: &'r HeaderMap,
    pub(super) options: &'r Options,
    pub(super) version: Version,
}

impl Reading<'_> {
    /// `GET /odata/` (Protocol §11.1.1).
    pub(super) fn service(&self) -> Result<Response, ApiError> {
        let format = self.json()?;
        let body = service::document(&crate::MODEL, &self.shared.site.root, format)?;
        Ok(document(&format.content_type(), PUBLIC, body))
    }

    /// `GET /odata/$metadata` (Protocol §11.1.2).
    pub(super) fn metadata(&self) -> Result<Response, ApiError> {
        let accept = header(self.headers, "accept");
        let form = media::metadata(accept.as_deref(), self.options.value(SystemOption::Format))?;
        Ok(document(form.content_type(), PUBLIC, self.shared.site.metadata(form, self.version)))
    }

    /// `GET /odata/Projects/$count` (Protocol §11.2.10).
    pub(super) async fn count(
        &self,
        source: Source<'_>,
        way: &Way,
        query: &Query,
    ) -> Result<Response, ApiError> {
        self.parent(source, way).await?;
        let count = source.count(query, Some(way)).await?;
        Ok(document("text/plain", PRIVATE, count.to_string()))
    }

    /// `GET /odata/Projects(1)` (Protocol §11.2.3).
    pub(super) async fn entity(
        &self,
        source: Source<'_>,
        way: &Way,
        query: &Query,
    ) -> Result<Response, ApiError> {
        let format = self.json()?;
        let Some(mut row) = self.one(source, way, query).await? else {
            return Ok(StatusCode::NO_CONTENT.into_response());
        };
        if let Some((operation, _)) = &way.called {
            return self.value(operation, query, &row);
        }
        let etag = row.entity.etag();
        if let Some(response) = self.unchanged(&etag, query) {
            return Ok(response);
        }
        source.expand(std::slice::from_mut(&mut row), &query.expand).await?;
        let context = payload::entity_context(&self.shared.site.root, query);
        let body = row.entity.to_json(&context, format)?;
        Ok(([(ETAG, etag)], document(&format.content_type(), PRIVATE, body)).into_response())
    }

    /// `GET /odata/Projects(1)/projectName`, and the same with `/$value` (Protocol §11.2.4). Null has no content.
    pub(super) async fn property(
        &self,
        source: Source<'_>,
        (way, property): (&Way, &'static Property),
        form: PropertyForm,
    ) -> Result<Response, ApiError> {
        let format = self.json_or_plain(form)?;
        let row = self.one(source, way, &Query::all(way.set)).await?;
        let row = row.ok_or_else(|| absent(way))?;
        let found = row.entity.properties.iter().find(|(name, _)| *name == property.name);
        let value = found.map_or(&Value::Null, |(_, value)| value);
        let Some(plain) = value.plain() else {
            return Ok(StatusCode::NO_CONTENT.into_response());
        };
        Ok(match form {
            PropertyForm::Plain => document("text/plain", PRIVATE, plain),
            PropertyForm::Json => {
                let context =
                    format!("{}/$metadata#{}/{}", self.shared.site.root, way.address(), property.name);
                let body = payload::property_json(&context, value, format)?;
                document(&format.content_type(), PRIVATE, body)
            }
        })
    }

    /// The one row of a way. None if it ends in a navigation property that leads nowhere; an error if nothing is there.
    async fn one(&self, source: Source<'_>, way: &Way, query: &Query) -> Result<Option<Row>, ApiError> {
        let row = source.page(query, Some(way), None, 1).await?.pop();
        if row.is_none() && way.key.is_some() {
            return Err(absent(way).into());
        }
        if row.is_none() {
            self.parent(source, way).await?;
        }
        Ok(row)
    }

    /// Whether the entity is there from which a way goes on: without it, an empty answer would say too much.
    async fn parent(&self, source: Source<'_>, way: &Way) -> Result<(), ApiError> {
        match &way.from {
            Some((_, parent)) => self.exists(source, parent).await,
            None => Ok(()),
        }
    }

    /// Refuses a way to an entity that is not there.
    pub(super) async fn exists(&self, source: Source<'_>, way: &Way) -> Result<(), ApiError> {
        match source.count(&Query::all(way.set), Some(way)).await? {
            0 => Err(absent(way).into()),
            _ => Ok(()),
        }
    }

    /// The answer to who has this version already. What is expanded has versions of its own, so then it is sent anew.
    fn unchanged(&self, etag: &str, query: &Query) -> Option<Response> {
        let known = header(self.headers, IF_NONE_MATCH.as_str())?;
        if !query.expand.is_empty() || !matches(&known, etag) {
            return None;
        }
        let headers = [(ETAG, etag), (CACHE_CONTROL, PRIVATE), (VARY, VARIES)];
        Some((StatusCode::NOT_MODIFIED, headers).into_response())
    }

    /// `GET /odata/Projects` (Protocol §11.2.6).
    pub(super) async fn collection(
        &self,
        source: Source<'_>,
        principal: &Principal,
        (way, query): (&Way, &mut Query),
    ) -> Result<Response, ApiError> {
        let format = self.json()?;
        let preferred = header(self.headers, "prefer").and_then(|prefer| prefer::max_page_size(&prefer));
        let size = preferred.map_or(PAGE, |(size, _)| size.min(PAGE));
        let question = page_token::question(principal, &way.address(), self.options);
        let token = self.options.value(SystemOption::SkipToken);
        let seal = self.shared.api.seal.as_ref();
        let start = token.map(|token| page_token::read(seal, &question, query, token)).transpose()?;
        if let Some(start) = &start {
            query.top = start.remaining;
        }
        let page = self.page(source, (way, query), (size, start), &question).await?;
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
        source: Source<'_>,
        (way, query): (&Way, &Query),
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
            Some(last) if more => Some(self.next((way, query), last, size, question)?),
            _ => None,
        };
        let total = match query.count {
            Count::None => None,
            Count::Inline | Count::InlineBothWays => Some(source.count(query, Some(way)).await?),
        };
        source.expand(&mut rows, &query.expand).await?;
        let root = &self.shared.site.root;
        let (context, form) = match &way.called {
            Some((function, _)) => {
                (payload::answer_context(root, &MODEL, function, &query.context_list()), Form::Values)
            }
            None => (payload::collection_context(root, query), Form::Entities),
        };
        Ok(Page {
            context,
            total,
            count: query.count,
            form,
            entities: rows.into_iter().map(|row| row.entity).collect(),
            next,
        })
    }

    /// The address of the next page: the same question, behind the last row (Protocol §11.2.6.7).
    fn next(
        &self,
        (way, query): (&Way, &Query),
        last: &Row,
        size: u64,
        question: &str,
    ) -> Result<String, ApiError> {
        let start = Start {
            after: After { values: last.order.clone(), key: last.key },
            remaining: query.top.map(|top| top.saturating_sub(size)),
        };
        let token = page_token::write(self.shared.api.seal.as_ref(), question, &start)?;
        Ok(format!("{}/{}?{}", self.shared.site.root, way.address(), self.options.next_query(&token)))
    }

    fn json_or_plain(&self, form: PropertyForm) -> Result<JsonFormat, ApiError> {
        match form {
            PropertyForm::Json => self.json(),
            PropertyForm::Plain => Ok(JsonFormat::default()),
        }
    }

    pub(super) fn json(&self) -> Result<JsonFormat, ApiError> {
        let accept = header(self.headers, "accept");
        Ok(media::json(accept.as_deref(), self.options.value(SystemOption::Format))?)
    }
}

const PREFERENCE_APPLIED: axum::http::HeaderName = axum::http::HeaderName::from_static("preference-applied");

/// Refuses a principal whose scopes don't reach one of the sets that a request touches: a filter tells as much as an answer.
pub(super) fn authorize(principal: &Principal, touched: &[&'static EntitySet]) -> Result<(), ApiError> {
    for set in touched {
        let area = Schema::own().table(set)?.area;
        if !scopes::allow(&principal.scopes, area, Access::Read) {
            return Err(ApiError::InsufficientScope(scopes::least(area, Access::Read)));
        }
    }
    Ok(())
}

fn absent(way: &Way) -> Refusal {
    // Of what was called, the entity is missing that it was called on.
    let way = way.called.as_ref().and_then(|(_, on)| on.as_deref()).unwrap_or(way);
    Refusal::new(Code::NotFound, "there is no such entity").about(way.address())
}

/// Whether `If-None-Match` knows this version (RFC 9110 §13.1.2, by weak comparison).
fn matches(known: &str, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.split(',').any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}

pub(super) fn document(content_type: &str, cache: &'static str, body: impl Into<Bytes>) -> Response {
    let headers = [(CONTENT_TYPE, content_type), (CACHE_CONTROL, cache), (VARY, VARIES)];
    (headers, Body::from(body.into())).into_response()
}
