//! `/api/v1/clients/import` and `/export`

mod export;

use reqwest::Method;
use serde_json::{Value, json};

use super::{get, post, problem, problems, service};
use crate::world::{Answer, Person, on_each_database, text};

/// The samples of the product's documents, as they stand, comments included.
const SPA: &str = include_str!("import/spa.jsonc");
const MOBILE: &str = include_str!("import/mobile.jsonc");
const BACKEND: &str = include_str!("import/backend.jsonc");

async fn import_text(person: &Person, query: &str, file: &str) -> Answer {
    let path = format!("/api/v1/clients/import{query}");
    let request = person.request(Method::POST, &path).header("origin", person.server.issuer());
    person.send(request.header("content-type", "application/json").body(file.to_owned())).await
}

async fn import(person: &Person, file: &Value) -> Value {
    import_text(person, "", &file.to_string()).await.assert_status(200).json()
}

/// Puts words in the place of what differs from one run to the next: the moment, and the numbers of secrets.
fn hide_what_is_drawn(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match name.as_str() {
                    "createdAt" if value.is_string() => *value = json!("the moment of the import"),
                    "id" if value.is_u64() => *value = json!("a number"),
                    _ => hide_what_is_drawn(value),
                }
            }
        }
        Value::Array(values) => values.iter_mut().for_each(hide_what_is_drawn),
        _ => {}
    }
}

/// What became of each client of a report.
fn outcomes(report: &Value) -> Vec<String> {
    report["clients"].as_array().unwrap().iter().map(|line| text(&line["outcome"])).collect()
}

// Shows R038, R041, R047, R048, R049, R050, R051, R053.
#[tokio::test]
async fn the_three_samples_are_brought_in_as_they_stand() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let mut reports = Vec::new();
        for sample in [SPA, MOBILE, BACKEND] {
            let report = import_text(&bob, "", sample).await.assert_status(200);
            assert!(!report.text.contains("supersecret123"), "{}", report.text);
            assert_eq!(outcomes(&report.json()), ["created"], "{}", report.text);
            reports.push(report.json());
        }
        // Every member of every client, and every warning.
        let mut whole = Value::Array(reports);
        hide_what_is_drawn(&mut whole);
        insta::assert_snapshot!("samples", serde_json::to_string_pretty(&whole).unwrap());
        let find =
            async |id: &str| get(&bob, &format!("/api/v1/clients/{id}")).await.assert_status(200).json();
        let spa = find("spa-client").await;
        assert_eq!(spa["allowedCorsOrigins"], json!(["https://app.example.com", "http://localhost:3000"]));
        assert_eq!(
            spa["postLogoutRedirectUris"],
            json!(["https://app.example.com", "http://localhost:3000"])
        );
        let mobile = find("mobile-app").await;
        assert_eq!(
            (&mobile["refreshTokenLifetime"], &mobile["requirePkce"]),
            (&json!(7_776_000), &json!(true))
        );
        let backend = find("backend-service").await;
        assert_eq!(backend["claims"], json!([{ "type": "service", "value": "data-sync" }]));
        assert_eq!(backend["clientSecrets"][0]["expiration"], "2026-01-02T00:00:00Z");
        // It has ended, and was short besides: it opens nothing.
        let fields = [
            ("grant_type", "password"),
            ("client_id", "backend-service"),
            ("client_secret", "supersecret123"),
            ("username", "bob@example.com"),
            ("password", crate::world::PASSWORD),
        ];
        assert_eq!(bob.token(&fields).await.assert_status(401).error(), "invalid_client");
    })
    .await;
}

#[tokio::test]
async fn a_dry_run_says_what_would_be_and_changes_nothing() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        import_text(&bob, "", MOBILE).await.assert_status(200);
        let before = get(&bob, "/api/v1/clients").await.json();
        let mut mobile: Value = json!({
            "clientId": "mobile-app", "clientName": "Exepron Pocket", "clientType": "public",
            "grantTypes": ["authorization_code"], "redirectUris": ["com.exepron.mobile://callback"],
        });
        let file = json!([mobile, service("New one"), { "clientName": "x" }]);
        let report = import_text(&bob, "?dryRun=true", &file.to_string()).await.assert_status(200).json();
        assert_eq!(report["dryRun"], true);
        assert_eq!(outcomes(&report), ["changed", "created", "refused"]);
        let differences = report["clients"][0]["differences"].as_array().unwrap().clone();
        let of = |member: &str| differences.iter().find(|one| one["member"] == member).cloned().unwrap();
        assert_eq!(
            of("clientName"),
            json!({ "member": "clientName", "before": "Exepron Mobile", "after": "Exepron Pocket" })
        );
        assert_eq!(of("redirectUris")["after"], json!(["com.exepron.mobile://callback"]));
        assert!(!differences.iter().any(|one| one["member"] == "refreshTokenLifetime"), "it was not named");
        assert_eq!(get(&bob, "/api/v1/clients").await.json(), before);
        assert_eq!(server.events("client.changed").await.len(), 0);

        let done = import(&bob, &file).await;
        assert_eq!((&done["dryRun"], outcomes(&done)), (&json!(false), outcomes(&report)));
        assert_eq!(done["clients"][0]["client"]["clientName"], "Exepron Pocket");
        mobile["clientType"] = json!("confidential");
        let refused = import(&bob, &mobile).await;
        assert_eq!(refused["clients"][0]["problems"][0]["field"], "clientType");
        assert_eq!(server.events("client.changed").await.len(), 1);
    })
    .await;
}

