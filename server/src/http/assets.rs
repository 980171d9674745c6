//! The files that pages are made of: in the binary in a release build, from the disk in a debug build.

mod bundle;
pub(super) mod folder;
mod public;
mod stylesheet;
pub(super) mod tags;

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::HeaderMap;

use crate::error::Problem;
use stylesheet::Stylesheet;

pub use bundle::Bundle;

/// The stylesheet and the browser's half of the console, looked up once when the server starts.
#[derive(Clone, Debug)]
pub struct Assets {
    stylesheet: Arc<Stylesheet>,
    bundle: Option<Arc<Bundle>>,
}

impl Assets {
    /// Puts the stylesheet together and reads what was built of the console, when it was.
    pub fn load() -> Self {
        let bundle = Bundle::find();
        if bundle.is_none() {
            tracing::warn!(
                "The console's WebAssembly bundle has not been built: pages are printed and stay still"
            );
        }
        Self { stylesheet: Arc::new(Stylesheet::collect()), bundle: bundle.map(Arc::new) }
    }

    /// The address of the stylesheet. It holds a hash of the text, so it may be kept for ever.
    pub fn stylesheet_path(&self) -> &str {
        self.stylesheet.path()
    }

    /// The hashed names of the bundle, when it has been built.
    pub fn bundle(&self) -> Option<&Bundle> {
        self.bundle.as_deref()
    }

    /// `/pkg/…`, the stylesheet and the files of `public/`.
    pub fn routes(&self) -> Router {
        self.look().route("/pkg/{*file}", get(package))
    }

    /// The stylesheet and the files of `public/`, which every listener with pages needs.
    pub(super) fn look(&self) -> Router {
        let stylesheet = Arc::clone(&self.stylesheet);
        public::routes()
            .route(self.stylesheet.path(), get(async move |headers: HeaderMap| stylesheet.answer(&headers)))
    }
}

async fn package(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let known = Some(name).filter(|name| folder::is_asset(name));
    known
        .and_then(|name| folder::answer::<folder::App>(&name, &headers))
        .unwrap_or_else(|| Problem::not_found().into_response())
}
