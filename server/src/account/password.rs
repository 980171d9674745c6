//! `/Identity/Account/Manage/Password`

use app::account::password::{Model, page};
use app::routes::Page;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use domain::refusal::RefusalCode;
use http::StatusCode;
use identity::people;

use super::fields::{problems, text};
use super::{LOOK_AGAIN, PASSWORD, is_about_fields, login, sign_in_first, try_again_in, whole_page};
use crate::error::{Cause, Problem};
use crate::extract::{FormBody, Visitor};

/// Shows the page.
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    if visitor.visit.person.is_none() {
        return sign_in_first(visitor, &Page::Password.path());
    }
    let saved = query.as_deref() == Some("saved=1");
    show(visitor, StatusCode::OK, &Model { saved, ..Model::default() })
}

/// Changes the password, ends all other sessions and gives this one a new cookie.
pub async fn post(visitor: Visitor, FormBody(form): FormBody) -> Response {
    if visitor.visit.person.is_none() {
        return login::before(visitor, &Page::Password, &form, None).await;
    }
    if !visitor.sent(&form) {
        return Problem::cross_site().into_response();
    }
    let (current, new) = (text(&form, "current_password"), text(&form, "new_password"));
    let everywhere = !text(&form, "everywhere").is_empty();
    match people::change_password(&visitor.visit, &current, &new, everywhere).await {
        Ok(started) => visitor.with_session(started).to(&Page::Password.with_query(&[("saved", Some("1"))])),
        Err(refusal) if is_about_fields(&refusal) => {
            let model = Model { everywhere, problems: problems(&refusal), ..Model::default() };
            let page = show(visitor, LOOK_AGAIN, &model);
            Cause::refusal(&refusal).put_on(page)
        }
        Err(refusal) if refusal.code == RefusalCode::TooManyAttempts => {
            let model = Model { everywhere, notice: Some(refusal.message), ..Model::default() };
            let page = show(visitor, StatusCode::TOO_MANY_REQUESTS, &model);
            Cause::new("L6: too many attempts").put_on(try_again_in(refusal.retry_after, page))
        }
        Err(refusal) => whole_page(visitor, &refusal),
    }
}

fn show(visitor: Visitor, status: StatusCode, model: &Model) -> Response {
    let html = page(model, &visitor.frame(PASSWORD));
    visitor.page(status, html, None)
}
