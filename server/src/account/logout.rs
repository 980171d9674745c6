//! `/Identity/Account/Logout`

use app::account::{sign_out, signed_out};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity::sessions;

use crate::error::{Cause, Problem};
use crate::extract::{FormBody, Visitor};

/// Asks; nobody is signed out by a link.
pub async fn get(visitor: Visitor) -> Response {
    let html = if visitor.visit.person.is_some() {
        sign_out::page(&sign_out::Model::default(), &visitor.frame(None))
    } else {
        signed_out::page(&signed_out::Model::default(), &visitor.frame(None))
    };
    visitor.page(StatusCode::OK, html, None)
}

/// Ends the session.
pub async fn post(mut visitor: Visitor, FormBody(form): FormBody) -> Response {
    if !visitor.sent(&form) {
        return Problem::cross_site().into_response();
    }
    if let Err(failure) = sessions::end(&visitor.visit, None).await {
        return Cause::of(&failure).put_on(Problem::internal().into_response());
    }
    visitor.visit.person = None;
    let html = signed_out::page(&signed_out::Model::default(), &visitor.frame(None));
    visitor.without_session().page(StatusCode::OK, html, None)
}
