//! `/Identity/Account/Manage/Sessions`

use app::account::sessions::{Ended, Model, page};
use app::account::signed_out;
use app::routes::Page;
use axum::extract::{OriginalUri, RawQuery};
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use identity::sessions;

use super::fields::text;
use super::{OWN_PLACE, sign_in_first_for, whole_page};
use crate::error::Problem;
use crate::extract::{FormBody, Visitor};

/// Shows where the person is signed in.
pub async fn get(visitor: Visitor, RawQuery(query): RawQuery, OriginalUri(address): OriginalUri) -> Response {
    if visitor.visit.person.is_none() {
        return sign_in_first_for(visitor, &address);
    }
    let ended = match query.as_deref() {
        Some("ended=one") => Some(Ended::One),
        Some("ended=others") => Some(Ended::Others),
        _ => None,
    };
    match sessions::list(&visitor.visit).await {
        Ok(sessions) => {
            let now = visitor.visit.identity.clock.now();
            let html = page(&Model { sessions, now, ended }, &visitor.frame(OWN_PLACE));
            visitor.page_with_moments(StatusCode::OK, html)
        }
        Err(refusal) => whole_page(visitor, &refusal),
    }
}

/// Ends one session, or all but this one.
pub async fn post(visitor: Visitor, OriginalUri(address): OriginalUri, FormBody(form): FormBody) -> Response {
    if visitor.visit.person.is_none() {
        return sign_in_first_for(visitor, &address);
    }
    if !visitor.sent(&form) {
        return Problem::cross_site().into_response();
    }
    if !text(&form, "others").is_empty() {
        return match sessions::end_others(&visitor.visit).await {
            Ok(_) => visitor.to(&Page::Sessions.with_query(&[("ended", Some("others"))])),
            Err(refusal) => whole_page(visitor, &refusal),
        };
    }
    let id = text(&form, "session");
    match sessions::end_own(&visitor.visit, &id).await {
        Ok(()) if visitor.visit.person.as_ref().is_some_and(|person| person.sid == id) => leave(visitor),
        Ok(()) => visitor.to(&Page::Sessions.with_query(&[("ended", Some("one"))])),
        Err(refusal) => whole_page(visitor, &refusal),
    }
}

/// The session that asked is the one that ended.
fn leave(mut visitor: Visitor) -> Response {
    visitor.visit.person = None;
    let html = signed_out::page(&signed_out::Model::default(), &visitor.frame(None));
    visitor.without_session().page(StatusCode::OK, html, None)
}
