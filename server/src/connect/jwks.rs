//! `GET /.well-known/openid-configuration/jwks` (RFC 7517 §5).

use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;

use super::discovery::public_json;
use crate::state::AppState;

/// The public halves of the signing keys.
pub async fn get(State(state): State<AppState>) -> Response {
    public_json(Bytes::copy_from_slice(state.identity.keys.jwks().as_bytes()))
}
