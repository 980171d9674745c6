//! The console: its pages printed by the server and then woken up, and the functions that they call.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use app::api::{No, SaidNo};
use app::routes::Page;
use app::{ModuleAssets, Part, RenewedSession, ShellAssets, shell};
use axum::body::Body;
use axum::extract::{OriginalUri, Request, State};
use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use http::header::{ACCEPT, CACHE_CONTROL};
use identity::Visit;
use leptos::prelude::provide_context;

use crate::account::sign_in_first;
use crate::error::{Cause, Problem};
use crate::extract::Visitor;
use crate::http::{Bundle, Csp};
use crate::state::AppState;

/// Prints a page of the console for who is signed in.
pub async fn page(
    State(state): State<AppState>,
    visitor: Visitor,
    OriginalUri(address): OriginalUri,
    request: Request,
) -> Response {
    if visitor.visit.person.is_none() {
        let address = address.path_and_query().map_or_else(|| Page::ApiClients.path(), ToString::to_string);
        return sign_in_first(visitor, &address);
    }
    let assets = ShellAssets {
        stylesheet: state.assets.stylesheet_path().to_owned(),
        module: state.assets.bundle().map(|bundle| module(bundle, address.path())),
        demo_banner: state.demo,
        csrf: visitor.csrf.clone(),
        theme: visitor.theme(),
    };
    let said_no = SaidNo::default();
    let (response, nonce) = print(visitor.visit.clone(), assets, said_no.clone(), request).await;
    let mut response = caused(visitor.dress(response), &said_no);
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    match nonce {
        Some(nonce) => Csp::Console { nonce }.put_on(response),
        None => response,
    }
}

/// What the page at this path loads to wake up.
fn module(bundle: &Bundle, path: &str) -> ModuleAssets {
    let parts = Part::of(path).map(|part| bundle.part(part).to_vec());
    ModuleAssets {
        scripts: bundle.scripts().to_vec(),
        wasm: bundle.wasm().to_owned(),
        parts: parts.unwrap_or_default(),
    }
}

/// Prints, and tells the nonce that the page's script carries, for the header.
async fn print(
    visit: Visit,
    assets: ShellAssets,
    said_no: SaidNo,
    request: Request,
) -> (Response, Option<String>) {
    let nonce = Arc::new(OnceLock::new());
    let told = Arc::clone(&nonce);
    let given = assets.clone();
    let context = move || {
        provide_context(visit.clone());
        provide_context(given.clone());
        provide_context(said_no.clone());
        if let Some(nonce) = leptos::nonce::use_nonce() {
            told.get_or_init(|| nonce.to_string());
        }
    };
    let render = leptos_axum::render_app_async_with_context(context, move || shell(assets.clone()));
    let response = render(request).await.into_response();
    (response, nonce.get().cloned())
}

/// Runs a server function. The edge has checked where the request comes from and that it is JSON.
pub async fn function(
    State(functions): State<Functions>,
    visitor: Visitor,
    mut request: Request<Body>,
) -> Response {
    if !functions.0.contains(request.uri().path()) {
        return Problem::not_found().into_response();
    }
    // Asked for as a page, an answer would be a redirect to wherever the request says it comes from.
    request.headers_mut().remove(ACCEPT);
    let visit = visitor.visit.clone();
    let renewed = Arc::new(OnceLock::new());
    let (left, said_no) = (Arc::clone(&renewed), SaidNo::default());
    let told = said_no.clone();
    let context = move || {
        provide_context(visit.clone());
        provide_context(told.clone());
        provide_context(RenewedSession(Arc::clone(&left)));
    };
    let response = leptos_axum::handle_server_fns_with_context(context, request).await.into_response();
    let response = match said_no.first() {
        // No function was called, so this is told as everything is that is turned away before one: with the request's id.
        Some(No::Unreadable { refusal, .. }) => Problem::bad_request(refusal.message.clone()).into_response(),
        Some(No::Refused(_)) | None => response,
    };
    let response = caused(response, &said_no);
    match renewed.get() {
        Some(started) => visitor.with_session(started.clone()).dress(response),
        None => visitor.dress(response),
    }
}

/// Puts the cause of a no on the answer, for the log.
fn caused(response: Response, said_no: &SaidNo) -> Response {
    match said_no.first() {
        Some(No::Refused(refusal)) => Cause::refusal(refusal).put_on(response),
        Some(No::Unreadable { cause, .. }) => Cause::new(format!("unreadable: {cause}")).put_on(response),
        None => response,
    }
}

/// The addresses of the server functions, so that any other is a plain 404.
#[derive(Clone)]
pub struct Functions(Arc<HashSet<&'static str>>);

impl Functions {
    /// Collects what the console declares.
    #[must_use]
    pub fn collect() -> Self {
        let paths = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path);
        Self(Arc::new(paths.collect()))
    }
}

impl axum::extract::FromRef<AppState> for Functions {
    fn from_ref(state: &AppState) -> Self {
        state.functions.clone()
    }
}
