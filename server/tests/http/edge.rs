//! What every answer carries, and how problems look.

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use http::{Request, StatusCode};
use serde_json::json;
use server::error::Cause;
use server::http::{NotReady, Readiness, health, layers};
use tracing::instrument::WithSubscriber;

use crate::support::*;

const BROWSER: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

// Shows W1.
#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    for (method, path, status) in [
        ("GET", "/", 200),
        ("GET", "/nowhere", 404),
        ("DELETE", "/healthz", 405),
        ("POST", "/api/console/create_client", 403),
        ("GET", "/panic", 500),
    ] {
        let answer = send(identity(), request(method, path), Body::empty()).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("x-frame-options"), "DENY");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin");
        assert!(answer.header("permissions-policy").contains("camera=()"));
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"));
        assert_eq!(answer.header("cache-control"), "no-store");
        assert_eq!(answer.header("x-request-id").len(), 32);
        assert!(!answer.headers.contains_key("strict-transport-security"), "there is no TLS to stay with");
    }
}

#[tokio::test]
async fn over_tls_browsers_are_told_to_stay_there() {
    let router = layers::identity(routes(), &settings("https://id.example.com"));
    let request = Request::get("/nowhere").header("host", "id.example.com");
    let answer = send(router, request, Body::empty()).await;
    assert_eq!(answer.header("strict-transport-security"), "max-age=31536000");
}

#[tokio::test]
async fn each_kind_of_page_has_its_policy_and_its_referrer() {
    let policy = async |path: &str| {
        let answer = get_path(identity(), path).await;
        (answer.header("content-security-policy").to_owned(), answer.header("referrer-policy").to_owned())
    };
    let (csp, referrer) = policy("/Identity/Account/Login").await;
    assert!(
        csp.contains("form-action 'self' https://app.example.com;") && !csp.contains("script-src"),
        "{csp}"
    );
    assert_eq!(referrer, "no-referrer");
    let (csp, referrer) = policy("/Identity/Account/Manage").await;
    assert!(csp.contains("script-src 'self' 'nonce-abc123' 'wasm-unsafe-eval';"), "{csp}");
    assert_eq!(referrer, "same-origin");
    let (csp, _) = policy("/version").await;
    assert_eq!(csp, "default-src 'none'; frame-ancestors 'none'");
}

#[tokio::test]
async fn a_request_has_an_id_that_its_sender_cannot_choose() {
    let router = identity();
    let request = || request("GET", "/id").header("x-request-id", "chosen");
    let first = send(router.clone(), request(), Body::empty()).await;
    assert_eq!(first.text(), "00000000000000000000000000000001");
    assert_eq!(first.header("x-request-id"), first.text());
    let second = send(router, request(), Body::empty()).await;
    assert_eq!(second.header("x-request-id"), "00000000000000000000000000000002");
}

