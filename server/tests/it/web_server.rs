//! Web server applications: made by managers, in the wizard and written down, and what they can do then.

mod in_use;

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, Person, VERIFIER, authorize, on_each_database, text};

const CALLBACK: &str = "https://portal.example.com/callback";

fn portal() -> Value {
    json!({
        "template": "web_server_application", "clientName": "Customer portal",
        "grantTypes": ["authorization_code", "refresh_token"], "redirectUris": [CALLBACK],
        "scopes": ["openid", "profile", "email", "projects"], "roles": ["manager"], "persistentSso": true,
        "allowedIpAddresses": ["127.0.0.1", "203.0.113.0/24", "2001:db8::/32"], "refreshTokenLifetime": 7_776_000,
    })
}

/// The portal with some answers of its own.
fn portal_with(answers: Value) -> Value {
    let mut whole = portal();
    let (Value::Object(whole_members), Value::Object(answers)) = (&mut whole, answers) else {
        panic!("two objects");
    };
    whole_members.extend(answers);
    whole
}

async fn active(person: &Person) -> Value {
    person.call("clients/list", &json!({})).await.json()["active"].clone()
}

/// Redeems a code with PKCE and the client's secret.
async fn redeem(person: &Person, id: &str, secret: &str, code: &str) -> Answer {
    let fields = [
        ("grant_type", "authorization_code"),
        ("client_id", id),
        ("client_secret", secret),
        ("redirect_uri", CALLBACK),
        ("code", code),
        ("code_verifier", VERIFIER),
    ];
    person.token(&fields).await
}

// Shows R131, R133, R135, R137, R139, R142, R143.
#[tokio::test]
async fn a_manager_makes_what_was_chosen_and_gets_key_and_secret_once() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let made = alice.create(portal()).await;
        let client = &made["client"];
        let id = text(&client["clientId"]);
        let hex = id.strip_prefix("web_").unwrap();
        assert!(hex.len() == 12 && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')), "{id}");
        assert_eq!(client["clientType"], "confidential");
        assert_eq!(client["grantTypes"], json!(["authorization_code", "refresh_token"]));
        assert_eq!(client["scopes"], json!(["email", "offline_access", "openid", "profile", "projects"]));
        assert_eq!(client["roles"], json!(["manager"]));
        assert_eq!(client["allowedIpAddresses"], json!(["127.0.0.1", "203.0.113.0/24", "2001:db8::/32"]));
        assert_eq!(
            (&client["refreshTokenLifetime"], &client["accessTokenLifetime"]),
            (&json!(7_776_000), &json!(3600))
        );
        for yes in ["requirePkce", "requireRequestedScopes", "persistentSso", "allowOfflineAccess"] {
            assert_eq!(client[yes], true, "{yes}");
        }
        let secret = text(&made["issued"]["clientSecret"]);
        assert!(domain::secret::has_valid_checksum(&secret));
        let found = alice.call("clients/find", &json!({ "clientId": id })).await;
        assert!(!found.text.contains(&secret));
    })
    .await;
}

// Shows R131.
#[tokio::test]
async fn nobody_else_makes_one_whether_in_the_wizard_by_hand_or_written_down() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        for client in [portal(), json!({ "template": "web_server_application", "clientName": "x" })] {
            let refused =
                bob.call("clients/create", &json!({ "client": client })).await.assert_status(403).json();
            assert_eq!(refused["code"], "forbidden");
        }
        let definition = json!({
            "clientName": "Customer portal", "clientType": "confidential",
            "grantTypes": ["authorization_code"], "redirectUris": [CALLBACK], "scopes": ["openid"],
        });
        let definition = serde_json::from_value(definition).unwrap();
        let refused = identity::clients::define(&bob.visit().await, &definition).await.unwrap_err();
        assert_eq!(refused.code, domain::refusal::RefusalCode::Forbidden);
        assert_eq!(active(&bob).await, 0);
        let page = bob.get("/Identity/Account/Manage/ApiClients/New").await.assert_status(200);
        assert!(!page.text.contains("Web Server Application") && page.text.contains("Backend Service"));
        let alice = server.alice().await;
        let page = alice.get("/Identity/Account/Manage/ApiClients/New").await.assert_status(200);
        assert!(page.text.contains("Web Server Application"));
    })
    .await;
}

// Shows R133, R138, R142, R143.
#[tokio::test]
async fn each_field_that_can_not_stay_is_named_and_nothing_is_made() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let before = active(&alice).await;
        for (answers, field, code) in [
            (json!({ "clientName": "ab" }), "clientName", "invalid"),
            (json!({ "grantTypes": ["client_credentials"] }), "grantTypes", "not_here"),
            (json!({ "grantTypes": [] }), "grantTypes", "empty"),
            (json!({ "redirectUris": ["http://portal.example.com/"] }), "redirectUris", "uri.scheme_http"),
            (json!({ "scopes": ["openid", "projcts"] }), "scopes", "unknown"),
            (json!({ "scopes": ["projects"] }), "persistentSso", "needs_sign_in"),
            (json!({ "roles": [""] }), "roles", "invalid"),
            (json!({ "allowedIpAddresses": ["10.0.0.0/33"] }), "allowedIpAddresses", "invalid"),
            (json!({ "refreshTokenLifetime": 0 }), "refreshTokenLifetime", "range"),
            (json!({ "refreshTokenLifetime": 86_399 }), "refreshTokenLifetime", "range"),
            (json!({ "refreshTokenLifetime": 315_360_001 }), "refreshTokenLifetime", "range"),
            (json!({ "grantTypes": ["authorization_code"] }), "refreshTokenLifetime", "not_here"),
            (json!({ "tokenExpiration": "never" }), "tokenExpiration", "not_here"),
        ] {
            let call = json!({ "client": portal_with(answers) });
            let refused = alice.call("clients/create", &call).await.assert_status(422).json();
            let named = &refused["problems"][0];
            assert_eq!(
                (text(&named["field"]), text(&named["code"])),
                (field.to_owned(), code.to_owned()),
                "{refused}"
            );
        }
        for answers in
            [json!({ "owner": 2 }), json!({ "scopes": "openid" }), json!({ "grantTypes": ["root"] })]
        {
            let call = json!({ "client": portal_with(answers) });
            alice.call("clients/create", &call).await.assert_status(400);
        }
        assert_eq!(active(&alice).await, before);
    })
    .await;
}

