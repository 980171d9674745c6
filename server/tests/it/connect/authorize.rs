//! `/connect/authorize`

use crate::world::{CHALLENGE, Person, authorize, on_each_database, parameter, text};

const CALLBACK: &str = "https://app.example.com/callback";

#[tokio::test]
async fn who_is_not_signed_in_signs_in_consents_and_comes_back_with_a_code() {
    on_each_database(async |server| {
        let app = server.alice().await.app(CALLBACK).await;
        let person = server.stranger();
        let begun =
            person.get(&authorize(&app, CALLBACK, "openid", "&nonce=n-0S6_WzA2Mj")).await.assert_status(303);
        let page = person.get(&begun.location()).await.assert_status(200);
        assert!(
            page.text.contains("My app")
                && page.header("content-security-policy").contains("https://app.example.com")
        );
        let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
        let fields = [
            ("csrf", &*csrf),
            ("request", &*request),
            ("email", "bob@example.com"),
            ("password", crate::world::PASSWORD),
        ];
        let signed_in = person.post("/Identity/Account/Login", &fields).await.assert_status(303);
        let allowed =
            person.answer_consent(&signed_in.location(), "allow").await.assert_status(303).location();
        assert!(allowed.starts_with(&format!("{CALLBACK}?")));
        assert_eq!(parameter(&allowed, "state").as_deref(), Some("xyz"));
        assert_eq!(parameter(&allowed, "iss").as_deref(), Some(server.issuer()));
        let tokens = person
            .redeem(&app, CALLBACK, &parameter(&allowed, "code").unwrap())
            .await
            .assert_status(200)
            .json();
        let claims = claims(&text(&tokens["id_token"]));
        assert_eq!((claims["sub"].as_str(), claims["nonce"].as_str()), (Some("102"), Some("n-0S6_WzA2Mj")));
        assert_eq!((claims["aud"].as_str(), claims["iss"].as_str()), (Some(&*app), Some(server.issuer())));
        assert!(claims.get("email").is_none() && claims["at_hash"].is_string() && claims["sid"].is_string());
    })
    .await;
}

#[tokio::test]
async fn who_says_no_comes_back_with_access_denied() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let begun = alice.get(&authorize(&app, CALLBACK, "openid", "")).await.assert_status(303).location();
        let denied = alice.answer_consent(&begun, "deny").await.assert_status(303).location();
        assert_eq!(parameter(&denied, "error").as_deref(), Some("access_denied"));
        assert_eq!(parameter(&denied, "state").as_deref(), Some("xyz"));
        alice.get(&begun).await.assert_status(400);
    })
    .await;
}

#[tokio::test]
async fn consent_is_remembered_and_a_new_scope_asks_again() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid profile").await;
        let again = async |scope: &str, more: &str| {
            alice.get(&authorize(&app, CALLBACK, scope, more)).await.location()
        };
        assert!(again("openid", "").await.starts_with(CALLBACK));
        assert!(again("openid profile email", "").await.starts_with("/Identity/Account/Consent"));
        assert!(again("openid", "&prompt=consent").await.starts_with("/Identity/Account/Consent"));
    })
    .await;
}

#[tokio::test]
async fn an_app_behind_a_scheme_of_its_own_is_asked_for_each_time() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let uri = "com.example.app://oauth/callback";
        let app = alice.app(uri).await;
        for _ in 0..2 {
            let begun = alice.get(&authorize(&app, uri, "openid", "")).await.assert_status(303).location();
            assert!(begun.starts_with("/Identity/Account/Consent"));
            let page = alice.get(&begun).await;
            assert!(page.header("content-security-policy").contains("form-action 'self' com.example.app:;"));
            assert!(
                alice
                    .answer_consent(&begun, "allow")
                    .await
                    .location()
                    .starts_with("com.example.app://oauth/callback?code=")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn prompt_none_shows_no_page() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let silent = async |person: &Person| {
            let location = person
                .get(&authorize(&app, CALLBACK, "openid", "&prompt=none"))
                .await
                .assert_status(303)
                .location();
            parameter(&location, "error")
        };
        assert_eq!(silent(&server.stranger()).await.as_deref(), Some("login_required"));
        assert_eq!(silent(&alice).await.as_deref(), Some("consent_required"));
        alice.code(&app, CALLBACK, "openid").await;
        assert_eq!(silent(&alice).await, None);
    })
    .await;
}

#[tokio::test]
async fn prompt_login_and_max_age_ask_for_the_password_again() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        let ask = async |more: &str| alice.get(&authorize(&app, CALLBACK, "openid", more)).await.location();
        assert!(ask("&max_age=60").await.starts_with(CALLBACK));
        server.wait(61);
        assert!(ask("").await.starts_with(CALLBACK));
        assert!(ask("&max_age=60").await.starts_with("/Identity/Account/Login"));
        assert_eq!(
            parameter(&ask("&max_age=60&prompt=none").await, "error").as_deref(),
            Some("login_required")
        );
        let login = ask("&prompt=login").await;
        let page = alice.get(&login).await.assert_status(200);
        let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
        let fields = [
            ("csrf", &*csrf),
            ("request", &*request),
            ("email", "alice@example.com"),
            ("password", crate::world::PASSWORD),
        ];
        let on = alice.post("/Identity/Account/Login", &fields).await.assert_status(303).location();
        assert!(alice.get(&on).await.assert_status(303).location().starts_with(CALLBACK));
    })
    .await;
}

