//! `/Identity/Account/Device`

use app::account::device::{ask, done, enter};
use app::routes::Page;
use app::ui::FieldProblem;
use axum::extract::RawQuery;
use axum::response::{IntoResponse, Response};
use domain::user_code::UserCode;
use http::StatusCode;
use identity::authorize::Answer;
use identity::device_authorization::{self, DevicePage, Missed};
use identity::failure::Failure;
use oauth::form::Form;

use super::consent::{groups, lasts};
use super::fields::text;
use super::{LOOK_AGAIN, sign_in_first, try_again_in};
use crate::error::{Cause, Problem};
use crate::extract::{FormBody, Visitor};

/// Shows the page on which a code is typed. A code in the address is filled in and nothing more: a link alone must
/// not bring anybody to the question (RFC 8628 §5.4).
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let form = Form::parse(query.unwrap_or_default().as_bytes()).unwrap_or_default();
    let code = canonical(&text(&form, "user_code")).unwrap_or_default();
    if visitor.visit.person.is_none() {
        return sign_in_first(visitor, &address(&code));
    }
    show(visitor, StatusCode::OK, &enter::Model { code, ..enter::Model::default() })
}

/// Takes a code and asks, or takes the answer.
pub async fn post(visitor: Visitor, FormBody(form): FormBody) -> Response {
    let code = text(&form, "user_code");
    if visitor.visit.person.is_none() {
        return sign_in_first(visitor, &address(&canonical(&code).unwrap_or_default()));
    }
    if !visitor.sent(&form) {
        return Problem::cross_site().into_response();
    }
    match text(&form, "decision").as_str() {
        "" => look_up(visitor, code).await,
        "allow" => decide(visitor, code, Answer::Allow).await,
        "deny" => decide(visitor, code, Answer::Deny).await,
        _ => Problem::bad_request("The form has to say allow or deny.").into_response(),
    }
}

async fn look_up(visitor: Visitor, code: String) -> Response {
    match device_authorization::look_up(&visitor.visit, &code).await {
        Ok(Ok(asked)) => {
            let html = ask::page(&model(asked, &code), &visitor.frame(None));
            visitor.page(StatusCode::OK, html, None)
        }
        Ok(Err(why)) => missed(visitor, code, why),
        Err(failure) => broken(&failure),
    }
}

async fn decide(visitor: Visitor, code: String, answer: Answer) -> Response {
    match device_authorization::decide(&visitor.visit, &code, answer).await {
        Ok(Ok(client)) => {
            let model = done::Model { client, allowed: answer == Answer::Allow };
            let html = done::page(&model, &visitor.frame(None));
            visitor.page(StatusCode::OK, html, None)
        }
        Ok(Err(why)) => missed(visitor, code, why),
        Err(failure) => broken(&failure),
    }
}

fn model(asked: DevicePage, code: &str) -> ask::Model {
    ask::Model {
        client: asked.client_name,
        code: canonical(code).unwrap_or_default(),
        groups: groups(&asked.scopes),
        lasts: lasts(asked.lasting),
    }
}

/// The code as a device shows it; none when no device shows such a text.
fn canonical(typed: &str) -> Option<String> {
    typed.parse::<UserCode>().ok().map(|code| code.to_string())
}

fn address(code: &str) -> String {
    Page::Device.with_query(&[("user_code", Some(code).filter(|code| !code.is_empty()))])
}

/// Mistyped, expired and answered look the same: the difference would help somebody who is guessing.
const UNKNOWN: &str =
    "No device waits with this code. Compare it letter by letter, or ask your device for a new one.";
const NOT_FOR_YOU: &str = "The app on this device is not for your account. Sign in with another one.";

fn missed(visitor: Visitor, code: String, why: Missed) -> Response {
    match why {
        Missed::SignIn => sign_in_first(visitor, &address("")),
        Missed::Unknown => {
            let page = again(visitor, LOOK_AGAIN, code, UNKNOWN.to_owned());
            Cause::new("X-Device: no device waits with this code").put_on(page)
        }
        Missed::NotForYou => {
            let page = again(visitor, LOOK_AGAIN, code, NOT_FOR_YOU.to_owned());
            Cause::new("X-Device: the client does not act for this person").put_on(page)
        }
        Missed::Wait(wait) => {
            let page = again(visitor, StatusCode::TOO_MANY_REQUESTS, code, wait.to_string());
            Cause::new("L6: too many attempts").put_on(try_again_in(Some(wait.seconds()), page))
        }
        Missed::TooMany => {
            let model = enter::Model { too_many: true, ..enter::Model::default() };
            let page = show(visitor, StatusCode::TOO_MANY_REQUESTS, &model);
            Cause::new("X-Device: too many wrong codes in this session").put_on(page)
        }
    }
}

fn again(visitor: Visitor, status: StatusCode, code: String, words: String) -> Response {
    let problems = vec![FieldProblem::new("user_code", words)];
    show(visitor, status, &enter::Model { code, problems, too_many: false })
}

fn show(visitor: Visitor, status: StatusCode, model: &enter::Model) -> Response {
    let html = enter::page(model, &visitor.frame(None));
    visitor.page(status, html, None)
}

fn broken(failure: &Failure) -> Response {
    Cause::of(failure).put_on(Problem::internal().into_response())
}
