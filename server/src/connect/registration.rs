//! `/connect/register` (RFC 7591) and `/connect/register/{client_id}` (RFC 7592). Both exist only while registration is on.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderMap, StatusCode};
use identity::grant::OAuthError;
use identity::registration::{self, Refused as Refusal};
use oauth::authorization::Authorization;
use oauth::error::ErrorCode;
use serde_json::Value;

use super::answer::{NoStore, Refused};
use crate::error::Cause;
use crate::extract::Caller;
use crate::state::AppState;

/// Registers a client.
pub async fn post(
    State(state): State<AppState>,
    Caller(origin): Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = json(&headers, &body);
    let answer = registration::register(&state.identity, bearer(&headers), body.as_ref(), &origin).await;
    match answer {
        Ok(information) => (StatusCode::CREATED, NoStore(information)).into_response(),
        Err(refusal) => refused(refusal),
    }
}

/// Tells a client what it registered.
pub async fn get(
    State(state): State<AppState>,
    Caller(origin): Caller,
    Path(client_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    match registration::read(&state.identity, &client_id, bearer(&headers), &origin).await {
        Ok(information) => NoStore(information).into_response(),
        Err(refusal) => refused(refusal),
    }
}

/// Puts other metadata in the place of what a client registered.
pub async fn put(
    State(state): State<AppState>,
    Caller(origin): Caller,
    Path(client_id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let body = json(&headers, &body);
    let answer =
        registration::change(&state.identity, &client_id, bearer(&headers), body.as_ref(), &origin).await;
    match answer {
        Ok(information) => NoStore(information).into_response(),
        Err(refusal) => refused(refusal),
    }
}

/// Deletes a client and all it was given.
pub async fn delete(
    State(state): State<AppState>,
    Caller(origin): Caller,
    Path(client_id): Path<String>,
    headers: HeaderMap,
) -> Response {
    match registration::delete(&state.identity, &client_id, bearer(&headers), &origin).await {
        Ok(()) => (StatusCode::NO_CONTENT, [(CACHE_CONTROL, "no-store")]).into_response(),
        Err(refusal) => refused(refusal),
    }
}

/// The token of the request; `None` when there is none of the kind that opens something here.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    match Authorization::parse(headers.get(AUTHORIZATION)?.to_str().unwrap_or_default()) {
        Authorization::Bearer(token) => Some(token),
        _ => None,
    }
}

/// The body as JSON; `None` when it is none or doesn't say so.
fn json(headers: &HeaderMap, body: &[u8]) -> Option<Value> {
    let written = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let essence = written.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case("application/json").then(|| serde_json::from_slice(body).ok()).flatten()
}

fn refused(refusal: Refusal) -> Response {
    match refusal {
        // RFC 6750 §3.1: no error code when no token was sent.
        Refusal::NoToken => challenge("Bearer realm=\"latchkey\"", Cause::new("the request brings no token")),
        Refusal::BadToken(cause) => {
            challenge("Bearer realm=\"latchkey\", error=\"invalid_token\"", Cause::new(cause))
        }
        Refusal::Full => {
            let words = "this server has as many registered clients as it may";
            let mut response = Refused(OAuthError::new(ErrorCode::AccessDenied, words)).into_response();
            *response.status_mut() = StatusCode::FORBIDDEN;
            response
        }
        Refusal::Error(error) => Refused(error).into_response(),
    }
}

fn challenge(value: &'static str, cause: Cause) -> Response {
    let headers = [(WWW_AUTHENTICATE, value), (CACHE_CONTROL, "no-store")];
    cause.put_on((StatusCode::UNAUTHORIZED, headers).into_response())
}
