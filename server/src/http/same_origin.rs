//! Whether a request that acts was sent by one of our own pages.

use axum::extract::MatchedPath;
use http::{HeaderMap, Method, Request, header};

use crate::config::PublicUrl;
use crate::error::Problem;
use crate::management;

/// Where no handler acts by a cookie alone, so that a page of another site has nothing to abuse: programs call these,
/// and forms of clients, which are sent on as a GET or answered by the hidden token of a page of ours.
/// Everything else is guarded, also what is added later.
const WITHOUT_COOKIES: [&str; 7] =
    ["/connect/", "/.well-known/", "/healthz", "/readyz", "/version", "/pkg/", "/assets/"];

/// The pages of people, whose forms carry a token.
const PLAIN_FORMS: &str = "/Identity/Account/";

/// The console's server functions.
pub(super) const SERVER_FUNCTIONS: &str = "/api/console/";

/// Refuses what another site's page could have sent (security rules M3 and M4).
pub(super) fn check<B>(request: &Request<B>, public: &PublicUrl) -> Result<(), Problem> {
    let path = request.uri().path();
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    // What matches no route ends in 404 and acts on nothing.
    let acts = request.extensions().get::<MatchedPath>().is_some() && !is_read;
    if !acts || WITHOUT_COOKIES.iter().any(|open| path.starts_with(open)) {
        return Ok(());
    }
    if path.starts_with(management::BELOW) && !acts_by_cookie(request.headers()) {
        return Ok(());
    }
    if !is_own_page(request.headers(), public) && !is_form_with_token(request.headers(), path) {
        return Err(Problem::cross_site());
    }
    if path.starts_with(SERVER_FUNCTIONS) && !is_json(request.headers()) {
        // A form can send JSON as text/plain without asking first, so the type itself is part of the guard.
        return Err(Problem::unsupported_media_type("application/json"));
    }
    Ok(())
}

/// Whether the management API would look at the cookies of a request: it does when nothing else says who calls, and a
/// page of another site can't send a header of its choice without asking first.
fn acts_by_cookie(headers: &HeaderMap) -> bool {
    headers.contains_key(header::COOKIE) && !headers.contains_key(header::AUTHORIZATION)
}

/// A plain form from a browser that sends neither header. Its hidden token, which every one of these handlers checks,
/// says as much as they would.
fn is_form_with_token(headers: &HeaderMap, path: &str) -> bool {
    let silent = !headers.contains_key("sec-fetch-site") && !headers.contains_key(header::ORIGIN);
    silent && path.starts_with(PLAIN_FORMS)
}

/// The browser's word when it gives one, otherwise the origin; a request with neither is not from a page of ours.
fn is_own_page(headers: &HeaderMap, public: &PublicUrl) -> bool {
    match headers.get("sec-fetch-site") {
        Some(site) => site == "same-origin" || site == "none",
        None => {
            let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
            origin.is_some_and(|origin| public.is_origin(origin))
        }
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let written = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = written.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("application/json")
}
