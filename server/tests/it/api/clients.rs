//! `/api/v1/clients`

use reqwest::Method;
use serde_json::{Value, json};

use super::{CALLBACK, call, call_with, get, post, problem, problems, service, token_of_client};
use crate::world::{Person, on_each_database, text};

/// The names on a page of the list.
async fn names(person: &Person, query: &str) -> Vec<String> {
    let page = get(person, &format!("/api/v1/clients?{query}")).await.assert_status(200).json();
    page["clients"].as_array().unwrap().iter().map(|one| text(&one["clientName"])).collect()
}

// Shows R088, R095.
#[tokio::test]
async fn the_list_is_searched_filtered_and_sorted() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        for name in ["Night sync", "Day sync", "Portal"] {
            post(&bob, "/api/v1/clients", service(name)).await.assert_status(201);
        }
        let (token, _) = bob.personal_access_token().await;
        let path = format!("/api/v1/clients/{token}/deactivate");
        call(&bob, Method::POST, &path, None).await.assert_status(200);
        let page = get(&bob, "/api/v1/clients").await.assert_status(200);
        assert_eq!(page.header("cache-control"), "no-store");
        let page = page.json();
        assert_eq!((&page["active"], &page["limit"], &page["total"]), (&json!(3), &json!(10), &json!(4)));
        assert_eq!((&page["page"], &page["pages"]), (&json!(1), &json!(1)));
        assert_eq!(names(&bob, "search=sync&sort=clientName").await, ["Day sync", "Night sync"]);
        assert_eq!(names(&bob, "type=personal_access_token").await, ["My token"]);
        assert_eq!(names(&bob, "status=inactive").await, ["My token"]);
        assert_eq!(names(&bob, "sort=createdAt").await, ["Night sync", "Day sync", "Portal", "My token"]);
        assert!(names(&bob, "page=2").await.is_empty());
        let refused = get(&bob, "/api/v1/clients?page=0&sort=name&owner=1").await.assert_status(422);
        let fields: Vec<_> = problems(&refused).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, ["page", "sort", "owner"]);
    })
    .await;
}

// Shows R037, R038, R040, R041, R042, R043, R044, R045.
#[tokio::test]
async fn a_client_is_made_from_a_template_or_written_down_whole() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let new =
            json!({ "template": "personal_access_token", "clientName": "CI job", "tokenExpiration": "90d" });
        let made = post(&bob, "/api/v1/clients", new).await.assert_status(201).json();
        assert!(text(&made["issued"]["personalAccessToken"]).starts_with("exepron_pat_"));
        assert_eq!(made["client"]["template"], "personal_access_token");

        let secret = "7f3d8c2a9b5e4f1d8a6c3e2f9d5b7a1c4e8f2a5d7b9c3e6f8a2d5e8b1c4f7a9d";
        let mut whole = service("Chosen");
        whole["clientId"] = json!("web-dashboard-prod");
        whole["clientSecrets"] = json!([{ "value": secret, "description": "blue" }]);
        let made = post(&bob, "/api/v1/clients", whole.clone()).await.assert_status(201);
        assert_eq!(made.header("location"), "/api/v1/clients/web-dashboard-prod");
        assert!(!made.text.contains(secret) && made.json().get("issued").is_none(), "{}", made.text);
        let client = &made.json()["client"];
        assert_eq!(
            (&client["accessTokenLifetime"], &client["refreshTokenLifetime"]),
            (&json!(3600), &json!(2_592_000))
        );
        for member in
            ["requirePkce", "allowOfflineAccess", "slidingRefreshToken", "updateAccessTokenClaimsOnRefresh"]
        {
            assert_eq!(client[member], false, "{member}");
        }
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", "web-dashboard-prod"),
            ("client_secret", secret),
            ("scope", "api1"),
        ];
        bob.token(&fields).await.assert_status(200);
        let taken = post(&bob, "/api/v1/clients", whole).await.assert_status(422);
        assert_eq!(problems(&taken), [("clientId".into(), "taken".into())]);
    })
    .await;
}

