//! `GET /.well-known/openid-configuration/jwks` (RFC 7517 §5).

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;

use super::public;
use crate::state::AppState;

/// The public halves of the signing keys: of those that sign, that will, and that did a while ago.
pub async fn get(State(state): State<AppState>, headers: HeaderMap) -> Response {
    public::answer(&state.identity.keys.jwks(), &headers)
}
