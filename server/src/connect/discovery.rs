//! `GET /.well-known/openid-configuration` and `/.well-known/oauth-authorization-server` (RFC 8414 §3).

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;

use super::public;
use crate::state::AppState;

/// The document, made once at start from the configured address and never from a request.
pub async fn get(State(state): State<AppState>, headers: HeaderMap) -> Response {
    public::answer(&state.discovery, &headers)
}