// Shows R143.
#[tokio::test]
async fn another_lifetime_of_refresh_tokens_needs_their_grant_type_at_every_door() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let made = alice.create(portal()).await;
        let id = text(&made["client"]["clientId"]);
        let path = format!("/api/v1/clients/{id}");
        let mut version = 1;
        for (change, refused) in [
            (json!({ "refreshTokenLifetime": 86_399 }), Some("range")),
            (json!({ "refreshTokenLifetime": 86_400 }), None),
            (
                json!({ "grantTypes": ["authorization_code"], "refreshTokenLifetime": 172_800 }),
                Some("not_here"),
            ),
            (json!({ "grantTypes": ["authorization_code"], "refreshTokenLifetime": 86_400 }), None),
            (json!({ "refreshTokenLifetime": 172_800 }), Some("not_here")),
            (
                json!({ "grantTypes": ["password", "refresh_token"], "refreshTokenLifetime": 172_800,
                "persistentSso": false }),
                None,
            ),
        ] {
            let call = json!({ "clientId": id, "version": version, "change": change });
            let Some(code) = refused else {
                let client = alice.call("clients/change", &call).await.assert_status(200).json();
                assert_eq!(client["refreshTokenLifetime"], change["refreshTokenLifetime"]);
                version += 1;
                continue;
            };
            let request = alice.request(Method::PATCH, &path).header("origin", server.issuer());
            for answer in [alice.call("clients/change", &call).await, alice.send(request.json(&change)).await]
            {
                let answer = answer.assert_status(422).json();
                let problem = &answer["problems"][0];
                assert_eq!(
                    (&problem["field"], &problem["code"]),
                    (&json!("refreshTokenLifetime"), &json!(code))
                );
            }
        }
    })
    .await;
}

// Shows R143.
#[tokio::test]
async fn other_templates_decide_for_themselves() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let call = json!({ "client": {
            "template": "backend_service", "clientName": "Sync", "scopes": ["admin"], "grantTypes": ["password"],
        } });
        let refused = bob.call("clients/create", &call).await.assert_status(422).json();
        let fields: Vec<String> =
            refused["problems"].as_array().unwrap().iter().map(|problem| text(&problem["field"])).collect();
        assert_eq!(fields, ["grantTypes", "scopes"]);
        assert_eq!(active(&bob).await, 0);
    })
    .await;
}

// Shows R134, R139.
#[tokio::test]
async fn its_codes_need_the_secret_and_its_requests_have_to_name_scopes() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let made = alice.create(portal()).await;
        let (id, secret) = (text(&made["client"]["clientId"]), text(&made["issued"]["clientSecret"]));
        let code = alice.code(&id, CALLBACK, "openid projects").await;
        assert_eq!(redeem(&alice, &id, "", &code).await.assert_status(401).error(), "invalid_client");
        let tokens = redeem(&alice, &id, &secret, &code).await.assert_status(200).json();
        assert_eq!(tokens["scope"], "openid projects");
        assert!(tokens["refresh_token"].is_string());
        assert_eq!(redeem(&alice, &id, &secret, &code).await.assert_status(400).error(), "invalid_grant");

        let none = alice.get(&authorize(&id, CALLBACK, "", "")).await;
        assert!(none.location().contains("error=invalid_scope"), "{}", none.location());
    })
    .await;
}

// Shows R140.
#[tokio::test]
async fn a_legacy_client_that_may_ask_for_no_scopes_is_marked_and_can_be_changed_once() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let id = alice
            .import(json!({
                "clientName": "Old portal", "clientType": "confidential", "grantTypes": ["authorization_code"],
                "redirectUris": [CALLBACK], "scopes": ["openid", "projects"], "requireRequestedScopes": false,
            }))
            .await;
        let page = format!("/Identity/Account/Manage/ApiClients/{id}/Access");
        let legacy = alice.get(&page).await.assert_status(200).text;
        assert!(legacy.contains("Legacy: may ask for no scopes") && legacy.contains(">Enforce<"), "{legacy}");
        let everything = alice.get(&authorize(&id, CALLBACK, "", "")).await.assert_status(303);
        assert!(everything.location().starts_with("/Identity/Account/Consent"), "{}", everything.location());

        let call = |wanted: bool, version: i64| {
            json!({ "clientId": id, "version": version, "change": { "requireRequestedScopes": wanted } })
        };
        let changed = alice.call("clients/change", &call(true, 1)).await.assert_status(200).json();
        assert_eq!(changed["requireRequestedScopes"], true);
        let enforced = alice.get(&page).await.assert_status(200).text;
        assert!(!enforced.contains("Legacy: may ask") && !enforced.contains(">Enforce<"), "{enforced}");
        let refused = alice.get(&authorize(&id, CALLBACK, "", "")).await;
        assert!(refused.location().contains("error=invalid_scope"), "{}", refused.location());
        let back = alice.call("clients/change", &call(false, 2)).await.assert_status(422).json();
        assert_eq!(back["problems"][0]["code"], "one_way");
    })
    .await;
}
