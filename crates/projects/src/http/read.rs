//! Reading: the service document, the model, sets, entities and their number.

use axum::body::{Body, Bytes};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use odata::bind::Query;
use odata::condition::Conditions;
use odata::edm::{EntitySet, Multiplicity, Property};
use odata::media::{self, JsonFormat};
use odata::options::{Options, SystemOption};
use odata::path::Way;
use odata::payload::{self, Value};
use odata::request::{Kind, PropertyForm};
use odata::service;
use odata::version::Version;
use sea_orm::ConnectionTrait;

use super::Shared;
use super::service::header;
use crate::Principal;
use crate::error::{ApiError, absent};
use crate::rows::{Row, Source};

mod collection;

use collection::Form;

/// Everybody may keep these for a while.
const PUBLIC: &str = "public, max-age=300";

/// Only the caller may keep these, and must ask again each time.
pub(super) const PRIVATE: &str = "private, no-cache";

/// What an answer depends on besides the address.
const VARIES: &str = "Authorization, Accept, OData-MaxVersion, Prefer";

/// A request to read, understood and not yet authorized.
pub(super) struct Reading<'r> {
    pub(super) shared: &'r Shared,
    /// The head of the request.
    pub(super) parts: &'r Parts,
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
        let accept = header(&self.parts.headers, "accept");
        let form = media::metadata(accept.as_deref(), self.options.value(SystemOption::Format))?;
        Ok(document(form.content_type(), PUBLIC, self.shared.site.metadata(form, self.version)))
    }

    /// Answers from rows.
    pub(super) async fn answer(
        &self,
        source: Source<'_, impl ConnectionTrait>,
        principal: &Principal,
        kind: &mut Kind,
    ) -> Result<Response, ApiError> {
        match kind {
            Kind::Service => self.service(),
            Kind::Metadata => self.metadata(),
            Kind::Count(way, query) => self.count(source, way, query).await,
            Kind::Entity(way, query) => self.entity(source, way, query).await,
            Kind::Collection(way, query) => {
                self.collection(source, principal, (way, query), Form::Entities).await
            }
            Kind::References(way, query) if way.is_single() => self.reference(source, way, query).await,
            Kind::References(way, query) => {
                self.collection(source, principal, (way, query), Form::References).await
            }
            Kind::Property(way, property, form) => self.property(source, (way, property), *form).await,
            Kind::Call(call) => self.call(source, call).await,
        }
    }

    /// `GET /odata/Projects/$count` (Protocol §11.2.10).
    pub(super) async fn count(
        &self,
        source: Source<'_, impl ConnectionTrait>,
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
        source: Source<'_, impl ConnectionTrait>,
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
        source: Source<'_, impl ConnectionTrait>,
        (way, property): (&Way, &'static Property),
        form: PropertyForm,
    ) -> Result<Response, ApiError> {
        let format = self.json_or_plain(form)?;
        let row = self.one(source, way, &Query::all(way.set)).await?;
        let row = row.ok_or_else(|| absent(way))?;
        let found = row.entity.properties.iter().find(|(name, _)| *name == property.name);
        let value = found.map_or(&Value::Null, |(_, value)| value);
        if let (PropertyForm::Size, Value::Texts(texts)) = (form, value) {
            return Ok(document("text/plain", PRIVATE, texts.len().to_string()));
        }
        let Some(plain) = value.plain() else {
            return Ok(StatusCode::NO_CONTENT.into_response());
        };
        Ok(match form {
            PropertyForm::Plain | PropertyForm::Size => document("text/plain", PRIVATE, plain),
            PropertyForm::Json => {
                let context =
                    format!("{}/$metadata#{}/{}", self.shared.site.root, way.address(), property.name);
                let body = payload::property_json(&context, value, format)?;
                document(&format.content_type(), PRIVATE, body)
            }
        })
    }

    /// `GET /odata/Tasks(1)/project/$ref` (Protocol §11.2.8): where the entity is, unless there is none.
    pub(super) async fn reference(
        &self,
        source: Source<'_, impl ConnectionTrait>,
        way: &Way,
        query: &Query,
    ) -> Result<Response, ApiError> {
        let format = self.json()?;
        let Some(row) = self.one(source, way, query).await? else {
            return Ok(StatusCode::NO_CONTENT.into_response());
        };
        let root = &self.shared.site.root;
        let context = payload::reference_context(root, Multiplicity::One);
        let body = payload::reference_json(&context, &address(root, way.set, row.key), format)?;
        Ok(document(&format.content_type(), PRIVATE, body))
    }

    /// The one row of a way. None if it ends in a navigation property that leads nowhere; an error if nothing is there.
    async fn one(
        &self,
        source: Source<'_, impl ConnectionTrait>,
        way: &Way,
        query: &Query,
    ) -> Result<Option<Row>, ApiError> {
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
    async fn parent(&self, source: Source<'_, impl ConnectionTrait>, way: &Way) -> Result<(), ApiError> {
        match &way.from {
            Some((_, parent)) => self.exists(source, parent).await,
            None => Ok(()),
        }
    }

    /// Refuses a way to an entity that is not there.
    pub(super) async fn exists(
        &self,
        source: Source<'_, impl ConnectionTrait>,
        way: &Way,
    ) -> Result<(), ApiError> {
        match source.count(&Query::all(way.set), Some(way)).await? {
            0 => Err(absent(way).into()),
            _ => Ok(()),
        }
    }

    /// The answer to who has this version already. What is expanded has versions of its own, so then it is sent anew.
    fn unchanged(&self, etag: &str, query: &Query) -> Option<Response> {
        if !query.expand.is_empty() || !conditions(&self.parts.headers).knows(etag) {
            return None;
        }
        let headers = [(ETAG, etag), (CACHE_CONTROL, PRIVATE), (VARY, VARIES)];
        Some((StatusCode::NOT_MODIFIED, headers).into_response())
    }

    fn json_or_plain(&self, form: PropertyForm) -> Result<JsonFormat, ApiError> {
        match form {
            PropertyForm::Json => self.json(),
            PropertyForm::Plain | PropertyForm::Size => Ok(JsonFormat::default()),
        }
    }

    pub(super) fn json(&self) -> Result<JsonFormat, ApiError> {
        let accept = header(&self.parts.headers, "accept");
        Ok(media::json(accept.as_deref(), self.options.value(SystemOption::Format))?)
    }
}

pub(super) const PREFERENCE_APPLIED: axum::http::HeaderName =
    axum::http::HeaderName::from_static("preference-applied");

/// What the headers demand of the version that is there.
pub(super) fn conditions(headers: &HeaderMap) -> Conditions {
    Conditions {
        if_match: header(headers, IF_MATCH.as_str()),
        if_none_match: header(headers, IF_NONE_MATCH.as_str()),
    }
}

/// The address of an entity, as links name it.
pub(super) fn address(root: &str, set: &EntitySet, key: i32) -> String {
    format!("{root}/{}({key})", set.name)
}

pub(super) fn document(content_type: &str, cache: &'static str, body: impl Into<Bytes>) -> Response {
    let headers = [(CONTENT_TYPE, content_type), (CACHE_CONTROL, cache), (VARY, VARIES)];
    (headers, Body::from(body.into())).into_response()
}
