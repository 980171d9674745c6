//! The examples of the product's documents, word for word apart from host and credentials.

use domain::client::Issued;
use domain::usage::{Servers, examples};
use serde_json::json;

use crate::world::{Answer, CHALLENGE, VERIFIER, on_each_database, parameter, text};

// Shows R001, R004, R019, R034.
#[tokio::test]
async fn the_curl_line_of_a_personal_access_token() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        let url = server.api_url("/odata/Projects");
        let mut curl = std::process::Command::new("curl");
        curl.args(["-s", "-w", "\n%{http_code}", "-H", &format!("Authorization: Bearer {token}"), &url]);
        let output = tokio::task::spawn_blocking(move || curl.output()).await.unwrap().unwrap();
        let output = String::from_utf8(output.stdout).unwrap();
        assert!(output.ends_with("\n200") && output.contains("Apollo Upgrade"), "{output}");
    })
    .await;
}

// Shows R003, R023, R024.
#[tokio::test]
async fn the_password_form_of_a_backend_service() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let body = format!(
            "grant_type=password&username=alice@example.com&password=correct+horse+battery+staple\
             &client_id={id}&client_secret={secret}&scope=exepron.restapi"
        );
        let request = alice
            .plain(reqwest::Method::POST, &server.identity_url("/connect/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        let tokens = Answer::read(request).await.assert_status(200).json();
        assert_eq!(tokens["scope"], "exepron.restapi");
        alice.api("/odata/Tasks", &text(&tokens["access_token"])).await.assert_status(200);
    })
    .await;
}

// Shows R003, R026, R029.
#[tokio::test]
async fn the_code_flow_of_a_single_page_app() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let uris = json!(["https://app.example.com/callback", "http://localhost:3000/callback"]);
        let new =
            json!({ "template": "web_mobile_app", "clientName": "React Dashboard", "redirectUris": uris });
        let app = text(&alice.create(new).await["client"]["clientId"]);
        let uri = "http://localhost:3000/callback";
        let begun = alice
            .get(&crate::world::authorize(&app, uri, "openid profile exepron.restapi offline_access", ""))
            .await;
        let back = alice.answer_consent(&begun.location(), "allow").await.assert_status(303).location();
        assert!(back.starts_with("http://localhost:3000/callback?code="));
        assert_eq!(pkce_challenge(VERIFIER), CHALLENGE);
        let tokens =
            alice.redeem(&app, uri, &parameter(&back, "code").unwrap()).await.assert_status(200).json();
        alice.api("/odata/Projects", &text(&tokens["access_token"])).await.assert_status(200);
        alice.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(200);
    })
    .await;
}

// Shows R032.
#[tokio::test]
async fn the_examples_on_the_screen_hold_the_real_values() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let made =
            alice.create(json!({ "template": "personal_access_token", "clientName": "My token" })).await;
        let client = serde_json::from_value(made["client"].clone()).unwrap();
        let issued: Issued = serde_json::from_value(made["issued"].clone()).unwrap();
        let (identity, api) = (server.identity_url(""), server.api_url(""));
        let example = &examples(&client, Some(&issued), Servers { identity: &identity, api: &api })[0];
        let token = text(&made["issued"]["personalAccessToken"]);
        assert_eq!(
            example.text,
            format!("curl -H \"Authorization: Bearer {token}\" \\\n{api}/odata/Projects")
        );
    })
    .await;
}

fn pkce_challenge(verifier: &str) -> String {
    use base64::Engine as _;
    use sha2::Digest as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(sha2::Sha256::digest(verifier))
}
