//! `GET /version`, and what `latchkey --version` prints.

use axum::routing::get;
use axum::{Json, Router};
use serde_json::json;

/// The version, with the commit when the build knew it.
pub const LINE: &str = env!("LATCHKEY_VERSION");

/// The commit that was built, when the build knew it.
pub const COMMIT: Option<&str> = option_env!("LATCHKEY_COMMIT");

/// The route. It tells what was built and nothing about where it runs.
pub fn routes() -> Router {
    let body = json!({ "name": "latchkey", "version": env!("CARGO_PKG_VERSION"), "commit": COMMIT });
    Router::new().route("/version", get(async move || Json(body)))
}