// Shows R048.
#[tokio::test]
async fn a_body_may_have_comments() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let body =
            "{ /* what */ \"template\": \"backend_service\", // from\n \"clientName\": \"A // name\" }";
        let request = bob.request(Method::POST, "/api/v1/clients").header("origin", server.issuer());
        let made = bob.send(request.header("content-type", "application/json").body(body)).await;
        assert_eq!(made.assert_status(201).json()["client"]["clientName"], "A // name");
    })
    .await;
}

// Shows R098, R099.
#[tokio::test]
async fn the_eleventh_active_client_is_refused_with_three_remedies() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        for number in 0..10 {
            post(&bob, "/api/v1/clients", service(&format!("Service {number}"))).await.assert_status(201);
        }
        let refused = post(&bob, "/api/v1/clients", service("Eleventh")).await.assert_status(409);
        let problem = problem(&refused);
        assert_eq!(problem["code"], "limit_reached");
        for remedy in ["Deactivate", "delete", "use one client for several jobs"] {
            assert!(text(&problem["detail"]).contains(remedy), "{problem}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_can_not_be_is_named_by_its_member() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let with = |member: &str, value: Value| {
            let mut client = service("Crafted");
            client[member] = value;
            client
        };
        for (client, field, code) in [
            (with("clientName", json!("ab")), "clientName", "invalid"),
            (with("clientName", json!(7)), "clientName", "type"),
            (with("clientType", json!("secret")), "clientType", "type"),
            (with("accountId", json!(2)), "accountId", "unknown"),
            (with("status", json!("active")), "status", "unknown"),
            (with("createdAt", json!("2026-01-01T00:00:00Z")), "createdAt", "unknown"),
            (with("accessTokenLifetime", json!(-1)), "accessTokenLifetime", "type"),
            (with("accessTokenLifetime", json!(315_360_001)), "accessTokenLifetime", "range"),
            (with("scopes", json!(["nonsense"])), "scopes", "unknown"),
            (with("grantTypes", json!(["magic"])), "grantTypes[0]", "type"),
            (with("claims", json!([{ "type": "a" }])), "claims[0].value", "missing"),
            (json!({ "clientType": "public", "grantTypes": [] }), "clientName", "missing"),
            (
                json!({ "template": "backend_service", "clientName": "abc", "claims": [] }),
                "claims",
                "unknown",
            ),
            (json!({ "template": "magic", "clientName": "abc" }), "template", "type"),
        ] {
            let refused = post(&bob, "/api/v1/clients", client.clone()).await.assert_status(422);
            assert_eq!(problems(&refused), [(field.into(), code.into())], "{client}: {}", refused.text);
        }
        let manager = json!({
            "clientName": "Portal", "clientType": "confidential", "grantTypes": ["authorization_code"],
            "redirectUris": ["https://app.example.com/callback"],
        });
        let refused = post(&bob, "/api/v1/clients", manager).await.assert_status(403);
        assert_eq!(problem(&refused)["code"], "forbidden");
        assert_eq!(get(&bob, "/api/v1/clients").await.json()["total"], 0, "nothing was made");
    })
    .await;
}

