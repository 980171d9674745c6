//! `GET /healthz` and `GET /readyz`: whether the process lives, and whether it can answer.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

use super::Shared;
use crate::rows;
use crate::table::Schema;

/// Who asks for readiness wants to know now, not when the pool gives up.
const PATIENCE: Duration = Duration::from_secs(2);

/// The process answers, so it lives.
pub(super) async fn alive() -> Response {
    report(StatusCode::OK, r#"{"status":"ok"}"#)
}

/// The database answers and its tables are there.
pub(super) async fn ready(State(shared): State<Arc<Shared>>) -> Response {
    match tokio::time::timeout(PATIENCE, rows::ready(&shared.api.db, Schema::own())).await {
        Ok(Ok(())) => report(StatusCode::OK, r#"{"status":"ready"}"#),
        Ok(Err(error)) => {
            tracing::warn!(%error, "The API is not ready");
            report(StatusCode::SERVICE_UNAVAILABLE, r#"{"status":"unavailable"}"#)
        }
        Err(_) => {
            tracing::warn!("The API is not ready: its database takes too long");
            report(StatusCode::SERVICE_UNAVAILABLE, r#"{"status":"unavailable"}"#)
        }
    }
}

fn report(status: StatusCode, body: &'static str) -> Response {
    (status, [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], body).into_response()
}