#[tokio::test]
async fn programs_get_json_and_people_get_a_page() {
    let answer = get_path(identity(), "/nowhere").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(
        answer.json(),
        json!({
            "code": "not_found",
            "message": "There is nothing at this address.",
            "requestId": "00000000000000000000000000000001",
        })
    );
    let answer = send(identity(), request("GET", "/nowhere").header("accept", BROWSER), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    assert!(answer.header("content-security-policy").contains("style-src 'self'"));
    assert!(answer.text().contains("There is nothing at this address."), "{}", answer.text());
    assert!(answer.text().contains("00000000000000000000000000000001"), "{}", answer.text());
}

#[tokio::test]
async fn a_wrong_method_is_told_the_right_ones() {
    let answer = send(identity(), request("DELETE", "/healthz"), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.header("allow"), "GET,HEAD");
    assert_eq!(answer.json()["code"], "method_not_allowed");
}

// Shows W7.
#[tokio::test]
async fn a_panic_is_one_answer_without_its_reason() {
    let router = identity();
    let answer = get_path(router.clone(), "/panic").await;
    assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(answer.json()["code"], "internal");
    assert!(!answer.text().contains("reason"), "{}", answer.text());
    assert_eq!(get_path(router, "/healthz").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_api_says_its_problems_in_odata() {
    let router = layers::api(health::routes(Readiness::always()), &settings("http://localhost:44367"));
    let request = Request::get("/odata/Nothing").header("host", "localhost:44395").header("accept", BROWSER);
    let answer = send(router, request, Body::empty()).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.header("odata-version"), "4.0");
    assert_eq!(answer.header("content-type"), "application/json");
    assert_eq!(
        answer.json(),
        json!({ "error": { "code": "not_found", "message": "There is nothing at this address." } })
    );
}

// Shows D3, W8.
#[tokio::test]
async fn another_host_is_misdirected_and_health_has_no_host() {
    let ask = async |path: &str, host: &str| {
        send(identity(), Request::get(path).header("host", host), Body::empty()).await.status
    };
    assert_eq!(ask("/", "evil.example").await, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(ask("/", "localhost:44395").await, StatusCode::MISDIRECTED_REQUEST);
    assert_eq!(ask("/", "127.0.0.1:44367").await, StatusCode::OK);
    assert_eq!(ask("/", "[::1]:44367").await, StatusCode::OK);
    assert_eq!(ask("/healthz", "10.1.2.3").await, StatusCode::OK);
    assert_eq!(ask("/version", "10.1.2.3").await, StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn a_handler_sees_the_client_behind_the_proxies() {
    let ask = async |peer: &str, forwarded: &str| {
        let request = request("GET", "/who").header("x-forwarded-for", forwarded);
        send_from(identity(), peer, request, Body::empty()).await
    };
    assert_eq!(ask("198.51.100.1:9", "203.0.113.9").await.text(), "198.51.100.1");
    assert_eq!(ask("10.0.0.1:9", "1.1.1.1, 203.0.113.9").await.text(), "203.0.113.9");
    assert_eq!(ask("10.0.0.1:9", "nonsense").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_server_that_is_not_ready_says_what_is_missing() {
    let missing = || NotReady { missing: "database", cause: Cause::new("no route to 10.2.3.4") };
    let routes = health::routes(Readiness::new(move || async move { Err(missing()) }));
    let router = layers::identity(routes, &settings("http://localhost:44367"));
    let answer = get_path(router.clone(), "/readyz").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(answer.json(), json!({ "status": "unavailable", "missing": "database" }));
    assert_eq!(get_path(router, "/healthz").await.json(), json!({ "status": "ok" }));
    assert_eq!(get_path(identity(), "/readyz").await.json(), json!({ "status": "ready" }));
}

#[tokio::test]
async fn a_request_is_one_line_with_the_template_of_its_route_and_nothing_of_its_own() {
    let lines = Lines::default();
    let writer = lines.clone();
    let log =
        tracing_subscriber::fmt().json().flatten_event(true).with_writer(move || writer.clone()).finish();
    let failing = Router::new().route(
        "/fails",
        get(async || {
            Cause::new("disk full")
                .put_on(axum::response::IntoResponse::into_response(server::error::Problem::unavailable()))
        }),
    );
    let router = layers::identity(routes().merge(failing), &settings("http://localhost:44367"));
    async {
        let request = request("GET", "/people/canary-name?code=canary-code")
            .header("authorization", "Bearer canary-token")
            .header("cookie", "session=canary-cookie");
        send(router.clone(), request, Body::empty()).await;
        get_path(router.clone(), "/canary-path?x=canary").await;
        get_path(router, "/fails").await;
    }
    .with_subscriber(log)
    .await;

    let text = lines.text();
    assert!(!text.contains("canary"), "{text}");
    let lines: Vec<serde_json::Value> =
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert_eq!(lines[0]["http.method"], "GET");
    assert_eq!(lines[0]["http.route"], "/people/{name}");
    assert_eq!(lines[0]["http.status"], 200);
    assert_eq!(lines[0]["span"]["request.id"], "00000000000000000000000000000001");
    assert!(lines[0]["duration_ms"].is_f64());
    assert_eq!(lines[1]["http.route"], "(none)");
    assert_eq!(lines[2]["level"], "ERROR");
    assert_eq!(lines[2]["cause"], "disk full");
}
