//! `/api/console/clients/change`: who edits overwrites nothing, and gets nothing that isn't theirs to give.

use domain::change::Change;
use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{
    Answer, PASSWORD, Person, TestServer, at_once, authorize, claims, on_each_database, parameter, text,
};

const CALLBACK: &str = "https://app.example.com/callback";

async fn change(person: &Person, id: &str, version: i64, change: Value) -> Answer {
    person.call("clients/change", &json!({ "clientId": id, "version": version, "change": change })).await
}

async fn found(person: &Person, id: &str) -> Value {
    person.call("clients/find", &json!({ "clientId": id })).await.assert_status(200).json()
}

/// What the audit trail says of changes of a client, oldest first.
async fn noted(server: &TestServer, id: &str, detail: &str) -> i64 {
    server.identity().recorder.flush().await;
    let query = "SELECT count(*) FROM audit_events WHERE action = 'client.changed'";
    server.count(&format!("{query} AND client_id = '{id}' AND detail = '{detail}'")).await
}

// Shows R089, R090, R091, R092, M13.
#[tokio::test]
async fn what_was_changed_is_there_from_then_on_and_noted_by_its_names() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (token, _) = alice.personal_access_token().await;
        let (service, _) = alice.backend_service().await;
        let app = alice.app(CALLBACK).await;
        let renamed = json!({ "clientName": "Another name" });
        let answer = change(&alice, &token, 1, renamed).await.assert_status(200).json();
        assert_eq!((&answer["clientName"], &answer["version"]), (&json!("Another name"), &json!(2)));
        assert_eq!(noted(&server, &token, "clientName").await, 1);

        let described = json!({ "clientName": "Night sync", "description": "Copies data" });
        change(&alice, &service, 1, described).await.assert_status(200);
        assert_eq!(found(&alice, &service).await["description"], "Copies data");
        assert_eq!(noted(&server, &service, "clientName description").await, 1);

        let moved = json!({ "redirectUris": ["https://new.example.com/cb", "com.example.app://cb"] });
        change(&alice, &app, 1, moved.clone()).await.assert_status(200);
        let client = found(&alice, &app).await;
        assert_eq!(client["postLogoutRedirectUris"], moved["redirectUris"]);
        assert_eq!(client["allowedCorsOrigins"], json!(["https://new.example.com"]));
        let names = "allowedCorsOrigins postLogoutRedirectUris redirectUris";
        assert_eq!(noted(&server, &app, names).await, 1);

        let same = change(&alice, &app, 2, moved).await.assert_status(200).json();
        assert_eq!(same["version"], 2, "nothing differs, and nothing is written");
        let begun = alice.get(&authorize(&app, "https://new.example.com/cb", "openid", "")).await;
        begun.assert_status(303);
    })
    .await;
}

// Shows R104, R105.
#[tokio::test]
async fn where_a_client_runs_and_what_was_written_about_it_come_back() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let about = json!({
            "environment": "production",
            "documentation": { "purpose": "Copies data", "contact": "ops@example.com", "rotationSchedule": "yearly" },
        });
        change(&alice, &id, 1, about.clone()).await.assert_status(200);
        let client = found(&alice, &id).await;
        assert_eq!((&client["environment"], &client["documentation"]), (&about["environment"], &about["documentation"]));
        change(&alice, &id, 2, json!({ "environment": null, "documentation": {} })).await.assert_status(200);
        let client = found(&alice, &id).await;
        assert_eq!((client.get("environment"), client.get("documentation")), (None, None));
    })
    .await;
}

// Shows M10.
#[tokio::test]
async fn where_codes_and_people_go_is_changed_with_a_fresh_password_alone() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let sensitive = [
            json!({ "redirectUris": ["https://new.example.com/cb"] }),
            json!({ "postLogoutRedirectUris": ["https://new.example.com/bye"] }),
            json!({ "allowedCorsOrigins": ["https://other.example.com"] }),
            json!({ "backChannelLogoutUri": "https://new.example.com/told" }),
            json!({ "grantTypes": ["authorization_code", "refresh_token"] }),
        ];
        server.wait(601);
        for wanted in &sensitive {
            let refused = change(&alice, &app, 1, wanted.clone()).await.assert_status(403).json();
            assert_eq!(refused["code"], "reauthentication_required", "{wanted}");
        }
        assert_eq!(found(&alice, &app).await["version"], 1, "nothing was changed");
        change(&alice, &app, 1, json!({ "redirectUris": ["nonsense"] })).await.assert_status(422);
        change(&alice, &app, 7, sensitive[0].clone()).await.assert_status(412);
        change(&alice, &app, 1, json!({ "clientName": "Another name" })).await.assert_status(200);

        alice.call("session/confirm", &json!({ "password": PASSWORD })).await.assert_status(200);
        for (version, wanted) in (2..).zip(&sensitive) {
            change(&alice, &app, version, wanted.clone()).await.assert_status(200);
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_for_another_version_overwrites_nothing_and_shows_what_is_there() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        change(&alice, &app, 1, json!({ "clientName": "From the first tab" })).await.assert_status(200);
        let mine = json!({ "clientName": "From the second tab" });
        let stale = change(&alice, &app, 1, mine.clone()).await.assert_status(412).json();
        assert_eq!(stale["code"], "stale");
        assert_eq!(stale["present"]["clientName"], "From the first tab");
        assert_eq!(found(&alice, &app).await["clientName"], "From the first tab");
        let version = stale["present"]["version"].as_i64().unwrap();
        change(&alice, &app, version, mine).await.assert_status(200);
        assert_eq!(found(&alice, &app).await["clientName"], "From the second tab");
    })
    .await;
}