// Shows M4, M5.
#[tokio::test]
async fn requests_of_the_wrong_form_have_their_own_answers() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let send = async |method: Method, path: &str, name: &str, value: &str, body: String| {
            let request = bob.request(method, path).header("origin", server.issuer()).header(name, value);
            bob.send(request.body(body)).await
        };
        let json = "application/json";
        for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
            let body = service("Crafted").to_string();
            let refused = send(Method::POST, "/api/v1/clients", "content-type", kind, body).await;
            assert_eq!(problem(&refused.assert_status(415))["code"], "unsupported_media_type", "{kind}");
        }
        for body in ["", "{", "nonsense", "{\"a\": 1} x", "/* open", &"[".repeat(9000)] {
            let refused = send(Method::POST, "/api/v1/clients", "content-type", json, body.to_owned()).await;
            assert_eq!(problem(&refused.assert_status(400))["code"], "bad_request", "{body:.20}");
        }
        for body in ["[]", "7", "null", "\"x\""] {
            send(Method::POST, "/api/v1/clients", "content-type", json, body.to_owned())
                .await
                .assert_status(422);
        }
        let large = format!("\"{}\"", "x".repeat(256 * 1024));
        let refused =
            send(Method::POST, "/api/v1/clients", "content-type", json, large).await.assert_status(413);
        assert_eq!(problem(&refused)["code"], "too_large");
        let refused =
            send(Method::PUT, "/api/v1/clients", "x-nothing", "", String::new()).await.assert_status(405);
        assert_eq!(problem(&refused)["code"], "method_not_allowed");
        assert_eq!(refused.header("allow"), "GET,HEAD,POST");
        let refused = send(Method::GET, "/api/v1/clients", "accept", "image/png", String::new()).await;
        assert_eq!(problem(&refused.assert_status(406))["code"], "not_acceptable");
        let unknown = send(Method::GET, "/api/v1/nonsense", "accept", "text/html", String::new()).await;
        assert_eq!(problem(&unknown.assert_status(404))["code"], "not_found");
    })
    .await;
}

// Shows P1.
#[tokio::test]
async fn no_answer_but_the_first_holds_the_secret() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let made = post(&bob, "/api/v1/clients", service("Sync")).await.assert_status(201).json();
        let secret = text(&made["issued"]["clientSecret"]);
        let path = format!("/api/v1/clients/{}", text(&made["client"]["clientId"]));
        for answer in [
            get(&bob, &path).await,
            get(&bob, "/api/v1/clients").await,
            get(&bob, "/api/v1/clients/export").await,
        ] {
            let answer = answer.assert_status(200);
            assert!(!answer.text.contains(&secret), "{}", answer.text);
        }
    })
    .await;
}

// Shows M10.
#[tokio::test]
async fn where_a_client_sends_people_is_changed_with_a_fresh_password_or_a_token() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let path = format!("/api/v1/clients/{}", bob.app(CALLBACK).await);
        let token = token_of_client(&bob, "admin").await;
        server.wait(601);
        let moved = json!({ "redirectUris": ["https://new.example.com/cb"] });
        let refused = call(&bob, Method::PATCH, &path, Some(&moved)).await.assert_status(403);
        assert_eq!(problem(&refused)["code"], "reauthentication_required");
        let renamed = json!({ "clientName": "Another name" });
        call(&bob, Method::PATCH, &path, Some(&renamed)).await.assert_status(200);
        let file = get(&bob, &path).await.json();
        let line = json!({ "clientId": file["clientId"], "clientName": "My app", "clientType": "public",
            "grantTypes": ["authorization_code"], "redirectUris": moved["redirectUris"] });
        let report = post(&bob, "/api/v1/clients/import", line).await.assert_status(200).json();
        assert_eq!(report["clients"][0]["problems"][0]["code"], "reauthentication_required");
        assert_eq!(get(&bob, &path).await.json()["redirectUris"], json!([CALLBACK]));
        call_with(&bob, &token, Method::PATCH, &path, Some(&moved)).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn the_first_calls_are_those_of_the_page_and_hold_no_secret() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let made = json!({ "template": "backend_service", "clientName": "Data Sync" });
        let made = post(&bob, "/api/v1/clients", made).await.assert_status(201).json();
        let (id, secret) = (text(&made["client"]["clientId"]), text(&made["issued"]["clientSecret"]));
        let answer = get(&bob, &format!("/api/v1/clients/{id}/snippets")).await.assert_status(200);
        assert!(!answer.text.contains(&secret));
        let snippets = answer.json()["snippets"].clone();
        let page = bob.call("clients/first-call", &json!({ "clientId": id })).await.assert_status(200).json();
        assert_eq!(snippets, page);
        let curl = snippets.as_array().unwrap().iter().find(|one| one["language"] == "curl").unwrap();
        assert!(text(&curl["text"]).contains(&id), "{curl}");
    })
    .await;
}
