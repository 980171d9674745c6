//! `POST /connect/revocation` (RFC 7009 §2).

use axum::extract::State;
use http::HeaderMap;
use identity::revocation;

use super::answer::{Empty, Refused};
use super::token::{credentials, not_a_form};
use crate::extract::form_body::NotAForm;
use crate::extract::{Caller, FormBody};
use crate::state::AppState;

/// Ends a token. The answer is the same for a token that is unknown or somebody else's.
pub async fn post(
    State(state): State<AppState>,
    Caller(origin): Caller,
    headers: HeaderMap,
    body: Result<FormBody, NotAForm>,
) -> Result<Empty, Refused> {
    let FormBody(form) = body.map_err(not_a_form)?;
    let credentials = credentials(&headers, &form);
    let answer = revocation::revoke(&state.identity, credentials, &form, &origin).await;
    answer.map(|()| Empty).map_err(Refused)
}
