//! A listener with a few routes of its own, and a caller.

use std::collections::VecDeque;
use std::io::Write;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::{ConnectInfo, Extension, Path};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{any, get, post};
use bytes::Bytes;
use http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::Frame;
use server::config::{Networks, PublicUrl, PublicUrls};
use server::error::page;
use server::http::{ClientAddress, Csp, HttpSettings, Readiness, RequestId, health, layers, version};
use tower::ServiceExt;

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// Settings for the issuer `identity` and the usual other listeners.
pub(crate) fn settings(identity: &str) -> HttpSettings {
    let drawn = AtomicU64::new(0);
    HttpSettings {
        public_urls: PublicUrls {
            identity: identity.parse().unwrap(),
            api: PublicUrl::localhost(44395),
            demo: Some(PublicUrl::localhost(3000)),
        },
        trusted_proxies: Networks::parse(["10.0.0.0/8"]).unwrap(),
        draw_id: Arc::new(move || u128::from(drawn.fetch_add(1, Ordering::Relaxed) + 1).to_be_bytes()),
        error_page: page::plain(None),
    }
}

/// Routes that show what a handler sees, and misbehave when asked to.
pub(crate) fn routes() -> Router {
    Router::new()
        .route("/", get(async || Html("<p>home</p>")))
        .route("/who", get(async |Extension(client): Extension<ClientAddress>| client.0.to_string()))
        .route("/id", get(async |Extension(id): Extension<RequestId>| id.to_string()))
        .route("/panic", get(async || -> Response { panic!("the reason stays inside") }))
        .route("/people/{name}", get(async |Path(_): Path<String>| "someone"))
        .route("/Identity/Account/Login", any(account))
        .route("/Identity/Account/Manage", get(console))
        .route("/api/console/create_client", post(echo))
        .route("/connect/token", post(echo))
        .merge(health::routes(Readiness::always()))
        .merge(version::routes())
}

async fn account() -> Response {
    Csp::Account { form_action: Some("https://app.example.com".to_owned()) }
        .put_on(Html("<form></form>").into_response())
}

async fn console() -> Response {
    Csp::Console { nonce: "abc123".to_owned() }.put_on(Html("<main></main>").into_response())
}

/// Says how much of the body arrived.
async fn echo(body: Bytes) -> String {
    body.len().to_string()
}

/// The identity listener at its default address.
pub(crate) fn identity() -> Router {
    layers::identity(routes(), &settings("http://localhost:44367"))
}

/// A request to the identity listener at its default address.
pub(crate) fn request(method: &str, path: &str) -> http::request::Builder {
    Request::builder().method(method).uri(path).header(header::HOST, "localhost:44367")
}

/// Sends a request that comes from `127.0.0.1`.
pub(crate) async fn send(router: Router, request: http::request::Builder, body: impl Into<Body>) -> Answer {
    send_from(router, "127.0.0.1:50000", request, body).await
}

/// Sends a request from somewhere else.
pub(crate) async fn send_from(
    router: Router,
    peer: &str,
    request: http::request::Builder,
    body: impl Into<Body>,
) -> Answer {
    let mut request = request.body(body.into()).unwrap();
    request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer.parse().unwrap()));
    let (head, body) = router.oneshot(request).await.unwrap().into_parts();
    let body = body.collect().await.unwrap().to_bytes();
    Answer { status: head.status, headers: head.headers, body }
}

/// Asks for a path, without a body.
pub(crate) async fn get_path(router: Router, path: &str) -> Answer {
    send(router, request("GET", path), Body::empty()).await
}

/// A body that arrives in pieces and does not say how long it is.
pub(crate) struct Pieces {
    pieces: VecDeque<std::io::Result<Bytes>>,
    ends: bool,
}

impl Pieces {
    pub(crate) fn new(pieces: Vec<std::io::Result<Bytes>>) -> Self {
        Self { pieces: pieces.into(), ends: true }
    }

    /// Makes the body one that never ends.
    pub(crate) fn and_then_nothing(self) -> Self {
        Self { ends: false, ..self }
    }
}

impl HttpBody for Pieces {
    type Data = Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<std::io::Result<Frame<Bytes>>>> {
        match self.pieces.pop_front() {
            Some(piece) => Poll::Ready(Some(piece.map(Frame::data))),
            None if self.ends => Poll::Ready(None),
            None => Poll::Pending,
        }
    }
}

/// Everything that is logged while a test runs.
#[derive(Clone, Default)]
pub(crate) struct Lines(Arc<Mutex<Vec<u8>>>);

impl Lines {
    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.0.lock().unwrap().clone()).unwrap()
    }
}

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
