//! `GET /`

use app::routes::Page;
use axum::response::Response;

use crate::extract::Visitor;

/// Leads to the console, or to sign-in.
pub async fn get(visitor: Visitor) -> Response {
    let page = if visitor.visit.person.is_some() { Page::ApiClients } else { Page::Login };
    visitor.to(&page.path())
}
