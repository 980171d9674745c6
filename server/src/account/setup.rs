//! `/Identity/Account/Setup`

use app::account::Onward;
use app::account::setup::{Model, page};
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use domain::refusal::RefusalCode;
use http::StatusCode;
use identity::people::Registration;
use identity::setup;
use oauth::form::Form;

use super::fields::{problems, text};
use super::{LOOK_AGAIN, is_about_fields, register, whole_page};
use crate::error::{Cause, Problem};
use crate::extract::{FormBody, Visitor};

/// Shows the page behind a set-up link that still works.
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let token = text(&form, "token");
    match setup::is_open(&visitor.visit.identity, &token).await {
        Ok(true) => show(visitor, StatusCode::OK, &Model { token, ..Model::default() }),
        Ok(false) => expired(visitor),
        Err(failure) => Cause::of(&failure).put_on(Problem::internal().into_response()),
    }
}

/// Makes the first administrator and signs them in.
pub async fn post(visitor: Visitor, FormBody(form): FormBody) -> Response {
    let model = Model {
        token: text(&form, "token"),
        email: text(&form, "email"),
        name: text(&form, "name"),
        problems: Vec::new(),
    };
    if !visitor.sent(&form) {
        return Problem::cross_site().into_response();
    }
    let registration = Registration {
        email: model.email.clone(),
        name: model.name.clone(),
        password: text(&form, "password"),
    };
    match setup::administrator(&visitor.visit, &model.token, &registration).await {
        Ok(id) => register::welcome(visitor, id, &Onward::default()).await,
        Err(refusal) if is_about_fields(&refusal) => {
            let page = show(visitor, LOOK_AGAIN, &Model { problems: problems(&refusal), ..model });
            Cause::refusal(&refusal).put_on(page)
        }
        Err(refusal) if refusal.code == RefusalCode::NotFound => expired(visitor),
        Err(refusal) => whole_page(visitor, &refusal),
    }
}

fn expired(visitor: Visitor) -> Response {
    let model = app::account::error::Model {
        title: "This link doesn't work any more".to_owned(),
        why: "It was used, or it is older than an hour.".to_owned(),
        remedy: "Make a new one on the server: latchkey setup.".to_owned(),
        request_id: visitor.visit.request_id.clone(),
        ..Default::default()
    };
    let html = app::account::error::page(&model, &visitor.frame(None));
    let page = visitor.page(StatusCode::NOT_FOUND, html, None);
    Cause::new("L11: the set-up link was used, has expired, or was never given").put_on(page)
}

fn show(visitor: Visitor, status: StatusCode, model: &Model) -> Response {
    let html = page(model, &visitor.frame(None));
    visitor.page(status, html, None)
}
