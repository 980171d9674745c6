//! What a request to write is answered with.

use axum::http::header::{ETAG, LOCATION};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use odata::bind::Query;
use odata::edm::EntitySet;
use odata::path::Way;
use odata::payload::{self, Entity, Value};
use odata::prefer::Return;
use sea_orm::DatabaseTransaction;

use super::{Writing, shown};
use crate::MODEL;
use crate::error::{ApiError, absent};
use crate::http::read::{PREFERENCE_APPLIED, PRIVATE, address, document};
use crate::model::ROTATE_SECRET;
use crate::rows::{Row, Source};
use crate::webhooks::Secret;

/// The address of an entity whose body is not answered (Protocol §8.3.3).
const ODATA_ENTITY_ID: HeaderName = HeaderName::from_static("odata-entityid");

/// What a new webhook's secret is called in the one answer that has it.
const SECRET: &str = "@Ccpm.secret";

/// Nobody keeps a secret that is told once.
const SECRET_ONCE: &str = "no-store";

/// What became of what a request is about.
pub(super) enum Changed {
    /// An entity has come to be.
    Made(&'static EntitySet, Row),
    /// An entity has other values.
    Updated(&'static EntitySet, Row),
    /// One property of an entity of this version has another value.
    Property(String),
    /// A webhook has another secret.
    Secret(Secret),
    /// There is nothing to be shown.
    Nothing,
}

impl Writing<'_> {
    /// Answers from within the transaction.
    pub(super) async fn reply(
        &self,
        source: Source<'_, DatabaseTransaction>,
        changed: Changed,
        (query, secret): (Option<Query>, Option<Secret>),
    ) -> Result<Response, ApiError> {
        let (status, set, row) = match changed {
            Changed::Made(set, row) => (StatusCode::CREATED, set, row),
            Changed::Updated(set, row) => (StatusCode::OK, set, row),
            Changed::Property(etag) => return Ok((StatusCode::NO_CONTENT, [(ETAG, etag)]).into_response()),
            Changed::Secret(secret) => return self.secret(&secret),
            Changed::Nothing => return Ok(StatusCode::NO_CONTENT.into_response()),
        };
        let query = query.unwrap_or_else(|| Query::all(set));
        // A secret is told now or never, whatever is preferred.
        let wanted = self.wanted().filter(|wanted| secret.is_none() || *wanted == Return::Representation);
        let mut response = match wanted {
            Some(Return::Minimal) => minimal(&address(source.root, set, row.key), &row.entity.etag()),
            _ => self.representation(source, (set, row.key), (&query, secret), status).await?,
        };
        let headers = response.headers_mut();
        if status == StatusCode::CREATED {
            headers.extend(text(&address(source.root, set, row.key)).map(|address| (LOCATION, address)));
        }
        if let Some(applied) = wanted {
            headers.insert(PREFERENCE_APPLIED, HeaderValue::from_static(applied.as_str()));
        }
        Ok(response)
    }

    /// The answer of `RotateSecret`.
    fn secret(&self, secret: &Secret) -> Result<Response, ApiError> {
        let format = self.reading.json()?;
        let context = payload::answer_context(&self.reading.shared.site.root, &MODEL, &ROTATE_SECRET, "");
        let secret = ("secret", Value::Text(secret.text().to_string()));
        let entity = Entity { properties: vec![secret], ..Entity::default() };
        Ok(document(&format.content_type(), SECRET_ONCE, entity.value_json(&context, format)?))
    }

    async fn representation(
        &self,
        source: Source<'_, DatabaseTransaction>,
        (set, key): (&'static EntitySet, i32),
        (query, secret): (&Query, Option<Secret>),
        status: StatusCode,
    ) -> Result<Response, ApiError> {
        let format = self.reading.json()?;
        let way = Way { set, key: Some(key), from: None, called: None };
        let mut row = shown(source, &way, query).await?.ok_or_else(|| absent(&way))?;
        let cache = if secret.is_some() { SECRET_ONCE } else { PRIVATE };
        let secret = secret.map(|secret| (SECRET, Value::Text(secret.text().to_string())));
        row.entity.annotations.extend(secret);
        let body = row.entity.to_json(&payload::entity_context(source.root, query), format)?;
        let mut response = document(&format.content_type(), cache, body);
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