#[tokio::test]
async fn of_eight_tabs_that_save_at_once_one_wins_and_seven_are_told() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let jobs = (0..8).map(|number| {
            let (alice, app) = (alice.clone(), app.clone());
            let address = format!("https://{number}.example.com/cb");
            async move {
                change(&alice, &app, 1, json!({ "clientName": address, "redirectUris": [address] })).await
            }
        });
        let answers = at_once(jobs).await;
        let won = answers.iter().filter(|answer| answer.status == 200).count();
        let told = answers.iter().filter(|answer| answer.status == 412).count();
        assert_eq!((won, told), (1, 7));
        let client = found(&alice, &app).await;
        assert_eq!(
            (&client["redirectUris"], &client["version"]),
            (&json!([client["clientName"]]), &json!(2))
        );
    })
    .await;
}

#[tokio::test]
async fn changes_that_expect_no_version_are_all_kept() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let members = [
            json!({ "clientName": "Together" }),
            json!({ "description": "At once" }),
            json!({ "accessTokenLifetime": 60 }),
            json!({ "environment": "staging" }),
        ];
        let visit = alice.visit().await;
        let jobs = members.clone().into_iter().map(|member| {
            let (visit, id) = (visit.clone(), app.parse().unwrap());
            let wanted: Change = serde_json::from_value(member).unwrap();
            async move { identity::clients::change(&visit, &id, None, &wanted).await.unwrap() }
        });
        at_once(jobs).await;
        let client = found(&alice, &app).await;
        for member in members {
            let (name, value) = member.as_object().unwrap().iter().next().unwrap();
            assert_eq!(&client[name], value, "{name}");
        }
        assert_eq!(client["version"], 5);
    })
    .await;
}

#[tokio::test]
async fn somebody_elses_client_can_not_be_told_from_one_that_does_not_exist() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = alice.app(CALLBACK).await;
        for version in [1, 7] {
            let theirs =
                change(&bob, &app, version, json!({ "clientName": "Mine" })).await.assert_status(404);
            let none = change(&bob, "app_000000000000", version, json!({ "clientName": "Mine" })).await;
            assert_eq!(theirs.text, none.assert_status(404).text);
        }
        assert_eq!(found(&alice, &app).await["clientName"], "My app");
    })
    .await;
}

// Shows R091, R140, M7.
#[tokio::test]
async fn a_member_that_the_type_does_not_have_is_refused_by_its_name() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (token, _) = alice.personal_access_token().await;
        let (service, _) = alice.backend_service().await;
        let app = alice.app(CALLBACK).await;
        for (id, wanted, field, code) in [
            (&token, json!({ "description": "x" }), "description", "not_here"),
            (&token, json!({ "redirectUris": [CALLBACK] }), "redirectUris", "not_here"),
            (&service, json!({ "redirectUris": [CALLBACK] }), "redirectUris", "not_here"),
            (&service, json!({ "grantTypes": ["authorization_code"] }), "grantTypes", "not_here"),
            (&service, json!({ "requireRequestedScopes": false }), "requireRequestedScopes", "one_way"),
            (&app, json!({ "allowedIpAddresses": ["192.0.2.1"] }), "allowedIpAddresses", "not_here"),
            (&app, json!({ "requirePkce": false }), "requirePkce", "public"),
            (
                &app,
                json!({ "redirectUris": ["http://app.example.com/cb"] }),
                "redirectUris",
                "uri.scheme_http",
            ),
        ] {
            let refused = change(&alice, id, 1, wanted).await.assert_status(422).json();
            let problem = &refused["problems"][0];
            assert_eq!((&problem["field"], &problem["code"]), (&json!(field), &json!(code)));
            assert_eq!(found(&alice, id).await["version"], 1, "{field}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_can_not_be_changed_or_read_is_refused_whole() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for wanted in [
            json!({ "clientName": "Taken", "clientId": "app_taken" }),
            json!({ "clientName": "Taken", "clientType": "confidential" }),
            json!({ "clientName": "Taken", "clientSecrets": [{ "value": "0123456789abcdef" }] }),
            json!({ "clientName": "Taken", "status": "revoked" }),
            json!({ "clientName": "Taken", "version": 9 }),
            json!({ "clientName": null }),
            json!({ "clientName": ["Taken"] }),
            json!({ "clientName": "Taken", "grantTypes": ["implicit"] }),
            json!({ "clientName": "Taken", "documentation": { "secret": "x" } }),
            json!([]),
            json!(["Taken"]),
        ] {
            let answer = change(&alice, &app, 1, wanted.clone()).await;
            assert!(matches!(answer.status, 400 | 422), "{} for {wanted}", answer.status);
        }
        let long = json!({ "description": "x".repeat(1001), "redirectUris": vec![CALLBACK; 51] });
        change(&alice, &app, 1, long).await.assert_status(422);
        let huge = json!({ "description": "x".repeat(256 * 1024) });
        change(&alice, &app, 1, huge).await.assert_status(413);
        let without = json!({ "clientId": app, "change": { "clientName": "Taken" } });
        alice.call("clients/change", &without).await.assert_status(400);
        let client = found(&alice, &app).await;
        assert_eq!((&client["clientName"], &client["version"]), (&json!("My app"), &json!(1)));
    })
    .await;
}

