//! `POST /connect/par` (RFC 9126 §2).

use axum::Extension;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use identity::authorize;
use identity::client_authentication::Origin;
use identity::grant::OAuthError;
use oauth::pushed::LONGEST_PUSHED_REQUEST;

use super::answer::{NoStore, Refused};
use super::token::credentials;
use crate::error::Problem;
use crate::extract::form_body;
use crate::http::{ClientAddress, RequestId};
use crate::state::AppState;

/// Takes an authorization request from its client and gives a reference to it.
pub async fn post(
    State(state): State<AppState>,
    Extension(address): Extension<ClientAddress>,
    Extension(request_id): Extension<RequestId>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if body.len() > LONGEST_PUSHED_REQUEST {
        return Problem::too_large(LONGEST_PUSHED_REQUEST).into_response();
    }
    let Ok(form) = form_body::parse(&headers, &body) else {
        let words = "the body has to be application/x-www-form-urlencoded";
        return Refused(OAuthError::invalid_request(words)).into_response();
    };
    let origin = Origin { address: Some(address.0), request_id: request_id.to_string() };
    match authorize::push(&state.identity, credentials(&headers, &form), &form, &origin).await {
        Ok(answer) => (StatusCode::CREATED, NoStore(answer)).into_response(),
        Err(error) => Refused(error).into_response(),
    }
}
