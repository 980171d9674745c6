//! The console: its pages as the server prints them, and the functions under `/api/console`.

mod activity;
mod change;
mod limit;
mod list;
mod secrets;
mod session;
mod templates;
mod ten_thousand;
mod unreadable;
mod who;
mod wizard;

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{on_each_database, text};

// Shows R002, W2, W6.
#[tokio::test]
async fn the_page_is_printed_with_its_data_and_a_strict_policy() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let page = alice.get("/Identity/Account/Manage/ApiClients").await.assert_status(200);
        for words in
            ["API Clients", "Create API client", "4 of 10 active", "Project Viewer", "app_de30de30de30"]
        {
            assert!(page.text.contains(words), "{words}");
        }
        let policy = page.header("content-security-policy");
        assert!(
            policy.contains("script-src 'self' 'nonce-") && policy.contains("'wasm-unsafe-eval'"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert_eq!(page.header("cache-control"), "no-store");
        let nonce = policy.split_once("'nonce-").unwrap().1.split_once('\'').unwrap().0;
        let scripts = page.text.matches("<script").count();
        assert_eq!(
            page.text.matches(&format!("nonce=\"{nonce}\"")).count(),
            scripts,
            "each script has the nonce"
        );
    })
    .await;
}

#[tokio::test]
async fn who_is_not_signed_in_comes_back_after_signing_in() {
    on_each_database(async |server| {
        let person = server.stranger();
        let answer = person.get("/Identity/Account/Manage/ApiClients/New?template=web").await.assert_status(303);
        assert_eq!(
            answer.location(),
            "/Identity/Account/Login?return_to=%2FIdentity%2FAccount%2FManage%2FApiClients%2FNew%3Ftemplate%3Dweb"
        );
        assert_eq!(person.get("/").await.location(), "/Identity/Account/Login");
    })
    .await;
}

// Shows R145.
#[tokio::test]
async fn a_client_that_is_revoked_for_good_never_comes_back_and_its_name_may() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let (id, _) = bob.backend_service().await;
        let revoked = bob.call("clients/revoke", &json!({ "clientId": id })).await.assert_status(200).json();
        assert_eq!(revoked["status"], "revoked");
        let name = text(&revoked["clientName"]);
        for (function, body) in
            [("clients/activate", json!({ "clientId": id })), ("clients/revoke", json!({ "clientId": id }))]
        {
            bob.call(function, &body).await.assert_status(409);
        }
        let again = json!({ "client": { "template": "backend_service", "clientName": name } });
        bob.call("clients/create", &again).await.assert_status(200);
        server.alice().await.call("clients/revoke", &json!({ "clientId": id })).await.assert_status(404);
        // It may be taken off the list, and is not there any more.
        bob.call("clients/delete", &json!({ "clientId": id, "confirmation": name })).await.assert_status(200);
        bob.call("clients/activate", &json!({ "clientId": id })).await.assert_status(404);
    })
    .await;
}

// Shows P1, R082.
#[tokio::test]
async fn a_secret_is_in_one_answer_only() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let (_, token) = alice.personal_access_token().await;
        let page = format!("/Identity/Account/Manage/ApiClients/{id}");
        for answer in [
            alice.call("clients/list", &json!({})).await,
            alice.call("clients/find", &json!({ "clientId": id })).await,
            alice.get("/Identity/Account/Manage/ApiClients").await,
            alice.get(&page).await,
        ] {
            let answer = answer.assert_status(200);
            assert!(
                !answer.text.contains(&secret) && !answer.text.contains(token.split_once(':').unwrap().1)
            );
        }
    })
    .await;
}

// Shows R090.
#[tokio::test]
async fn a_name_has_3_to_200_characters_when_a_client_is_made_and_when_it_is_changed() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        for (length, status) in [(2, 422), (3, 200), (200, 200), (201, 422)] {
            let name = "\u{e9}".repeat(length);
            let made = json!({ "client": { "template": "backend_service", "clientName": name } });
            let made = alice.call("clients/create", &made).await.assert_status(status).json();
            let seen = alice.call("clients/find", &json!({ "clientId": id })).await.json();
            let change =
                json!({ "clientId": id, "version": seen["version"], "change": { "clientName": name } });
            let changed = alice.call("clients/change", &change).await.assert_status(status).json();
            if status == 200 {
                assert_eq!(
                    (&made["client"]["clientName"], &changed["clientName"]),
                    (&json!(name), &json!(name))
                );
            } else {
                assert_eq!(made["problems"][0]["field"], "clientName");
                assert_eq!(changed["problems"][0]["field"], "clientName");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn problems_of_fields_are_named_with_code_and_words() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let problems = async |client: Value| {
            let answer = alice.call("clients/create", &json!({ "client": client })).await.assert_status(422).json();
            let problems = answer["problems"].as_array().unwrap().clone();
            problems.iter().map(|problem| (text(&problem["field"]), text(&problem["code"]))).collect::<Vec<_>>()
        };
        let pair = |field: &str, code: &str| (field.to_owned(), code.to_owned());
        assert_eq!(
            problems(json!({ "template": "web_mobile_app", "clientName": "ab", "redirectUris": ["http://a.example/"] })).await,
            [pair("clientName", "length"), pair("redirectUris", "uri.scheme_http")]
        );
        assert_eq!(
            problems(json!({ "template": "web_mobile_app", "clientName": "abc" })).await,
            [pair("redirectUris", "uri.empty")]
        );
    })
    .await;
}

// Shows R094.
#[tokio::test]
async fn deleting_asks_for_the_name() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let delete = async |name: &str| {
            alice.call("clients/delete", &json!({ "clientId": id, "confirmation": name })).await
        };
        assert_eq!(
            delete("data sync").await.assert_status(422).json()["problems"][0]["field"],
            "confirmation"
        );
        delete("Data Sync").await.assert_status(200);
        alice.call("clients/find", &json!({ "clientId": id })).await.assert_status(404);
    })
    .await;
}

// Shows P3, M5, M11, M12.
#[tokio::test]
async fn malformed_and_unknown_input_is_refused_and_never_breaks() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let post = async |path: &str, body: String| {
            let request = alice.request(Method::POST, path).header("origin", server.issuer());
            alice.send(request.header("content-type", "application/json").body(body)).await
        };
        let create = "/api/console/clients/create";
        let new = r#"{"client":{"template":"backend_service","clientName":"abc""#;
        for body in [
            String::new(),
            "{".to_owned(),
            "[]".to_owned(),
            "{}".to_owned(),
            format!("{new},\"accountId\":2}}}}"),
            format!("{new}}},\"owner\":1}}"),
            r#"{"client":{"template":"nonsense","clientName":"abc"}}"#.to_owned(),
            r#"{"client":{"template":"backend_service","clientName":7}}"#.to_owned(),
            r#"{"client":{"template":"personal_access_token","clientName":"abc","tokenExpiration":"9999-12-31"}}"#.to_owned(),
            format!("{}{}", "[".repeat(5000), "]".repeat(5000)),
        ] {
            let answer = post(create, body.clone()).await;
            assert!(matches!(answer.status, 400 | 422), "{} for {}", answer.status, body.chars().take(80).collect::<String>());
        }
        post(create, format!("\"{}\"", "x".repeat(256 * 1024))).await.assert_status(413);
        post("/api/console/clients/nonsense", "{}".to_owned()).await.assert_status(404);
    })
    .await;
}