// Shows R131.
#[tokio::test]
async fn a_client_becomes_a_web_server_application_for_managers_only() {
    on_each_database(async |server| {
        let written =
            json!({ "clientName": "Written down", "clientType": "confidential", "grantTypes": ["password"] });
        let signs_in =
            json!({ "grantTypes": ["password", "authorization_code"], "redirectUris": [CALLBACK] });
        for (person, status) in [(server.bob().await, 403), (server.alice().await, 200)] {
            let (id, _) = person.define(written.clone()).await;
            change(&person, &id, 1, signs_in.clone()).await.assert_status(status);
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_revoked_for_good_changes_no_more() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        server.execute(&format!("UPDATE clients SET status = 'revoked' WHERE client_id = '{app}'")).await;
        change(&alice, &app, 1, json!({ "clientName": "Alive" })).await.assert_status(409);
        assert_eq!(found(&alice, &app).await["clientName"], "My app");
    })
    .await;
}

// Shows R097.
#[tokio::test]
async fn people_are_asked_again_for_a_scope_that_was_added() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        let again = alice.get(&authorize(&app, CALLBACK, "openid", "")).await.assert_status(303).location();
        assert!(parameter(&again, "code").is_some(), "{again}");
        let wider = authorize(&app, CALLBACK, "openid projects.read", "");
        let refused = alice.get(&wider).await.assert_status(303).location();
        assert_eq!(parameter(&refused, "error").as_deref(), Some("invalid_scope"));
        change(&alice, &app, 1, json!({ "scopes": ["openid", "projects.read"] })).await.assert_status(200);
        let asked = alice.get(&wider).await.assert_status(303).location();
        assert!(asked.starts_with("/Identity/Account/Consent"), "{asked}");
    })
    .await;
}

#[tokio::test]
async fn a_scope_that_was_taken_away_does_not_come_back_by_a_refresh_token() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid exepron.restapi offline_access").await;
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        change(&alice, &app, 1, json!({ "scopes": ["openid", "offline_access"] })).await.assert_status(200);
        let fresh = alice.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(200).json();
        assert_eq!(fresh["scope"], "offline_access openid");
        assert_eq!(claims(&text(&fresh["access_token"]))["scope"], "offline_access openid");
        alice.api("/odata/Projects", &text(&fresh["access_token"])).await.assert_status(403);
    })
    .await;
}

// Shows R097.
#[tokio::test]
async fn a_grant_type_that_was_taken_away_is_refused_and_works_once_it_is_given_back() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let password = [
            ("grant_type", "password"),
            ("client_id", &*id),
            ("client_secret", &*secret),
            ("username", "alice@example.com"),
            ("password", PASSWORD),
            ("scope", "exepron.restapi"),
        ];
        change(&alice, &id, 1, json!({ "grantTypes": ["client_credentials"] })).await.assert_status(200);
        assert_eq!(alice.token(&password).await.assert_status(400).error(), "unauthorized_client");
        change(&alice, &id, 2, json!({ "grantTypes": ["password"], "accessTokenLifetime": 60 }))
            .await
            .assert_status(200);
        assert_eq!(alice.token(&password).await.assert_status(200).json()["expires_in"], 60);
    })
    .await;
}

#[tokio::test]
async fn a_change_from_another_site_changes_nothing() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let body = json!({ "clientId": app, "version": 1, "change": { "clientName": "Crossed" } });
        for (name, value) in [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")] {
            let request = alice.request(Method::POST, "/api/console/clients/change").header(name, value);
            alice.send(request.json(&body)).await.assert_status(403);
        }
        server.stranger().call("clients/change", &body).await.assert_status(401);
        assert_eq!(found(&alice, &app).await["clientName"], "My app");
    })
    .await;
}
