//! From the routes of a listener to what it serves.

use std::any::Any;
use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use tower_http::catch_panic::CatchPanicLayer;

use super::edge::{self, Edge, Surface};
use super::headers::Dress;
use super::{HttpSettings, demo};
use crate::config::PublicUrl;
use crate::error::{Cause, Problem};

/// The identity listener: everything on it, with its edge around.
///
/// Call it last, when all routes are there: an unknown path and a wrong method get their answers here.
pub fn identity(routes: Router, settings: &HttpSettings) -> Router {
    let public = settings.public_urls.identity.clone();
    let dress = Dress::plain(public.is_https());
    let surface = Surface::Identity { error_page: Arc::clone(&settings.error_page) };
    around(routes, settings, public, surface, dress)
}

/// The API listener, whose errors are OData's.
pub fn api(routes: Router, settings: &HttpSettings) -> Router {
    let public = settings.public_urls.api.clone();
    let dress = Dress::plain(public.is_https());
    around(routes, settings, public, Surface::Api, dress)
}

/// The listener of the demo's client program, whose pages may call the issuer and the API.
pub fn demo(routes: Router, settings: &HttpSettings, public: PublicUrl) -> Router {
    let policy = demo::policy(&settings.public_urls);
    let policy =
        HeaderValue::try_from(policy).unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
    let dress = Dress { policy, ..Dress::plain(public.is_https()) };
    let surface = Surface::Demo { error_page: Arc::clone(&settings.error_page) };
    around(routes, settings, public, surface, dress)
}

fn around(
    routes: Router,
    settings: &HttpSettings,
    public: PublicUrl,
    surface: Surface,
    dress: Dress,
) -> Router {
    let (proxies, draw_id) = (settings.trusted_proxies.clone(), Arc::clone(&settings.draw_id));
    let edge = Arc::new(Edge { public, proxies, draw_id, surface, dress });
    routes
        .fallback(async || Problem::not_found())
        .method_not_allowed_fallback(async || Problem::method_not_allowed())
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(edge, edge::pass))
}

/// One bad request ends here and not in the process (security rule W7). What it said is in the log, from the panic hook.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Cause::new("the handler panicked").put_on(Problem::internal().into_response())
}
