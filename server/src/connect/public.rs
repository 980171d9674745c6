//! Documents that everybody may read, from any page, and keep for five minutes.

use axum::response::{IntoResponse, Response};
use domain::signing_key::KEY_SET_MAX_AGE;
use http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, ETAG};
use http::{HeaderMap, StatusCode};
use identity::published::Published;

use crate::http::etag;

/// The document, or 304 for who has it already.
pub(crate) fn answer(document: &Published, headers: &HeaderMap) -> Response {
    let common = [
        (CACHE_CONTROL, format!("public, max-age={KEY_SET_MAX_AGE}")),
        (ACCESS_CONTROL_ALLOW_ORIGIN, "*".to_owned()),
        (ETAG, document.tag.clone()),
    ];
    if etag::is_known(headers, &document.tag) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    (common, [(CONTENT_TYPE, "application/json")], document.json.clone()).into_response()
}
