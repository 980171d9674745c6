//! `GET /docs/errors` and `GET /Identity/Account/Error`

use app::account::error::Model;
use axum::response::Response;
use http::StatusCode;

use crate::extract::Visitor;

/// Explains the errors of the protocol; `error_uri` leads here.
pub async fn get(visitor: Visitor) -> Response {
    let html = app::account::errors::page(&visitor.frame(None));
    visitor.page(StatusCode::OK, html, None)
}

/// The page to which a browser can be sent when nobody else can be told.
pub async fn general(visitor: Visitor) -> Response {
    let html = app::account::error::page(&Model::general(&visitor.visit.request_id), &visitor.frame(None));
    visitor.page(StatusCode::OK, html, None)
}
