//! The listener of the demo: a client program in the browser, on an origin of its own.
//!
//! It is a client like any other: it knows the issuer, the API and its own id, and nothing that a stranger could not know.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use http::{HeaderMap, StatusCode};
use serde_json::json;

use super::Assets;
use super::assets::{folder, tags};
use crate::config::PublicUrls;
use crate::error::Problem;

/// The page that is there before any script has run.
const INDEX: &str = "index.html";

/// What the demo asks for: the scopes of the template `Web/Mobile App`.
const SCOPE: &str = "openid profile email exepron.restapi offline_access";

/// The demo's client, as it is registered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoClient {
    /// Its client id.
    pub client_id: String,
    /// Its redirect URI, character for character.
    pub redirect_uri: String,
}

/// The page, its files, and `config.json`, which tells the page where it is.
pub fn routes(urls: &PublicUrls, client: &DemoClient, assets: &Assets) -> Router {
    let config = Json(json!({
        "issuer": urls.identity.as_str(),
        "apiUrl": urls.api.as_str(),
        "clientId": client.client_id,
        "redirectUri": client.redirect_uri,
        "scope": SCOPE,
    }));
    assets
        .look()
        .route("/", get(page))
        .route("/callback", get(page))
        .route("/config.json", get(async move || config))
        .route("/{*file}", get(file))
}

async fn page(headers: HeaderMap) -> Response {
    folder::answer::<folder::Demo>(INDEX, &headers).unwrap_or_else(|| {
        let message = "The demo's page has not been built. `make run` builds it.";
        Problem::new(StatusCode::SERVICE_UNAVAILABLE, "not_built", message).into_response()
    })
}

async fn file(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let known = Some(name).filter(|name| folder::is_asset(name));
    known
        .and_then(|name| folder::answer::<folder::Demo>(&name, &headers))
        .unwrap_or_else(|| Problem::not_found().into_response())
}

/// The policy of the demo's pages: own scripts, WebAssembly, whatever inline script stands in the built page (by its
/// hash, CSP3 §2.3.1), and calls to the issuer and the API.
pub(super) fn policy(urls: &PublicUrls) -> String {
    let page = folder::text::<folder::Demo>(INDEX).unwrap_or_default();
    let hashes: String = tags::inline_scripts(&tags::without_comments(&page))
        .map(|script| format!(" 'sha256-{}'", tags::sha256(script)))
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; img-src 'self' data:; \
         font-src 'self'; connect-src 'self' {} {}; form-action 'self' {}; frame-ancestors 'none'; base-uri 'none'",
        urls.identity, urls.api, urls.identity
    )
}
