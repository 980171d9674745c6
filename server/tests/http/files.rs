//! Stylesheet and demo. What a built bundle is served as, `end2end/tests/parts.spec.ts` shows.

use axum::Router;
use axum::body::Body;
use http::{Request, StatusCode};
use serde_json::json;
use server::config::PublicUrl;
use server::http::{Assets, DemoClient, demo, layers};

use crate::support::*;

fn files() -> (Assets, Router) {
    let assets = Assets::load();
    let router = layers::identity(assets.routes(), &settings("http://localhost:44367"));
    (assets, router)
}

#[tokio::test]
async fn the_stylesheet_is_kept_for_ever_and_asked_for_once() {
    let (assets, router) = files();
    let path = assets.stylesheet_path();
    let request = request("GET", path).header("accept-encoding", "gzip, br");
    let first = send(router.clone(), request, Body::empty()).await;
    assert_eq!(first.status, StatusCode::OK);
    assert_eq!(first.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(first.header("content-encoding"), "br");
    assert_eq!(first.header("vary"), "accept-encoding");
    assert_eq!(first.header("cache-control"), "public, max-age=31536000, immutable");

    let tag = first.header("etag").to_owned();
    let again =
        crate::support::request("GET", path).header("accept-encoding", "br").header("if-none-match", &tag);
    let again = send(router, again, Body::empty()).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert_eq!(again.header("etag"), tag);
    assert!(again.body.is_empty());
}

// Shows S1.
#[tokio::test]
async fn nothing_is_served_that_is_not_an_asset() {
    let (_, router) = files();
    for path in [
        "/pkg/",
        "/pkg/index.html",
        "/pkg/../server/Cargo.toml",
        "/pkg/..%2f..%2fserver%2fCargo.toml",
        "/pkg/%2e%2e/%2e%2e/Cargo.toml",
        "/pkg/..%5c..%5cCargo.toml",
        "/pkg/%2fetc%2fpasswd",
        "/pkg/.stage",
        "/pkg/app.js.map",
        "/pkg/app.wasm.br",
        "/pkg/app%00.js",
        "/assets/",
        "/assets/latchkey-0000000000000000.css",
    ] {
        let answer = get_path(router.clone(), path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
}

fn demo_listener() -> Router {
    let settings = settings("http://localhost:44367");
    let client = DemoClient {
        client_id: "app_0123456789ab".to_owned(),
        redirect_uri: "http://localhost:3000/callback".to_owned(),
    };
    let routes = demo::routes(&settings.public_urls, &client, &Assets::load());
    layers::demo(routes, &settings, PublicUrl::localhost(3000))
}

async fn ask_demo(path: &str) -> Answer {
    send(demo_listener(), Request::get(path).header("host", "localhost:3000"), Body::empty()).await
}

#[tokio::test]
async fn the_demo_is_told_where_it_is() {
    let answer = ask_demo("/config.json").await;
    assert_eq!(
        answer.json(),
        json!({
            "issuer": "http://localhost:44367",
            "apiUrl": "http://localhost:44395",
            "clientId": "app_0123456789ab",
            "redirectUri": "http://localhost:3000/callback",
            "scope": "openid profile email exepron.restapi offline_access",
        })
    );
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("connect-src 'self' http://localhost:44367 http://localhost:44395;"), "{policy}");
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'"), "{policy}");
    assert!(!policy.contains("unsafe-inline"), "{policy}");
    assert_eq!(answer.header("referrer-policy"), "no-referrer");
}

#[tokio::test]
async fn the_demo_is_one_page_that_also_people_who_return_see() {
    let (home, returned) = (ask_demo("/").await, ask_demo("/callback?code=abc&state=def").await);
    assert_eq!(home.status, returned.status);
    assert_eq!(home.status == StatusCode::OK, home.header("content-type") == "text/html; charset=utf-8");
    for path in ["/nowhere", "/index.html", "/..%2fapp%2findex.html", "/Cargo.toml"] {
        assert_eq!(ask_demo(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}
