//! `GET` and `POST /connect/userinfo` (OpenID Connect Core §5.3).

use axum::Json;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, CACHE_CONTROL, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};
use identity::userinfo::{self, Userinfo};
use oauth::authorization::Authorization;

use crate::error::{Cause, Problem};
use crate::state::AppState;

/// Tells whose the access token is.
pub async fn any(State(state): State<AppState>, headers: HeaderMap) -> Response {
    let header = headers.get(AUTHORIZATION).map(|value| value.to_str().unwrap_or_default());
    let token = match header.map(Authorization::parse) {
        None => return challenge(StatusCode::UNAUTHORIZED, ""),
        Some(Authorization::Bearer(token)) => token,
        Some(Authorization::Basic(_) | Authorization::Unusable) => {
            return challenge(StatusCode::UNAUTHORIZED, ", error=\"invalid_token\"");
        }
    };
    match userinfo::claims(&state.identity, token).await {
        Ok(Userinfo::Claims(claims)) => ([(CACHE_CONTROL, "no-store")], Json(claims)).into_response(),
        Ok(Userinfo::InvalidToken) => challenge(StatusCode::UNAUTHORIZED, ", error=\"invalid_token\""),
        Ok(Userinfo::InsufficientScope) => {
            challenge(StatusCode::FORBIDDEN, ", error=\"insufficient_scope\", scope=\"openid\"")
        }
        Err(failure) => Cause::of(&failure).put_on(Problem::internal().into_response()),
    }
}

/// RFC 6750 §3: no error code when no token was sent.
fn challenge(status: StatusCode, error: &str) -> Response {
    let value = format!("Bearer realm=\"latchkey\"{error}");
    (status, [(WWW_AUTHENTICATE, value), (CACHE_CONTROL, "no-store".to_owned())]).into_response()
}
