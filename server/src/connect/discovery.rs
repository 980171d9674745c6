//! `GET /.well-known/openid-configuration` and `/.well-known/oauth-authorization-server` (RFC 8414 §3).

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE};

use crate::state::AppState;

/// The document, made once at start from the configured address and never from a request.
pub async fn get(State(state): State<AppState>) -> Response {
    public_json(state.discovery)
}

/// JSON that everybody may read and keep for five minutes.
pub(super) fn public_json(body: Bytes) -> Response {
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (CACHE_CONTROL, "public, max-age=300"),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    ];
    (headers, body).into_response()
}