// Shows R098.
#[tokio::test]
async fn the_account_is_not_filled_beyond_its_limit_and_one_refusal_stops_no_other() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let mut file: Vec<Value> = (0..12).map(|number| service(&format!("Service {number}"))).collect();
        file[11]["status"] = json!("inactive");
        let report = import(&bob, &json!(file)).await;
        let mut expected = vec!["created"; 10];
        expected.extend(["refused", "created"]);
        assert_eq!(outcomes(&report), expected);
        assert_eq!(report["clients"][10]["problems"][0]["code"], "limit_reached");
        assert_eq!(report["clients"][11]["client"]["status"], "inactive");
        let page = get(&bob, "/api/v1/clients").await.json();
        assert_eq!((&page["active"], &page["total"]), (&json!(10), &json!(11)));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_can_not_be_is_refused_as_a_whole() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let refused = import_text(&bob, "", "{ \"clientName\": ").await.assert_status(400);
        assert_eq!(problem(&refused)["code"], "bad_request");
        for file in ["[]", "7", "{\"clients\": []}", "{\"clients\": 7}"] {
            import_text(&bob, "", file).await.assert_status(422);
        }
        let many = Value::Array(vec![service("Service"); 101]);
        let refused = import_text(&bob, "", &many.to_string()).await.assert_status(422);
        assert_eq!(problems(&refused), [("clients".into(), "too_many".into())]);
        import_text(&bob, "?dry=true", SPA).await.assert_status(422);
        let manager = json!({
            "clientName": "Portal", "clientType": "confidential", "grantTypes": ["authorization_code"],
            "redirectUris": ["https://app.example.com/callback"],
        });
        assert_eq!(outcomes(&import(&bob, &manager).await), ["refused"], "Bob is no manager");
        let token = json!({ "template": "personal_access_token", "clientName": "Token", "clientType": "confidential", "grantTypes": ["password"] });
        assert_eq!(outcomes(&import(&bob, &token).await), ["refused"]);
        assert_eq!(get(&bob, "/api/v1/clients").await.json()["total"], 0);
        post(&bob, "/api/v1/clients/export", json!({})).await.assert_status(405);
    })
    .await;
}

// Shows R084.
#[tokio::test]
async fn a_secret_that_another_client_works_with_is_noticed() {
    on_each_database(async |server| {
        let (bob, alice) = (server.bob().await, server.alice().await);
        let with = |name: &str, secret: Value| {
            let mut client = service(name);
            client["clientSecrets"] = json!([secret]);
            client
        };
        let (shared, ended) = ("one-secret-for-all-of-them", "2020-01-01");
        post(&bob, "/api/v1/clients", with("Production", json!({ "value": shared })))
            .await
            .assert_status(201);
        let refused = post(&bob, "/api/v1/clients", with("Staging", json!({ "value": shared }))).await;
        let refused = refused.assert_status(422);
        assert_eq!(problems(&refused), [("clientSecrets".into(), "reused".into())]);
        assert!(refused.text.contains("Production has this secret already"), "{}", refused.text);
        assert!(!get(&bob, "/api/v1/clients").await.text.contains("Staging"), "nothing was made");

        // Who moves here with clients that share one is told, and not kept out.
        let report = import(&bob, &with("Staging", json!({ "value": shared }))).await;
        assert_eq!(outcomes(&report), ["created"]);
        assert_eq!(report["clients"][0]["warnings"][0]["code"], "reused");
        let over = import(&bob, &with("Old", json!({ "value": shared, "expiration": ended }))).await;
        assert_eq!(
            over["clients"][0]["warnings"][0]["code"], "ended",
            "what opens nothing is shared with nobody"
        );
        // Nobody learns what secrets other people have.
        post(&alice, "/api/v1/clients", with("Theirs", json!({ "value": shared }))).await.assert_status(201);
    })
    .await;
}
