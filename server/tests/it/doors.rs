//! Every address that the identity listener has, out of its router: what is added without a guard is found here.

use std::collections::BTreeSet;

use reqwest::Method;

use crate::world::{Answer, TestServer, on_each_database_with};

/// With client registration, so that no address is missing.
const REGISTRATION: [(&str, &str); 2] = [
    ("registration.enabled", "true"),
    ("registration.initial_access_token", "initial-access-token-of-the-doors"),
];

/// Whoever adds an address here has made sure that nothing at it acts by a cookie alone (security rule M3).
const OF_THE_PROTOCOL: [&str; 10] = [
    "/connect/authorize",
    "/connect/deviceauthorization",
    "/connect/endsession",
    "/connect/introspect",
    "/connect/par",
    "/connect/register",
    "/connect/register/{client_id}",
    "/connect/revocation",
    "/connect/token",
    "/connect/userinfo",
];

/// What is only read: nothing but GET is there.
const READ_ALONE: [&str; 6] = ["/.well-known/", "/healthz", "/readyz", "/version", "/pkg/", "/assets/"];

/// The addresses of a server, with something in the place of each parameter.
fn filled(server: &TestServer) -> Vec<(String, String)> {
    let fill = |path: &String| {
        let parts: Vec<&str> =
            path.split('/').map(|part| if part.starts_with('{') { "nonsense" } else { part }).collect();
        (path.clone(), parts.join("/"))
    };
    server.paths().iter().map(fill).collect()
}

#[tokio::test]
async fn below_api_nothing_is_served_but_functions_and_operations_that_are_described() {
    on_each_database_with(&REGISTRATION, async |server| {
        let document = server.stranger().get("/api/v1/openapi.json").await.assert_status(200).json();
        let described = document["paths"].as_object().unwrap().keys().map(String::as_str);
        let known: BTreeSet<&str> =
            described.chain(["/api/v1", "/api/v1/openapi.json", "/api/console/{*function}"]).collect();
        let routed: BTreeSet<&str> =
            server.paths().iter().map(String::as_str).filter(|path| path.starts_with("/api")).collect();
        assert_eq!(routed, known);
    })
    .await;
}

// Shows M3.
#[tokio::test]
async fn a_page_of_another_site_changes_nothing_at_any_address() {
    on_each_database_with(&REGISTRATION, async |server| {
        let alice = server.alice().await;
        let before = server.dump().await;
        let mut guarded = 0;
        for (path, address) in filled(&server) {
            if path.starts_with("/connect/") {
                assert!(OF_THE_PROTOCOL.contains(&&*path), "does {path} look at cookies?");
                continue;
            }
            let read = READ_ALONE.iter().any(|read| path.starts_with(read));
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                for (header, value) in [
                    ("origin", "https://evil.example"),
                    ("sec-fetch-site", "cross-site"),
                    ("sec-fetch-site", "same-site"),
                ] {
                    let request = alice.request(method.clone(), &address).header(header, value);
                    let answer = alice.send(request.json(&serde_json::json!({}))).await;
                    let refused: u16 = if read { 405 } else { 403 };
                    assert_eq!(answer.status, refused, "{method} {path} with {header}: {}", answer.text);
                }
            }
            guarded += usize::from(!read);
        }
        assert!(guarded >= 35, "{guarded} addresses");
        assert_eq!(server.dump().await, before, "nothing was written");
    })
    .await;
}

// Shows M1, M2.
#[tokio::test]
async fn whoever_is_signed_out_is_sent_to_sign_in_from_every_page_of_the_profile() {
    on_each_database_with(&REGISTRATION, async |server| {
        let stranger = server.stranger();
        let csrf = stranger.csrf().await;
        let before = server.dump().await;
        let sent_away = |answer: &Answer| {
            answer.status == 303 && answer.location().starts_with("/Identity/Account/Login?return_to=%2F")
        };
        let mut pages = 0;
        for (path, address) in filled(&server) {
            if !path.starts_with("/Identity/Account/Manage") {
                continue;
            }
            let shown = stranger.get(&address).await;
            assert!(sent_away(&shown), "GET {path}: {} {}", shown.status, shown.text);
            let posted = stranger.post(&address, &[("csrf", &csrf)]).await;
            // Where something was typed, it is kept behind the sign-in page.
            let asked = posted.status == 403 && posted.text.contains("<title>Sign in");
            let closed = posted.status == 405 || asked || sent_away(&posted);
            assert!(closed, "POST {path}: {} {}", posted.status, posted.text);
            pages += 1;
        }
        assert!(pages >= 8, "{pages} pages");
        assert_eq!(server.dump().await, before, "nothing was written");
    })
    .await;
}
