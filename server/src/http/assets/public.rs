//! `public/`: files that are served under their own names at the root, such as `/favicon.svg`.

use axum::Router;
use axum::response::IntoResponse;
use axum::routing::get;
use http::HeaderMap;

use super::folder::{self, Public};
use crate::error::Problem;

/// One route for each file, so that nothing else at the root is looked up there.
pub(super) fn routes() -> Router {
    let names = Public::iter().filter(|name| folder::is_asset(name) && !name.contains('/'));
    names.fold(Router::new(), |router, name| {
        let path = format!("/{name}");
        router.route(
            &path,
            get(async move |headers: HeaderMap| {
                folder::answer::<Public>(&name, &headers)
                    .unwrap_or_else(|| Problem::not_found().into_response())
            }),
        )
    })
}
