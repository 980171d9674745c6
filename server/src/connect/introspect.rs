//! `POST /connect/introspect` (RFC 7662 §2).

use axum::Extension;
use axum::extract::State;
use http::HeaderMap;
use identity::client_authentication::Origin;
use identity::introspection;
use oauth::introspection::Introspection;

use super::answer::{NoStore, Refused};
use super::token::{credentials, not_a_form};
use crate::extract::FormBody;
use crate::extract::form_body::NotAForm;
use crate::http::{ClientAddress, RequestId};
use crate::state::AppState;

/// Says what a token stands for, to clients that may ask.
pub async fn post(
    State(state): State<AppState>,
    Extension(address): Extension<ClientAddress>,
    Extension(request_id): Extension<RequestId>,
    headers: HeaderMap,
    body: Result<FormBody, NotAForm>,
) -> Result<NoStore<Introspection>, Refused> {
    let FormBody(form) = body.map_err(not_a_form)?;
    let origin = Origin { address: Some(address.0), request_id: request_id.to_string() };
    let credentials = credentials(&headers, &form);
    let answer = introspection::introspect(&state.identity, credentials, &form, &origin).await;
    answer.map(NoStore).map_err(Refused)
}
