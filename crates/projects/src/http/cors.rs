//! Cross-origin calls (Fetch standard, "CORS protocol").
//!
//! Any page may call this API from a browser: what opens it is a token that the page itself must hold, and never a
//! cookie that the browser adds. So the answer to "who may?" is everybody, and credentials are never allowed along.

use axum::extract::Request;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN,
};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

const METHODS: &str = "GET, HEAD, OPTIONS, POST, PATCH, PUT, DELETE";
/// Any header: those that the API knows, by name, and those that libraries send to every service, such as `X-CSRF-Token`.
/// The star does not stand for `Authorization` (Fetch standard, "CORS-preflight fetch").
const REQUEST_HEADERS: &str =
    "Authorization, Content-Type, DPoP, If-Match, If-None-Match, OData-MaxVersion, OData-Version, Prefer, *";
const RESPONSE_HEADERS: &str = "ETag, Location, OData-EntityId, OData-Version, Preference-Applied, Retry-After, WWW-Authenticate, X-Request-Id";

/// Answers preflights, and opens every other answer.
pub(super) async fn allow(request: Request, next: Next) -> Response {
    if is_preflight(&request) {
        let headers = [
            (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
            (ACCESS_CONTROL_ALLOW_METHODS, METHODS),
            (ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS),
            (ACCESS_CONTROL_MAX_AGE, "600"),
        ];
        return (StatusCode::NO_CONTENT, headers).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(RESPONSE_HEADERS));
    response
}

fn is_preflight(request: &Request) -> bool {
    let asks = |header| request.headers().contains_key(header);
    request.method() == Method::OPTIONS && asks(ORIGIN) && asks(ACCESS_CONTROL_REQUEST_METHOD)
}