#[tokio::test]
async fn an_unknown_client_and_an_unregistered_address_are_never_redirected() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let wrong = [
            ("app_unknown", CALLBACK, "invalid_client"),
            (&*app, "https://app.example.com/callback/", "invalid_redirect_uri"),
            (&*app, "https://app.example.com/Callback", "invalid_redirect_uri"),
            (&*app, "http://app.example.com/callback", "invalid_redirect_uri"),
            (&*app, "https://app.example.com/callback?x=1", "invalid_redirect_uri"),
            (&*app, "https://evil.example/callback", "invalid_redirect_uri"),
        ];
        for (client, uri, code) in wrong {
            let page = alice.get(&authorize(client, uri, "openid", "")).await.assert_status(400);
            assert!(!page.headers.contains_key("location") && page.text.contains(code), "{uri}");
            let request = alice.request(reqwest::Method::GET, &authorize(client, uri, "openid", ""));
            let json = alice.send(request.header("accept", "application/json")).await.assert_status(400);
            assert_eq!(json.error(), code);
        }
        let missing = alice.get(&format!("/connect/authorize?client_id={app}&response_type=code")).await;
        missing.assert_status(400);
    })
    .await;
}

#[tokio::test]
async fn mistakes_of_a_known_client_go_back_to_it() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let base = format!("/connect/authorize?client_id={app}&redirect_uri={CALLBACK}&state=xyz");
        let pkce = format!("&code_challenge={CHALLENGE}&code_challenge_method=S256");
        for (more, code) in [
            (format!("&response_type=token&scope=openid{pkce}"), "unsupported_response_type"),
            (format!("&scope=openid{pkce}"), "invalid_request"),
            ("&response_type=code&scope=openid".to_owned(), "invalid_request"),
            (format!("&response_type=code&scope=openid&code_challenge={CHALLENGE}"), "invalid_request"),
            (
                format!(
                    "&response_type=code&scope=openid&code_challenge={CHALLENGE}&code_challenge_method=plain"
                ),
                "invalid_request",
            ),
            (format!("&response_type=code&scope=openid&scope=admin{pkce}"), "invalid_request"),
            (format!("&response_type=code&scope=admin{pkce}"), "invalid_scope"),
            (format!("&response_type=code&scope=opneid{pkce}"), "invalid_scope"),
            (format!("&response_type=code{pkce}"), "invalid_scope"),
            (format!("&response_type=code&scope=openid&request=x{pkce}"), "request_not_supported"),
            (format!("&response_type=code&scope=openid&request_uri=x{pkce}"), "request_uri_not_supported"),
        ] {
            let location = alice.get(&format!("{base}{more}")).await.assert_status(303).location();
            assert!(location.starts_with(&format!("{CALLBACK}?")), "{more}");
            assert_eq!(parameter(&location, "error").as_deref(), Some(code), "{more}");
            assert_eq!(parameter(&location, "state").as_deref(), Some("xyz"), "{more}");
            assert_eq!(parameter(&location, "iss").as_deref(), Some(server.issuer()), "{more}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_native_app_may_come_back_on_any_port_of_the_loopback_address() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app("http://127.0.0.1/callback").await;
        let uri = "http://127.0.0.1:51234/callback";
        let code = alice.code(&app, uri, "openid").await;
        alice.redeem(&app, uri, &code).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn a_request_belongs_to_the_browser_that_began_it() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let begun = alice.get(&authorize(&app, CALLBACK, "openid", "")).await.location();
        server.bob().await.get(&begun).await.assert_status(400);
        let fields = [("csrf", "forged"), ("request", "x"), ("decision", "allow")];
        alice.post("/Identity/Account/Consent", &fields).await.assert_status(403);
        alice.answer_consent(&begun, "allow").await.assert_status(303);
        alice.get(&begun).await.assert_status(400);
    })
    .await;
}

#[tokio::test]
async fn the_same_request_may_come_as_a_form_of_another_site() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let address = authorize(&app, CALLBACK, "openid", "");
        let body = address.split_once('?').unwrap().1.to_owned();
        let request = alice.plain(reqwest::Method::POST, &server.identity_url("/connect/authorize"));
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .header("origin", "https://app.example.com");
        let answer = crate::world::Answer::read(request.body(body)).await.assert_status(303);
        assert_eq!(answer.location(), address);
        assert!(!answer.headers.contains_key("access-control-allow-origin"));
    })
    .await;
}

fn claims(token: &str) -> serde_json::Value {
    use base64::Engine as _;
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(payload).unwrap())
        .unwrap()
}
