//! The console: its pages as the server prints them, and the functions under `/api/console`.

mod activity;
mod change;
mod list;
mod secrets;
mod session;
mod who;

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

// Shows R010, R015, R016, R018, R020, R021, R022, R026, R027, R028, R034, R035, R040, R041, R043, R044, R045, R077.
#[tokio::test]
async fn each_template_makes_what_the_contract_says() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let token = alice
            .create(json!({ "template": "personal_access_token", "clientName": "CI job", "tokenExpiration": "never" }))
            .await;
        assert_eq!(token["client"]["grantTypes"], json!(["password"]));
        assert_eq!(token["client"]["scopes"], json!(["exepron.restapi", "exepron.restapi:extended"]));
        let whole = text(&token["issued"]["personalAccessToken"]);
        let (head, secret) = whole.split_once(':').unwrap();
        assert_eq!(head, format!("exepron_pat_{}", text(&token["client"]["clientId"])));
        assert!(secret.len() == 48 && secret.ends_with("==") && domain::secret::has_valid_checksum(secret));

        let service = alice.create(json!({ "template": "backend_service", "clientName": "Sync" })).await;
        assert!(text(&service["client"]["clientId"]).starts_with("service_"));
        assert_eq!(service["client"]["grantTypes"], json!(["password", "client_credentials"]));
        assert_eq!(service["client"]["requireRequestedScopes"], true);

        let uris = json!(["https://app.example.com/callback", "com.example.app://cb"]);
        let app = alice.create(json!({ "template": "web_mobile_app", "clientName": "App", "redirectUris": uris })).await;
        assert!(app.get("issued").is_none(), "a public client has no secret");
        assert_eq!((&app["client"]["clientType"], &app["client"]["requirePkce"]), (&json!("public"), &json!(true)));
        assert_eq!(app["client"]["allowedCorsOrigins"], json!(["https://app.example.com"]));
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

// Shows P1, R082, R083.
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

// Shows R098, R099, R100, M6.
#[tokio::test]
async fn the_eleventh_active_client_is_refused_with_three_remedies() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        for _ in 0..10 {
            bob.backend_service().await;
        }
        let new = json!({ "client": { "template": "backend_service", "clientName": "Eleventh" } });
        let refused = bob.call("clients/create", &new).await.assert_status(409).json();
        assert_eq!(refused["code"], "limit_reached");
        assert_eq!(
            refused["message"],
            "You have 10 active clients, the most an account may have. Deactivate a client you no longer use, delete one, or use one client for several jobs."
        );
        let listed = bob.call("clients/list", &json!({})).await.json();
        let first = text(&listed["clients"][0]["clientId"]);
        bob.call("clients/deactivate", &json!({ "clientId": first })).await.assert_status(200);
        bob.call("clients/create", &new).await.assert_status(200);
        let back = bob.call("clients/activate", &json!({ "clientId": first })).await.assert_status(409).json();
        assert_eq!(back["code"], "limit_reached");
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
