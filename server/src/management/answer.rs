//! How the management API answers.

use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::client::Client;
use domain::refusal::Refusal;
use http::header::{CACHE_CONTROL, ETAG, IF_MATCH, RETRY_AFTER};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Cause, Problem};
use crate::http::etag;

/// What an operation comes to.
pub(super) type Answered = Result<Response, Refused>;

/// A refusal on its way out, as a problem (RFC 9457) with all that the use case says of it.
pub(super) struct Refused(pub(super) Refusal);

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Self(refusal)
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let Self(refusal) = self;
        let status = StatusCode::from_u16(refusal.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (cause, retry_after) = (Cause::refusal(&refusal), refusal.retry_after);
        let mut members = match serde_json::to_value(&refusal) {
            Ok(Value::Object(members)) => members,
            Ok(_) | Err(_) => Map::new(),
        };
        let code = members.remove("code").and_then(|code| code.as_str().map(str::to_owned));
        // These two stand in the problem already; what is left belongs to the kind of refusal.
        members.retain(|name, _| name != "message" && name != "problems");
        let problem = Problem::new(status, code.unwrap_or_default(), refusal.message);
        let mut response = Problem { problems: refusal.problems, more: members, ..problem }.into_response();
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(RETRY_AFTER, seconds.into());
        }
        cause.put_on(response)
    }
}

/// JSON that no cache keeps.
pub(super) fn json(status: StatusCode, body: &impl Serialize) -> Response {
    (status, [(CACHE_CONTROL, HeaderValue::from_static("no-store"))], Json(body)).into_response()
}

/// Done, and nothing to say.
pub(super) fn nothing() -> Response {
    (StatusCode::NO_CONTENT, [(CACHE_CONTROL, HeaderValue::from_static("no-store"))]).into_response()
}

/// A client with its entity tag; 304 when the caller has it as it is.
pub(super) fn client(headers: &HeaderMap, client: &Client) -> Response {
    let tag = tag(client);
    let mut response = if etag::is_known(headers, &tag) {
        (StatusCode::NOT_MODIFIED, [(CACHE_CONTROL, HeaderValue::from_static("no-store"))]).into_response()
    } else {
        json(StatusCode::OK, client)
    };
    if let Ok(tag) = HeaderValue::try_from(tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    response
}

/// The version of a client in its quotes (RFC 9110 §8.8.3).
fn tag(client: &Client) -> String {
    format!("\"{}\"", client.version)
}

/// The version that the caller has seen (`If-Match`); `None` when any will do.
///
/// What is no tag of a client, a weak one and a list match nothing (RFC 9110 §13.1.1): versions count from 1.
pub(super) fn expected_version(headers: &HeaderMap) -> Option<i64> {
    let line = headers.get(IF_MATCH)?.to_str().unwrap_or_default().trim();
    if line == "*" {
        return None;
    }
    let version = line.strip_prefix('"').and_then(|line| line.strip_suffix('"'));
    Some(version.and_then(|version| version.parse().ok()).unwrap_or(0))
}
