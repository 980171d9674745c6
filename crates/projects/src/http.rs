//! The API's listener: every address on one screen.

use std::sync::Arc;

use axum::Router;
use axum::http::Method;
use axum::middleware;
use axum::response::Response;
use axum::routing::{any, get};
use odata::error::{Code, Refusal};

use crate::Api;
use crate::error;
use crate::site::Site;

mod batch;
mod cors;
mod health;
mod read;
mod report;
mod service;
mod well_known;
mod write;

/// What handlers share.
struct Shared {
    api: Api,
    site: Site,
}

/// The whole API listener: the OData service, what a client needs to find its authorization server, and its health.
pub fn router(api: Api) -> Router {
    let site = Site::new(&api.public_url, api.basic);
    let resource = well_known::document(&api.public_url, &api.issuer);
    Router::new()
        .route("/odata", any(service::any))
        .route("/odata/", any(service::any))
        .route("/odata/$batch", any(batch::any))
        .route("/odata/%24batch", any(batch::any))
        .route("/odata/{*path}", any(service::any))
        .route("/readyz", get(health::ready))
        .with_state(Arc::new(Shared { api, site }))
        .route("/healthz", get(health::alive))
        .route("/.well-known/oauth-protected-resource", get(move || well_known::get(resource.clone())))
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method)
        .layer(middleware::from_fn(cors::allow))
}

async fn nothing_here() -> Response {
    error::refused(&Refusal::new(Code::NotFound, "There is no such resource; the service root is /odata/."))
}

async fn wrong_method(method: Method) -> Response {
    error::refused(
        &Refusal::new(Code::MethodNotAllowed, "the resource does not have this method")
            .about(method.as_str()),
    )
}
