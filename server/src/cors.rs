//! Which pages of other origins may call: those of the redirect URIs that active clients registered (Fetch §3.3).
//!
//! Never with credentials: none of the endpoints behind it looks at a cookie.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use identity::Identity;
use identity::failure::Chain;

const PREFLIGHT: [(HeaderName, &str); 3] = [
    (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, PATCH, PUT, DELETE"),
    (
        ACCESS_CONTROL_ALLOW_HEADERS,
        "authorization, content-type, dpop, if-match, odata-version, odata-maxversion, prefer",
    ),
    (ACCESS_CONTROL_MAX_AGE, "600"),
];
const EXPOSED: &str =
    "etag, location, odata-version, preference-applied, retry-after, www-authenticate, x-request-id";

/// Answers the browser's question before a call, and lets the caller read the answer of one.
pub async fn pass(State(identity): State<Identity>, request: Request, next: Next) -> Response {
    let origin = request.headers().get(ORIGIN).cloned();
    let asks =
        request.method() == Method::OPTIONS && request.headers().contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    let allowed = match &origin {
        Some(origin) => is_known(&identity, origin).await,
        None => false,
    };
    let mut response = if asks { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    headers.append(VARY, HeaderValue::from_static("Origin"));
    if let (true, Some(origin)) = (allowed, origin) {
        allow(headers, origin, asks);
    }
    response
}

/// What is left of a question once [`pass`] has answered it: the route has to know the method.
pub async fn preflight() -> StatusCode {
    StatusCode::NO_CONTENT
}

fn allow(headers: &mut HeaderMap, origin: HeaderValue, asks: bool) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    if asks {
        for (name, value) in PREFLIGHT {
            headers.insert(name, HeaderValue::from_static(value));
        }
    } else {
        headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static(EXPOSED));
    }
}

async fn is_known(identity: &Identity, origin: &HeaderValue) -> bool {
    let Ok(origin) = origin.to_str() else { return false };
    match identity.knows_origin(origin).await {
        Ok(known) => known,
        Err(failure) => {
            tracing::error!(cause = %Chain(&failure), "Could not look an origin up; it is treated as unknown");
            false
        }
    }
}
