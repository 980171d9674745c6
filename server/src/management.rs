//! The management REST API, `/api/v1`: a thin door to `identity` for programs, described by itself.
//!
//! One file a resource. Each lists its operations, and both the routes and the OpenAPI document are made of these lists
//! (decision 0041).

mod actor;
mod answer;
mod changes;
mod clients;
mod document;
mod input;
mod operation;
mod own;
mod records;
mod reference;
mod shape;

use std::sync::LazyLock;

use axum::Router;
use axum::response::Response;
use axum::routing::get;
use http::HeaderMap;
use identity::published::Published;
use serde_json::Value;

use self::changes::{DEPRECATED, Deprecated};
use self::operation::{Operation, ROOT};
use crate::connect::public;
use crate::extract::Visitor;
use crate::state::AppState;

/// What the addresses of the operations begin with.
pub const BELOW: &str = "/api/v1/";

/// The OpenAPI document, made once: nothing in it depends on the server that it describes.
static DOCUMENT: LazyLock<Value> = LazyLock::new(|| document::of(&operations(), DEPRECATED));
static PUBLISHED: LazyLock<Published> = LazyLock::new(|| Published::new(DOCUMENT.to_string()));

/// Every operation, in the order of the document.
fn operations() -> Vec<Operation> {
    [clients::operations(), own::operations()].into_iter().flatten().collect()
}

/// Every address of the API.
pub fn routes() -> Router<AppState> {
    let described = Router::new().route(ROOT, get(page)).route(&format!("{ROOT}/openapi.json"), get(openapi));
    operations().into_iter().fold(described, |router, operation| {
        let deprecated = Deprecated::of(&operation, DEPRECATED);
        let (address, handler) = operation.into_route();
        match deprecated {
            Some(deprecated) => router.route(&address, deprecated.announced_by(handler)),
            None => router.route(&address, handler),
        }
    })
}

/// `GET /api/v1/openapi.json`
async fn openapi(headers: HeaderMap) -> Response {
    public::answer(&PUBLISHED, &headers)
}

/// `GET /api/v1`
async fn page(visitor: Visitor) -> Response {
    reference::page(visitor, &DOCUMENT)
}
