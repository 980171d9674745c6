//! `GET` and `POST /connect/endsession` (OpenID Connect RP-Initiated Logout 1.0 §2).

use app::account::{error, sign_out, signed_out};
use axum::extract::RawQuery;
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::redirect_uri;
use http::StatusCode;
use identity::end_session::{self, Next, Question, WayBack};
use identity::failure::Failure;
use oauth::end_session::{EndSessionRefused, EndSessionRequest, LONGEST_REQUEST};
use oauth::form::Form;

use crate::error::{Cause, Problem};
use crate::extract::{FormBody, Visitor};
use crate::http::Csp;

/// Takes a client's request, or asks the person first.
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let request = match Form::parse(query.as_bytes()) {
        Ok(form) if query.len() <= LONGEST_REQUEST => EndSessionRequest::read(&form),
        _ => Err(EndSessionRefused::Unreadable),
    };
    match request {
        Ok(request) => {
            let next = end_session::begin(&visitor.visit, &request).await;
            go(visitor, next, &request)
        }
        Err(why) => refused(&visitor, &why.to_string()),
    }
}

/// Takes the person's answer, which carries the hidden token of our own page. Everything else is a client's request
/// and is sent on as a GET: the session's cookie doesn't come along with a form of another site (SameSite=Lax), so
/// nothing is decided here.
pub async fn post(visitor: Visitor, FormBody(form): FormBody) -> Response {
    let request = match EndSessionRequest::read(&form) {
        Ok(request) => request,
        Err(why) => return refused(&visitor, &why.to_string()),
    };
    if form.get("csrf").is_ok_and(|token| token.is_none()) {
        let query = Form::encode(request.parameters());
        return Redirect::to(&format!("/connect/endsession?{query}")).into_response();
    }
    if !visitor.sent(&form) {
        return Problem::cross_site().into_response();
    }
    let next = end_session::confirm(&visitor.visit, &request).await;
    go(visitor, next, &request)
}

fn go(mut visitor: Visitor, next: Result<Next, Failure>, request: &EndSessionRequest) -> Response {
    match next {
        Ok(Next::Redirect(address)) => visitor.without_session().to(&address),
        Ok(Next::SignedOut(way)) => {
            visitor.visit.person = None;
            let html = signed_out::page(&signed_out(way), &visitor.frame(None));
            visitor.without_session().page(StatusCode::OK, html, None)
        }
        Ok(Next::Ask(question)) => {
            let form_action = question.leads_to.as_deref().map(redirect_uri::form_action);
            let html = sign_out::page(&sign_out(question, request), &visitor.frame(None));
            visitor.page(StatusCode::OK, html, form_action)
        }
        Ok(Next::Contradiction) => {
            refused(&visitor, "its client_id is not the client that the id_token_hint was given to")
        }
        Err(failure) => Cause::of(&failure).put_on(Problem::internal().into_response()),
    }
}

fn signed_out(way: Option<WayBack>) -> signed_out::Model {
    let back = way.map(|way| signed_out::BackToClient { name: way.client_name, address: way.address });
    signed_out::Model { back }
}

fn sign_out(question: Question, request: &EndSessionRequest) -> sign_out::Model {
    let parameters = request.parameters().into_iter().map(|(name, value)| (name, value.to_owned()));
    sign_out::Model { client: question.client_name, asked: Some(parameters.collect()) }
}

/// An error that never leads anywhere. No cookie goes along: a form of another site comes without the browser's own,
/// and a new one would spoil the pages that stand open.
fn refused(visitor: &Visitor, words: &str) -> Response {
    let model = error::Model {
        title: "This sign-out can't be done".to_owned(),
        why: format!("The app's request is not right: {words}. Nothing was changed."),
        remedy: "Go back to the app and tell its makers, or sign out here.".to_owned(),
        code: Some("invalid_request".to_owned()),
        received: None,
        request_id: visitor.visit.request_id.clone(),
    };
    let html = error::page(&model, &visitor.frame(None));
    let page = (StatusCode::BAD_REQUEST, Html(html)).into_response();
    Cause::new(format!("invalid_request: {words}")).put_on(Csp::Account { form_action: None }.put_on(page))
}
