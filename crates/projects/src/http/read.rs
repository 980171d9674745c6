//! Reading: the service document, the model, sets, entities and their number.

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use odata::edm::EntitySet;
use odata::error::{Code, Refusal};
use odata::media::{self, JsonFormat};
use odata::options::paging::Count;
use odata::options::{Options, SystemOption};
use odata::payload::{self, Page};
use odata::request::{CollectionRequest, EntityRequest};
use odata::version::Version;
use odata::{prefer, service};
use sea_orm::DbErr;

use super::Shared;
use super::service::header;
use crate::error::ApiError;
use crate::lower::Tenant;
use crate::scopes::{self, Access};
use crate::table::Table;
use crate::{Principal, rows};

/// How many entities a page holds, unless the client wants fewer.
const PAGE: u64 = 100;

/// Everybody may keep these for a while.
const PUBLIC: &str = "public, max-age=300";

/// Only the caller may keep these, and must ask again each time.
const PRIVATE: &str = "private, no-cache";

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
        media::xml(header(self.headers, "accept").as_deref(), self.options.value(SystemOption::Format))?;
        Ok(document("application/xml", PUBLIC, self.shared.site.metadata(self.version)))
    }

    /// `GET /odata/Projects/$count` (Protocol §11.2.10).
    pub(super) async fn count(
        &self,
        principal: Option<Principal>,
        set: &'static EntitySet,
    ) -> Result<Response, ApiError> {
        let source = authorize(principal, set)?;
        let count = rows::count(&self.shared.api.db, source).await?;
        Ok(document("text/plain", PRIVATE, count.to_string()))
    }

    /// `GET /odata/Projects(1)` (Protocol §11.2.3).
    pub(super) async fn entity(
        &self,
        principal: Option<Principal>,
        request: EntityRequest,
    ) -> Result<Response, ApiError> {
        let format = self.json()?;
        let source = authorize(principal, request.set)?;
        let found = rows::entity(&self.shared.api.db, source, &request).await?;
        let entity = found.ok_or_else(|| {
            let address = format!("{}({})", request.set.name, request.key);
            Refusal::new(Code::NotFound, "there is no such entity").about(address)
        })?;

        let etag = entity.etag();
        if header(self.headers, IF_NONE_MATCH.as_str()).is_some_and(|known| matches(&known, &etag)) {
            let headers = [(ETAG, etag.as_str()), (CACHE_CONTROL, PRIVATE), (VARY, VARIES)];
            return Ok((StatusCode::NOT_MODIFIED, headers).into_response());
        }
        let context = payload::entity_context(&self.shared.site.root, request.set, &request.select);
        let body = entity.to_json(&context, format)?;
        Ok(([(ETAG, etag)], document(&format.content_type(), PRIVATE, body)).into_response())
    }

    /// `GET /odata/Projects` (Protocol §11.2.6).
    pub(super) async fn collection(
        &self,
        principal: Option<Principal>,
        request: CollectionRequest,
    ) -> Result<Response, ApiError> {
        let format = self.json()?;
        let source = authorize(principal, request.set)?;
        let preferred = header(self.headers, "prefer").and_then(|prefer| prefer::max_page_size(&prefer));
        let size = preferred.map_or(PAGE, |(size, _)| size.min(PAGE));

        let page = self.page(source, &request, size).await?;
        let mut response = document(&format.content_type(), PRIVATE, page.to_json(format)?);
        if let Some((_, name)) = preferred {
            let applied = format!("{name}={size}");
            response.headers_mut().extend(applied.parse().ok().map(|applied| (PREFERENCE_APPLIED, applied)));
        }
        Ok(response)
    }

    /// Reads a page: one statement for its rows, and one for the count when it is wanted.
    async fn page(
        &self,
        source: (&Table, Tenant),
        request: &CollectionRequest,
        size: u64,
    ) -> Result<Page, ApiError> {
        let (site, db) = (&self.shared.site, &self.shared.api.db);
        // One row more than the page holds tells whether there is another page.
        let mut entities = match request.top {
            Some(0) => Vec::new(),
            Some(top) if top <= size => rows::page(db, source, request, top).await?,
            _ => rows::page(db, source, request, size + 1).await?,
        };
        let more = entities.len() as u64 > size;
        entities.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        let total = match request.count {
            Count::None => None,
            Count::Inline | Count::InlineBothWays => Some(rows::count(db, source).await?),
        };
        Ok(Page {
            context: payload::collection_context(&site.root, request.set, &request.select),
            total,
            count: request.count,
            entities,
            next: more.then(|| self.next(request, size)),
        })
    }

    /// The address of the next page: the same question, further on (Protocol §11.2.6.7).
    fn next(&self, request: &CollectionRequest, size: u64) -> String {
        let query =
            self.options.next_query(request.skip + size, request.top.map(|top| top.saturating_sub(size)));
        format!("{}/{}?{query}", self.shared.site.root, request.set.name)
    }

    fn json(&self) -> Result<JsonFormat, ApiError> {
        let accept = header(self.headers, "accept");
        Ok(media::json(accept.as_deref(), self.options.value(SystemOption::Format))?)
    }
}

const PREFERENCE_APPLIED: axum::http::HeaderName = axum::http::HeaderName::from_static("preference-applied");

/// Opens a set to a principal whose scopes reach it, and to its own account's rows alone.
fn authorize(principal: Option<Principal>, set: &EntitySet) -> Result<(&'static Table, Tenant), ApiError> {
    let principal = principal.ok_or(ApiError::NoToken)?;
    let table =
        Table::of(set).ok_or_else(|| DbErr::Custom(format!("the set `{}` has no table", set.name)))?;
    if !scopes::allow(&principal.scopes, table.area, Access::Read) {
        return Err(ApiError::InsufficientScope(scopes::least(table.area, Access::Read)));
    }
    Ok((table, Tenant::of(&principal)))
}

/// Whether `If-None-Match` knows this version (RFC 9110 §13.1.2, by weak comparison).
fn matches(known: &str, etag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.split(',').any(|tag| tag.trim() == "*" || opaque(tag) == opaque(etag))
}

fn document(content_type: &str, cache: &'static str, body: impl Into<Bytes>) -> Response {
    let headers = [(CONTENT_TYPE, content_type), (CACHE_CONTROL, cache), (VARY, VARIES)];
    (headers, Body::from(body.into())).into_response()
}
