//! An answer that says no, before it is known in which clothes it will leave.

use std::borrow::Cow;

use axum::Json;
use axum::response::{IntoResponse, Response};
use domain::problem::FieldProblem;
use http::StatusCode;
use oauth::error::ErrorCode;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A refusal or a failure, in words that everybody may read.
///
/// It travels in the extensions of the response; on the way out the listener's edge prints it as a page for people,
/// as JSON for programs and as an OData error on the API, with the request's id. Without an edge around it, it is JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// A stable word for programs.
    pub code: Cow<'static, str>,
    /// The public sentence.
    pub message: Cow<'static, str>,
    /// What is wrong with single fields.
    pub problems: Vec<FieldProblem>,
    /// What else belongs to problems of this kind, for programs.
    pub more: Map<String, Value>,
}

/// A problem as programs of the management API read it (RFC 9457 §3).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ProblemDetails<'a> {
    /// The status in words.
    pub title: &'a str,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong, for programs; stable.
    pub code: &'a str,
    /// What went wrong and what to do, for people.
    pub detail: &'a str,
    /// What is wrong with single members or parameters.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub problems: &'a [FieldProblem],
    /// The answer's `X-Request-Id`, which leads to the cause.
    pub request_id: &'a str,
    /// What else belongs to this kind.
    #[serde(flatten)]
    pub more: &'a Map<String, Value>,
}

impl Problem {
    /// A problem of any kind.
    pub fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { status, code: code.into(), message: message.into(), problems: Vec::new(), more: Map::new() }
    }

    /// The problem for programs of the management API.
    pub fn details<'a>(&'a self, request_id: &'a str) -> ProblemDetails<'a> {
        ProblemDetails {
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            code: &self.code,
            detail: &self.message,
            problems: &self.problems,
            request_id,
            more: &self.more,
        }
    }

    /// The problem for programs that speak OAuth (RFC 6749 §5.2), whose errors are words of a short list.
    pub fn of_protocol(&self, request_id: &str) -> Value {
        let error = match self.status {
            StatusCode::SERVICE_UNAVAILABLE => ErrorCode::TemporarilyUnavailable,
            status if status.is_server_error() => ErrorCode::ServerError,
            _ => ErrorCode::InvalidRequest,
        };
        let members = [("error", error.as_str()), ("error_description", &self.message)];
        let more = [("code", &*self.code), ("requestId", request_id)];
        members.into_iter().chain(more).collect()
    }

    /// The request can't be understood.
    pub fn bad_request(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad_request", message)
    }

    /// The request comes from a page of another site (security rule M3).
    pub fn cross_site() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "cross_site",
            "This request did not come from a page of this server.",
        )
    }

    /// Nothing is at this address.
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing at this address.")
    }

    /// The address exists, but not for this method.
    pub fn method_not_allowed() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "This address does not take this method.",
        )
    }

    /// The body took too long to arrive.
    pub fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "request_timeout", "The request took too long to arrive.")
    }

    /// The body is larger than this server reads.
    pub fn too_large(limit: usize) -> Self {
        let message = format!("The request is larger than the {} KiB that are read here.", limit / 1024);
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message)
    }

    /// Address and headers are larger than this server reads.
    pub fn head_too_large(limit: usize) -> Self {
        let message =
            format!("Address and headers are larger than the {} KiB that are read here.", limit / 1024);
        Self::new(StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE, "head_too_large", message)
    }

    /// The body is not of the one type that is read here.
    pub fn unsupported_media_type(expected: &'static str) -> Self {
        let message = format!("The body must be sent as {expected}.");
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message)
    }

    /// What is here can't be had in a type that the request accepts (RFC 9110 §15.5.7).
    pub fn not_acceptable(offered: &'static str) -> Self {
        let message = format!("This address answers with {offered} only.");
        Self::new(StatusCode::NOT_ACCEPTABLE, "not_acceptable", message)
    }

    /// The request names another host than this server answers for (RFC 9110 §15.5.20).
    pub fn misdirected() -> Self {
        Self::new(
            StatusCode::MISDIRECTED_REQUEST,
            "misdirected",
            "This server does not answer under this host name.",
        )
    }

    /// Something broke inside. What it was is in the log, under the request's id.
    pub fn internal() -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong on our side.")
    }

    /// Something that this server needs is away for the moment.
    pub fn unavailable() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", "This server can't do that right now.")
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = Json(json!({ "code": self.code, "message": self.message }));
        let mut response = (self.status, body).into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_travels_with_its_response() {
        let response = Problem::not_found().into_response();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
        assert_eq!(response.extensions().get::<Problem>(), Some(&Problem::not_found()));
    }
}
