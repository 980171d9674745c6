//! `GET /docs/errors`

use axum::response::Response;
use http::StatusCode;

use crate::extract::Visitor;

/// Explains the errors of the protocol; `error_uri` leads here.
pub async fn get(visitor: Visitor) -> Response {
    let html = app::account::errors::page(&visitor.frame(None));
    visitor.page(StatusCode::OK, html, None)
}
