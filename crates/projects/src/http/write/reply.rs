//! What a request to write is answered with.

use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use odata::bind::Query;
use odata::edm::EntitySet;
use odata::path::Way;
use odata::payload;
use odata::prefer::Return;
use sea_orm::DatabaseTransaction;

use super::{Writing, shown};
use crate::error::{ApiError, absent};
use crate::http::read::{PREFERENCE_APPLIED, PRIVATE, address, document};
use crate::rows::{Row, Source};

/// The address of an entity whose body is not answered (Protocol §8.3.3).
const ODATA_ENTITY_ID: HeaderName = HeaderName::from_static("odata-entityid");

/// What became of what a request is about.
pub(super) enum Changed {
    /// An entity has come to be.
    Made(&'static EntitySet, Row),
    /// An entity has other values.
    Updated(&'static EntitySet, Row),
    /// One property of an entity of this version has another value.
    Property(String),
    /// There is nothing to be shown.
    Nothing,
}

impl Writing<'_> {
    /// Answers from within the transaction.
    pub(super) async fn reply(
        &self,
        source: Source<'_, DatabaseTransaction>,
        changed: Changed,
        query: Option<Query>,
    ) -> Result<Response, ApiError> {
        let (status, set, row) = match changed {
            Changed::Made(set, row) => (StatusCode::CREATED, set, row),
            Changed::Updated(set, row) => (StatusCode::OK, set, row),
            Changed::Property(etag) => return Ok((StatusCode::NO_CONTENT, [(ETAG, etag)]).into_response()),
            Changed::Nothing => return Ok(StatusCode::NO_CONTENT.into_response()),
        };
        let query = query.unwrap_or_else(|| Query::all(set));
        let mut response = match self.wanted() {
            Some(Return::Minimal) => minimal(&address(source.root, set, row.key), &row.entity.etag()),
            _ => self.representation(source, (set, row.key), &query, status).await?,
        };
        let headers = response.headers_mut();
        if status == StatusCode::CREATED {
            headers.extend(text(&address(source.root, set, row.key)).map(|address| (LOCATION, address)));
        }
        if let Some(applied) = self.wanted() {
            headers.insert(PREFERENCE_APPLIED, HeaderValue::from_static(applied.as_str()));
        }
        Ok(response)
    }

    async fn representation(
        &self,
        source: Source<'_, DatabaseTransaction>,
        (set, key): (&'static EntitySet, i32),
        query: &Query,
        status: StatusCode,
    ) -> Result<Response, ApiError> {
        let format = self.reading.json()?;
        let way = Way { set, key: Some(key), from: None, called: None };
        let row = shown(source, &way, query).await?.ok_or_else(|| absent(&way))?;
        let body = row.entity.to_json(&payload::entity_context(source.root, query), format)?;
        let mut response = document(&format.content_type(), PRIVATE, body);
        *response.status_mut() = status;
        response.headers_mut().extend(text(&row.entity.etag()).map(|etag| (ETAG, etag)));
        Ok(response)
    }
}

/// No content, but what it would be about.
fn minimal(address: &str, etag: &str) -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.extend(text(address).map(|address| (ODATA_ENTITY_ID, address)));
    headers.extend(text(etag).map(|etag| (ETAG, etag)));
    response
}

fn text(value: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(value).ok()
}
