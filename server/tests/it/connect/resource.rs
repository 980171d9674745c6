//! Resource indicators (RFC 8707) at `/connect/authorize`, `/connect/token`, userinfo and the API.

use oauth::form::Form;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{
    Answer, CHALLENGE, PASSWORD, Person, VERIFIER, authorize, claims, on_each_database, parameter, text,
};

const CALLBACK: &str = "https://app.example.com/callback";

fn audience(tokens: &Value) -> Value {
    claims(&text(&tokens["access_token"]))["aud"].clone()
}

/// A code for these resources, as `&resource=…`.
async fn code_for(person: &Person, app: &str, resources: &str) -> String {
    let address = authorize(app, CALLBACK, "openid exepron.restapi offline_access", resources);
    let mut location = person.get(&address).await.assert_status(303).location();
    if location.starts_with("/Identity/Account/Consent") {
        location = person.answer_consent(&location, "allow").await.assert_status(303).location();
    }
    parameter(&location, "code").unwrap()
}

async fn redeem_for(person: &Person, app: &str, code: &str, resources: &[&str]) -> Answer {
    let mut fields = vec![
        ("grant_type", "authorization_code"),
        ("code", code),
        ("redirect_uri", CALLBACK),
        ("client_id", app),
        ("code_verifier", VERIFIER),
    ];
    fields.extend(resources.iter().map(|resource| ("resource", *resource)));
    person.token(&fields).await
}

// Shows RFC 8707 §2, R074.
#[tokio::test]
async fn a_token_is_for_the_api_when_its_client_names_nothing() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = code_for(&alice, &app, "").await;
        let tokens = redeem_for(&alice, &app, &code, &[]).await.assert_status(200).json();
        assert_eq!(audience(&tokens), json!(server.api_url("")));
        let token = text(&tokens["access_token"]);
        alice.api("/odata/Projects?$top=1", &token).await.assert_status(200);
        alice.userinfo(&token).await.assert_status(200);
    })
    .await;
}

// Shows RFC 8707 §2, RFC 9068 §4.
#[tokio::test]
async fn a_token_for_the_issuer_opens_userinfo_and_not_the_api() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = code_for(&alice, &app, &format!("&resource={}", server.issuer())).await;
        let tokens = redeem_for(&alice, &app, &code, &[]).await.assert_status(200).json();
        assert_eq!(audience(&tokens), json!(server.issuer()));
        let token = text(&tokens["access_token"]);
        alice.userinfo(&token).await.assert_status(200);
        let refused = alice.api("/odata/Projects", &token).await.assert_status(401);
        assert!(refused.header("www-authenticate").contains("error=\"invalid_token\""));
    })
    .await;
}

// Shows RFC 8707 §2, R074.
#[tokio::test]
async fn code_and_refresh_token_may_be_narrowed_and_never_widened() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let (api, issuer) = (server.api_url(""), server.issuer().to_owned());
        let code = code_for(&alice, &app, &format!("&resource={api}/&resource={issuer}")).await;
        let tokens = redeem_for(&alice, &app, &code, &[&api]).await.assert_status(200).json();
        assert_eq!(audience(&tokens), json!(api), "narrowed, and written without the lone slash");

        let refresh = async |token: &Value, resources: &[&str]| {
            let token = text(token);
            let mut fields =
                vec![("grant_type", "refresh_token"), ("refresh_token", &*token), ("client_id", &*app)];
            fields.extend(resources.iter().map(|resource| ("resource", *resource)));
            alice.token(&fields).await
        };
        let other = refresh(&tokens["refresh_token"], &[&issuer]).await.assert_status(200).json();
        assert_eq!(audience(&other), json!(issuer), "the sign-in was for both");
        let all = refresh(&other["refresh_token"], &[]).await.assert_status(200).json();
        let mut both = [&api, &issuer];
        both.sort();
        assert_eq!(audience(&all), json!(both));

        let code = code_for(&alice, &app, &format!("&resource={issuer}")).await;
        let wider = redeem_for(&alice, &app, &code, &[&api]).await.assert_status(400);
        assert_eq!(wider.error(), "invalid_target");
        redeem_for(&alice, &app, &code, &[&issuer]).await.assert_status(200);
    })
    .await;
}

// Shows RFC 8707 §2.
#[tokio::test]
async fn a_pushed_request_keeps_all_its_resources() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let (api, issuer) = (server.api_url(""), server.issuer().to_owned());
        let fields = [
            ("response_type", "code"),
            ("client_id", &*app),
            ("redirect_uri", CALLBACK),
            ("scope", "openid exepron.restapi"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
            ("resource", &*api),
            ("resource", &*issuer),
        ];
        let push = alice.plain(Method::POST, &server.identity_url("/connect/par")).form(&fields);
        let pushed = Answer::read(push).await.assert_status(201).json();
        let query = Form::encode([("client_id", &*app), ("request_uri", &*text(&pushed["request_uri"]))]);
        let asked = alice.get(&format!("/connect/authorize?{query}")).await.assert_status(303).location();
        let location = alice.answer_consent(&asked, "allow").await.assert_status(303).location();
        let code = parameter(&location, "code").unwrap();
        let tokens = redeem_for(&alice, &app, &code, &[]).await.assert_status(200).json();
        assert_eq!(audience(&tokens).as_array().map(Vec::len), Some(2));
    })
    .await;
}

// Shows RFC 8707 §2.
#[tokio::test]
async fn a_resource_that_is_not_here_is_refused_by_name() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for resource in ["https://evil.example", "odata", "https://a.example%23x"] {
            let address = authorize(&app, CALLBACK, "openid", &format!("&resource={resource}"));
            let location = alice.get(&address).await.assert_status(303).location();
            assert_eq!(parameter(&location, "error").as_deref(), Some("invalid_target"), "{resource}");
        }
        let (id, secret) = alice.backend_service().await;
        let api = server.api_url("");
        for (grant, resources, status) in [
            ("client_credentials", vec!["https://evil.example"], 400),
            ("client_credentials", vec![&*api, "https://evil.example"], 400),
            ("password", vec!["https://evil.example"], 400),
            ("client_credentials", vec![&*api, &*api], 200),
            ("password", vec![server.issuer()], 200),
        ] {
            let mut fields = vec![
                ("grant_type", grant),
                ("client_id", &*id),
                ("client_secret", &*secret),
                ("username", "alice@example.com"),
                ("password", PASSWORD),
                ("scope", "exepron.restapi"),
            ];
            fields.extend(resources.iter().map(|resource| ("resource", *resource)));
            let answer = alice.token(&fields).await.assert_status(status);
            if status == 200 {
                assert_eq!(audience(&answer.json()), json!(resources[0]));
            } else {
                assert_eq!(answer.error(), "invalid_target", "{grant} {resources:?}");
            }
        }
    })
    .await;
}
