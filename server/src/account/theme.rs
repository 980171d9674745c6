//! `/Identity/Account/Theme`

use app::layout::Theme;
use app::routes::Page;
use axum::response::Response;

use super::fields::text;
use super::local_path;
use crate::extract::{FormBody, Visitor};

/// Remembers the theme that somebody chose on a page without a script, and leads back to that page.
pub async fn post(visitor: Visitor, FormBody(form): FormBody) -> Response {
    let back = local_path(Some(&text(&form, "here"))).unwrap_or_else(|| Page::Home.path());
    match Theme::from_cookie(&text(&form, "theme")) {
        Some(theme) if visitor.sent(&form) => visitor.with_theme(theme).to(&back),
        Some(_) | None => visitor.to(&back),
    }
}
