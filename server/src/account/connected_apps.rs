//! `/Identity/Account/Manage/ConnectedApps`

use app::account::connected_apps::{Model, page, question};
use app::routes::Page;
use axum::extract::{OriginalUri, RawQuery};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity::connected_apps;
use oauth::form::Form;

use super::fields::text;
use super::{OWN_PLACE, sign_in_first_for, whole_page};
use crate::error::Problem;
use crate::extract::{FormBody, Visitor};

/// Shows the apps, or with `revoke` the question before one of them is shut out.
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery, OriginalUri(address): OriginalUri) -> Response {
    if visitor.visit.person.is_none() {
        return sign_in_first_for(visitor, &address);
    }
    let form = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let asked = text(&form, "revoke");
    if !asked.is_empty() {
        return match connected_apps::find(&visitor.visit, &asked).await {
            Ok(app) => {
                let html = question(&app, &visitor.frame(OWN_PLACE));
                visitor.page(StatusCode::OK, html, None)
            }
            Err(refusal) => whole_page(visitor, &refusal),
        };
    }
    match connected_apps::list(&visitor.visit).await {
        Ok(apps) => {
            let now = visitor.visit.identity.clock.now();
            let model = Model { apps, now, revoked: text(&form, "revoked") == "1" };
            let html = page(&model, &visitor.frame(OWN_PLACE));
            visitor.page_with_moments(StatusCode::OK, html)
        }
        Err(refusal) => whole_page(visitor, &refusal),
    }
}

/// Shuts an app out.
pub async fn post(visitor: Visitor, OriginalUri(address): OriginalUri, FormBody(form): FormBody) -> Response {
    if visitor.visit.person.is_none() {
        return sign_in_first_for(visitor, &address);
    }
    if !visitor.sent(&form) {
        return Problem::cross_site().into_response();
    }
    match connected_apps::revoke(&visitor.visit, &text(&form, "app")).await {
        Ok(()) => visitor.to(&Page::ConnectedApps.with_query(&[("revoked", Some("1"))])),
        Err(refusal) => whole_page(visitor, &refusal),
    }
}
