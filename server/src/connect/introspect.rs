//! `POST /connect/introspect` (RFC 7662 §2).

use axum::extract::State;
use http::HeaderMap;
use identity::introspection;
use oauth::introspection::Introspection;

use super::answer::{NoStore, Refused};
use super::token::{credentials, not_a_form};
use crate::extract::form_body::NotAForm;
use crate::extract::{Caller, FormBody};
use crate::state::AppState;

/// Says what a token stands for, to clients that may ask.
pub async fn post(
    State(state): State<AppState>,
    Caller(origin): Caller,
    headers: HeaderMap,
    body: Result<FormBody, NotAForm>,
) -> Result<NoStore<Introspection>, Refused> {
    let FormBody(form) = body.map_err(not_a_form)?;
    let credentials = credentials(&headers, &form);
    let answer = introspection::introspect(&state.identity, credentials, &form, &origin).await;
    answer.map(NoStore).map_err(Refused)
}
