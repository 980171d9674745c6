//! `GET` and `POST /connect/authorize` (RFC 6749 §3.1, OpenID Connect Core §3.1.2.1).

use app::account::error::Model;
use app::account::form_post;
use app::routes::Page;
use axum::Json;
use axum::extract::{RawQuery, State};
use axum::response::{IntoResponse, Redirect, Response};
use domain::redirect_uri;
use http::header::{ACCEPT, CACHE_CONTROL};
use http::{HeaderMap, StatusCode};
use identity::authorize::{self, Next, PageRefused};
use identity::failure::Failure;
use oauth::authorize::{AuthorizationAnswer, LONGEST_REQUEST, ResponseMode};
use oauth::error::ErrorCode;
use oauth::form::Form;
use serde_json::json;
use url::Url;

use crate::error::{Cause, Problem};
use crate::extract::Visitor;
use crate::state::AppState;

/// Takes a request and sends the browser on: to the client, to sign-in, to consent, or to an error page.
pub async fn get(
    State(_): State<AppState>,
    visitor: Visitor,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let query = query.unwrap_or_default();
    if query.len() > LONGEST_REQUEST {
        return refused_page(visitor, too_long(), &headers);
    }
    let Ok(form) = Form::parse(query.as_bytes()) else {
        return refused_page(visitor, unreadable(), &headers);
    };
    let next = authorize::begin(&visitor.visit, &form, &query, &visitor.browser).await;
    go(visitor, next, &headers)
}

/// The same request as a form: sent on as a GET, because the session's cookie doesn't come along with a form of
/// another site (SameSite=Lax).
pub async fn post(State(_): State<AppState>, visitor: Visitor, headers: HeaderMap, body: String) -> Response {
    if body.len() > LONGEST_REQUEST {
        return refused_page(visitor, too_long(), &headers);
    }
    // What is not printable ASCII can't stand in an address.
    if Form::parse(body.as_bytes()).is_err() || !body.bytes().all(|byte| byte.is_ascii_graphic()) {
        return refused_page(visitor, unreadable(), &headers);
    }
    Redirect::to(&format!("/connect/authorize?{body}")).into_response()
}

/// Sends the browser on.
pub fn go(visitor: Visitor, next: Result<Next, Failure>, headers: &HeaderMap) -> Response {
    let request = |page: Page, id: &str| page.with_query(&[("request", Some(id))]);
    match next {
        Ok(Next::Return(answer)) => send_back(visitor, answer),
        Ok(Next::SignIn(id)) => no_store(visitor.to(&request(Page::Login, &id))),
        Ok(Next::Consent(id)) => no_store(visitor.to(&request(Page::Consent, &id))),
        Ok(Next::Page(refused)) => refused_page(visitor, refused, headers),
        Ok(Next::Gone) => {
            let model = Model::expired(&visitor.visit.request_id);
            let html = app::account::error::page(&model, &visitor.frame(None));
            let gone = "A10: this request was answered before, has expired, or is another browser's";
            Cause::new(gone).put_on(visitor.page(StatusCode::BAD_REQUEST, html, None))
        }
        Err(failure) => Cause::of(&failure).put_on(Problem::internal().into_response()),
    }
}

/// Sends the browser back to the client with the answer (OAuth 2.0 Multiple Response Type Encoding Practices §2.1).
fn send_back(visitor: Visitor, answer: AuthorizationAnswer) -> Response {
    let refused = answer.refused().map(|(code, words)| Cause::new(format!("{code}: {words}")));
    let response = carry(visitor, answer);
    match refused {
        Some(cause) => cause.put_on(response),
        None => response,
    }
}

fn carry(visitor: Visitor, answer: AuthorizationAnswer) -> Response {
    match answer.mode {
        ResponseMode::Query => no_store(visitor.to(&in_ascii(answer.address()))),
        ResponseMode::FormPost => match visitor.visit.identity.random.name() {
            Ok(nonce) => {
                let target = redirect_uri::form_action(&answer.redirect_uri);
                let AuthorizationAnswer { redirect_uri: action, parameters: fields, .. } = answer;
                let html = form_post::page(&form_post::Model { action, fields, nonce: nonce.clone() });
                no_store(visitor.form_post(html, nonce, target))
            }
            Err(failure) => Cause::of(&failure).put_on(Problem::internal().into_response()),
        },
    }
}

/// A header holds no other letters: a host outside of them is written in Punycode, a path in percent-encoding.
fn in_ascii(address: String) -> String {
    if address.is_ascii() {
        return address;
    }
    Url::parse(&address).map_or(address, String::from)
}

fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    response
}

/// The errors that are never redirected, as a page or, when it is asked for, as JSON.
fn refused_page(visitor: Visitor, refused: PageRefused, headers: &HeaderMap) -> Response {
    let cause = Cause::new(format!("{}: {}", refused.code.as_str(), refused.description));
    cause.put_on(told(visitor, refused, headers))
}

fn told(visitor: Visitor, refused: PageRefused, headers: &HeaderMap) -> Response {
    let accept = headers.get(ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if accept.contains("application/json") && !accept.contains("text/html") {
        let body = json!({
            "error": refused.code.as_str(),
            "error_description": refused.description,
            "redirect_uri": refused.redirect_uri,
            "request_id": visitor.visit.request_id,
        });
        return no_store((StatusCode::BAD_REQUEST, Json(body)).into_response());
    }
    let id = &visitor.visit.request_id;
    let model = match (refused.code, &refused.redirect_uri) {
        (ErrorCode::InvalidRedirectUri, Some(received)) => Model::redirect_uri_not_registered(received, id),
        (ErrorCode::InvalidRequestUri, _) => Model::used_link(id),
        (ErrorCode::InvalidClient, _) => Model::unknown_client(id),
        (code, _) => Model {
            title: "This request can't be answered".to_owned(),
            why: format!("The app's request is not complete: {}.", refused.description),
            remedy: "Go back to the app and tell its makers.".to_owned(),
            code: Some(code.as_str().to_owned()),
            received: None,
            request_id: id.clone(),
        },
    };
    let html = app::account::error::page(&model, &visitor.frame(None));
    visitor.page(StatusCode::BAD_REQUEST, html, None)
}

fn too_long() -> PageRefused {
    let description = format!("the request is longer than {LONGEST_REQUEST} bytes");
    PageRefused { code: ErrorCode::InvalidRequest, description, redirect_uri: None }
}

fn unreadable() -> PageRefused {
    let description = "the request is not a form".to_owned();
    PageRefused { code: ErrorCode::InvalidRequest, description, redirect_uri: None }
}
