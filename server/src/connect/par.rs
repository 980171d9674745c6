//! `POST /connect/par` (RFC 9126 §2).

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode};
use identity::authorize;
use identity::dpop::Shown;
use identity::grant::Sent;
use oauth::pushed::LONGEST_PUSHED_REQUEST;

use super::answer::{NoStore, Refused};
use super::token::{credentials, not_a_form};
use crate::error::Problem;
use crate::extract::{Caller, form_body, proofs};
use crate::state::AppState;

/// Takes an authorization request from its client and gives a reference to it.
pub async fn post(
    State(state): State<AppState>,
    Caller(origin): Caller,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if body.len() > LONGEST_PUSHED_REQUEST {
        return Problem::too_large(LONGEST_PUSHED_REQUEST).into_response();
    }
    let form = match form_body::parse(&headers, &body) {
        Ok(form) => form,
        Err(why) => return not_a_form(why).into_response(),
    };
    let proofs = proofs(&headers);
    let address = format!("{}/connect/par", state.identity.settings.issuer);
    let possession = Shown { proofs: &proofs, method: Method::POST.as_str(), address: &address };
    let sent = Sent { form: &form, possession, origin: &origin };
    match authorize::push(&state.identity, credentials(&headers, &form), sent).await {
        Ok(answer) => (StatusCode::CREATED, NoStore(answer)).into_response(),
        Err(error) => Refused(error).into_response(),
    }
}
