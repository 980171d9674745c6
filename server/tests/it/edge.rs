//! What holds for every address.

use reqwest::Method;

use crate::world::{Answer, on_each_database};

#[tokio::test]
async fn unknown_addresses_and_wrong_methods_get_a_page_or_json() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        let page =
            stranger.send(stranger.request(Method::GET, "/nonsense").header("accept", "text/html")).await;
        assert!(page.header("content-type").starts_with("text/html"));
        let page = page.assert_status(404);
        assert!(page.text.contains(page.header("x-request-id")), "the page names the request");
        let json = stranger
            .send(stranger.request(Method::GET, "/nonsense").header("accept", "application/json"))
            .await;
        assert_eq!(json.assert_status(404).json()["code"], "not_found");
        stranger.send(stranger.request(Method::DELETE, "/Identity/Account/Login")).await.assert_status(405);
        let odata =
            Answer::read(stranger.plain(Method::GET, &server.api_url("/nonsense"))).await.assert_status(404);
        assert!(odata.json()["error"]["code"].is_string());
    })
    .await;
}

// Shows T1, RFC 6749 §5.2.
#[tokio::test]
async fn a_wrong_method_at_an_address_of_the_protocol_is_told_in_the_form_of_the_protocol() {
    on_each_database(async |server| {
        let program = server.stranger();
        for (method, path, allowed) in [
            (Method::GET, "/connect/token", "POST"),
            (Method::DELETE, "/connect/token", "POST"),
            (Method::GET, "/connect/introspect", "POST"),
            (Method::PUT, "/connect/revocation", "POST"),
            (Method::GET, "/connect/par", "POST"),
            (Method::GET, "/connect/deviceauthorization", "POST"),
            (Method::PUT, "/connect/userinfo", "GET"),
            (Method::PATCH, "/connect/authorize", "GET"),
            (Method::DELETE, "/connect/endsession", "GET"),
        ] {
            let refused = Answer::read(program.plain(method.clone(), &server.identity_url(path))).await;
            let refused = refused.assert_status(405);
            assert_eq!(refused.error(), "invalid_request", "{method} {path}");
            assert_eq!(refused.json()["error_description"], "This address does not take this method.");
            assert_eq!(refused.json()["requestId"], refused.header("x-request-id"));
            assert!(refused.header("allow").split(',').any(|name| name == allowed), "{method} {path}");
        }
        let off = Answer::read(program.plain(Method::POST, &server.identity_url("/connect/register"))).await;
        assert_eq!(off.assert_status(404).error(), "invalid_request");
        let page = program.request(Method::GET, "/connect/token").header("accept", "text/html");
        let page = program.send(page).await.assert_status(405);
        assert!(page.header("content-type").starts_with("text/html"), "people get a page");
    })
    .await;
}

#[tokio::test]
async fn every_answer_has_the_guarding_headers() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        for path in
            ["/", "/nonsense", "/Identity/Account/Login", "/.well-known/openid-configuration", "/healthz"]
        {
            let answer = stranger.get(path).await;
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{path}");
            assert!(!answer.header("referrer-policy").is_empty(), "{path}");
            assert_eq!(answer.header("x-request-id").len(), 32, "{path}");
        }
        let login = stranger.get("/Identity/Account/Login").await;
        assert!(!login.header("content-security-policy").contains("script-src"), "no script at all");
        assert!(!login.text.contains("<script"));
    })
    .await;
}

#[tokio::test]
async fn broken_cookies_and_broken_queries_are_no_failure() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        let port = server.issuer().rsplit_once(':').unwrap().1;
        for cookie in [
            format!("latchkey_session_{port}=nonsense; latchkey_browser_{port}=short"),
            format!("latchkey_session_{port}={}", "x".repeat(6000)),
            "=; ;;; a=b=c".to_owned(),
        ] {
            let request = stranger
                .plain(Method::GET, &server.identity_url("/Identity/Account/Manage"))
                .header("cookie", cookie);
            Answer::read(request).await.assert_status(303);
        }
        for query in ["request=%ff", "request=", "return_to=%00", "request=a&request=b", "%"] {
            stranger.get(&format!("/Identity/Account/Login?{query}")).await.assert_status(200);
            stranger.get(&format!("/Identity/Account/Consent?{query}")).await.assert_status(400);
            stranger.get(&format!("/connect/authorize?{query}")).await.assert_status(400);
        }
        stranger.get(&format!("/connect/authorize?state={}", "x".repeat(8200))).await.assert_status(400);
    })
    .await;
}

#[tokio::test]
async fn the_server_says_that_it_lives_and_is_ready() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        for path in ["/healthz", "/readyz", "/version"] {
            stranger.get(path).await.assert_status(200);
        }
        for path in ["/healthz", "/readyz"] {
            Answer::read(stranger.plain(Method::GET, &server.api_url(path))).await.assert_status(200);
        }
    })
    .await;
}
