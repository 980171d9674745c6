//! `GET /healthz` and `GET /readyz`: what machines ask before they send people.

use std::pin::Pin;
use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::StatusCode;
use serde_json::json;

use crate::error::Cause;

/// Why the server can't be used yet, or for the moment.
#[derive(Clone, Debug)]
pub struct NotReady {
    /// What is missing, for everybody: `database`, `migrations` or `keys`.
    pub missing: &'static str,
    /// What is wrong with it, for the log.
    pub cause: Cause,
}

type Check = Pin<Box<dyn Future<Output = Result<(), NotReady>> + Send>>;

/// Finds out whether everything that a request needs is there.
#[derive(Clone)]
pub struct Readiness(Arc<dyn Fn() -> Check + Send + Sync>);

impl Readiness {
    /// Takes the check; it runs at every question, so it should cost one small query and no more.
    pub fn new<F>(check: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<(), NotReady>> + Send + 'static,
    {
        Self(Arc::new(move || Box::pin(check())))
    }

    /// For a listener that needs nothing.
    pub fn always() -> Self {
        Self::new(async || Ok(()))
    }
}

/// The two routes. `/healthz` says that the process lives; `/readyz` also looks at what it needs.
pub fn routes(readiness: Readiness) -> Router {
    Router::new()
        .route("/healthz", get(async || Json(json!({ "status": "ok" }))))
        .route("/readyz", get(async move || ready(&readiness).await))
}

async fn ready(readiness: &Readiness) -> Response {
    match (readiness.0)().await {
        Ok(()) => Json(json!({ "status": "ready" })).into_response(),
        Err(NotReady { missing, cause }) => {
            let body = Json(json!({ "status": "unavailable", "missing": missing }));
            cause.put_on((StatusCode::SERVICE_UNAVAILABLE, body).into_response())
        }
    }
}
