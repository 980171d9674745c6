//! `/Identity/Account/Register`

use app::account::Onward;
use app::account::register::{Model, page};
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity::people::{self, Registration};
use identity::sessions;
use oauth::form::Form;

use super::fields::{onward, problems, text};
use super::{LOOK_AGAIN, is_about_fields, login, outlives_browser, whole_page};
use crate::error::{Cause, Problem};
use crate::extract::{FormBody, Visitor};

/// Shows the page.
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    show(visitor, StatusCode::OK, &Model { onward: onward(&form), ..Model::default() })
}

/// Makes the account and signs its person in.
pub async fn post(visitor: Visitor, FormBody(form): FormBody) -> Response {
    let model = Model {
        email: text(&form, "email"),
        name: text(&form, "name"),
        problems: Vec::new(),
        onward: onward(&form),
    };
    if !visitor.sent(&form) {
        return Problem::cross_site().into_response();
    }
    let registration = Registration {
        email: model.email.clone(),
        name: model.name.clone(),
        password: text(&form, "password"),
    };
    match people::register(&visitor.visit, &registration).await {
        Ok(id) => welcome(visitor, id, &model.onward).await,
        Err(refusal) if is_about_fields(&refusal) => {
            let page = show(visitor, LOOK_AGAIN, &Model { problems: problems(&refusal), ..model });
            Cause::refusal(&refusal).put_on(page)
        }
        Err(refusal) => whole_page(visitor, &refusal),
    }
}

/// Starts the first session of a person who was made just now.
pub(super) async fn welcome(visitor: Visitor, id: i64, onward: &Onward) -> Response {
    let place = login::place(onward);
    let agent = visitor.user_agent.clone();
    let started = match people::find(&visitor.visit.identity, id).await {
        Ok(Some(person)) => match outlives_browser(&visitor, onward).await {
            Ok(persistent) => sessions::start(&visitor.visit, &person, persistent, agent.as_deref()).await,
            Err(failure) => Err(failure),
        },
        Ok(None) => return visitor.to(&place),
        Err(failure) => Err(failure),
    };
    match started {
        Ok(started) => visitor.with_session(started).to(&place),
        Err(failure) => Cause::of(&failure).put_on(Problem::internal().into_response()),
    }
}

fn show(visitor: Visitor, status: StatusCode, model: &Model) -> Response {
    let html = page(model, &visitor.frame(None));
    visitor.page(status, html, None)
}
