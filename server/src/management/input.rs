//! What a request brings along, read strictly: an unknown member is a mistake and is named.

use axum::body::{Bytes, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Path, RawQuery, Request};
use axum::response::{IntoResponse, Response};
use domain::client_id::ClientId;
use domain::json::{self, Unreadable};
use domain::problem::Problems;
use domain::refusal::Refusal;
use http::HeaderMap;
use http::header::CONTENT_TYPE;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::answer::Refused;
use crate::error::Problem;

/// A body of JSON, which may have comments.
pub(super) struct Body<T>(pub(super) T);

/// The same, or no body at all.
pub(super) struct BodyOrNothing<T>(pub(super) T);

/// The client that the address names. An id that no client can have is one that no client has.
pub(super) struct Id(pub(super) ClientId);

/// What stands behind the `?`; nothing at all for nothing.
pub(super) struct Parameters(pub(super) String);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Body<T> {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let (head, body) = whole(request).await?;
        read(&head, &body).map(Self).map_err(|answer| *answer)
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Default> FromRequest<S> for BodyOrNothing<T> {
    type Rejection = Response;

    async fn from_request(request: Request, _: &S) -> Result<Self, Response> {
        let (head, body) = whole(request).await?;
        if body.is_empty() {
            Ok(Self(T::default()))
        } else {
            read(&head, &body).map(Self).map_err(|answer| *answer)
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Path(id) = Path::<String>::from_request_parts(parts, state).await.map_err(|_| unknown())?;
        id.parse().map(Self).map_err(|_| unknown())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let Ok(RawQuery(query)) = RawQuery::from_request_parts(parts, state).await;
        Ok(Self(query.unwrap_or_default()))
    }
}

impl Parameters {
    /// The only parameter that an operation has: a flag that is off when it is left out.
    ///
    /// # Errors
    /// A problem for each other parameter, and for a value that is neither `true` nor `false`.
    pub(super) fn flag(&self, name: &'static str) -> Result<bool, Refused> {
        let (mut flag, mut problems) = (None, Problems::default());
        for (other, value) in url::form_urlencoded::parse(self.0.as_bytes()) {
            match &*value {
                _ if other != name => {
                    problems.add(&other, "unknown", format!("There is no such parameter; known is {name}."));
                }
                _ if flag.is_some() => problems.add(name, "repeated", "Write this parameter once."),
                "true" => flag = Some(true),
                "false" | "" => flag = Some(false),
                _ => problems.add(name, "value", "Use one of true and false."),
            }
        }
        let flag = problems.into_result(flag).map_err(Refusal::from)?;
        Ok(flag.unwrap_or_default())
    }
}

fn unknown() -> Response {
    Refused(Refusal::not_found()).into_response()
}

async fn whole(request: Request) -> Result<(HeaderMap, Bytes), Response> {
    let (head, body) = request.into_parts();
    // The edge has read it to its end, within its limits.
    let body = to_bytes(body, usize::MAX).await;
    let body = body.map_err(|_| Problem::bad_request("The body can't be read.").into_response())?;
    Ok((head.headers, body))
}

fn read<T: DeserializeOwned>(headers: &HeaderMap, body: &[u8]) -> Result<T, Box<Response>> {
    if !is_json(headers) {
        return Err(Problem::unsupported_media_type("application/json").into_response().into());
    }
    let Ok(text) = std::str::from_utf8(body) else {
        return Err(Problem::bad_request("The body is no UTF-8.").into_response().into());
    };
    json::read(text).map_err(|wrong| match wrong {
        Unreadable::Syntax(words) => {
            Problem::bad_request(format!("The body is no JSON: {words}.")).into_response().into()
        }
        Unreadable::Members(problems) => Refused(problems.into()).into_response().into(),
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let written = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = written.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json")
        || essence.eq_ignore_ascii_case("application/merge-patch+json")
}
