//! `POST /connect/deviceauthorization` (RFC 8628 §3.1).

use axum::extract::State;
use http::HeaderMap;
use identity::device_authorization;
use oauth::device::DeviceAuthorizationResponse;

use super::answer::{NoStore, Refused};
use super::token::{credentials, not_a_form};
use crate::extract::form_body::NotAForm;
use crate::extract::{Caller, FormBody};
use crate::state::AppState;

/// Gives a device what it polls with, and what its person types.
pub async fn post(
    State(state): State<AppState>,
    Caller(origin): Caller,
    headers: HeaderMap,
    body: Result<FormBody, NotAForm>,
) -> Result<NoStore<DeviceAuthorizationResponse>, Refused> {
    let FormBody(form) = body.map_err(not_a_form)?;
    let credentials = credentials(&headers, &form);
    let answer = device_authorization::begin(&state.identity, credentials, &form, &origin).await;
    answer.map(NoStore).map_err(Refused)
}
