//! What Create writes for each template, member by member.

use serde_json::{Map, Value, json};

use crate::world::{PASSWORD, on_each_database, text};

/// What a client is before its template says more: the whole object, without what is drawn and what the clock says.
fn client(own: Value) -> Value {
    let mut whole = json!({
        "status": "active", "clientType": "confidential", "redirectUris": [], "postLogoutRedirectUris": [],
        "allowedCorsOrigins": [], "requirePkce": false, "allowOfflineAccess": false, "accessTokenLifetime": 3600,
        "refreshTokenLifetime": 2_592_000, "slidingRefreshToken": false, "updateAccessTokenClaimsOnRefresh": false,
        "rotateRefreshToken": false, "idTokenSigningAlgorithm": "RS256", "roles": [], "claims": [], "clientSecrets": 1,
        "requireRequestedScopes": true, "allowedIpAddresses": [], "persistentSso": false, "version": 1,
    });
    whole.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    whole
}

/// The same of an answer. Of its secrets only their number is left; when they end is told beside it.
fn settled(made: &Value) -> (Value, Vec<Value>) {
    let mut members: Map<String, Value> = made["client"].as_object().unwrap().clone();
    for drawn in ["clientId", "createdAt"] {
        assert!(members.remove(drawn).is_some_and(|value| value.is_string()), "{drawn}");
    }
    let secrets = members["clientSecrets"].as_array().unwrap().clone();
    members.insert("clientSecrets".into(), json!(secrets.len()));
    (Value::Object(members), secrets.into_iter().map(|secret| secret["expiration"].clone()).collect())
}

// Shows R015, R016, R018.
#[tokio::test]
async fn a_personal_access_token_is_this_and_nothing_else() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let new = json!({ "template": "personal_access_token", "clientName": "CI job", "tokenExpiration": "never" });
        let expected = |own: Value| {
            let mut whole = client(json!({
                "clientName": "CI job", "template": "personal_access_token", "grantTypes": ["password"],
                "scopes": ["exepron.restapi", "exepron.restapi:extended"],
            }));
            whole.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
            whole
        };
        let made = alice.create(new.clone()).await;
        let (written, ends) = settled(&made);
        let mut endless = expected(json!({}));
        endless.as_object_mut().unwrap().remove("accessTokenLifetime");
        assert_eq!((written, ends), (endless, vec![Value::Null]));
        for (choice, seconds) in [("30d", 2_592_000), ("90d", 7_776_000), ("1y", 31_536_000)] {
            let mut limited = new.clone();
            limited["tokenExpiration"] = json!(choice);
            let (written, ends) = settled(&alice.create(limited).await);
            assert_eq!(written, expected(json!({ "accessTokenLifetime": seconds })), "{choice}");
            assert!(ends[0].is_string(), "{choice}");
        }

        // It is used as it is, and gets nothing at the token endpoint, least of all a refresh token.
        let (id, token) = (text(&made["client"]["clientId"]), text(&made["issued"]["personalAccessToken"]));
        let secret = token.split_once(':').unwrap().1;
        for (grant, more) in [("password", "exepron.restapi"), ("refresh_token", "exepron.restapi offline_access")] {
            let fields = [
                ("grant_type", grant),
                ("client_id", &*id),
                ("client_secret", secret),
                ("username", "alice@example.com"),
                ("password", PASSWORD),
                ("refresh_token", "any"),
                ("scope", more),
            ];
            let refused = alice.token(&fields).await.assert_status(400);
            assert_eq!(refused.error(), "unauthorized_client", "{grant}");
        }
    })
    .await;
}

// Shows R034, R035, R077.
#[tokio::test]
async fn each_template_has_ids_of_its_own_and_the_secret_that_it_needs() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let uris = json!(["https://app.example.com/callback"]);
        for (template, prefix, issued) in [
            ("personal_access_token", "", "personalAccessToken"),
            ("backend_service", "service_", "clientSecret"),
            ("web_mobile_app", "app_", ""),
            ("web_server_application", "web_", "clientSecret"),
        ] {
            let mut new = json!({ "template": template, "clientName": "Named" });
            if matches!(template, "web_mobile_app" | "web_server_application") {
                new["redirectUris"] = uris.clone();
            }
            let made = alice.create(new).await;
            let id = text(&made["client"]["clientId"]);
            let hex = id.strip_prefix(prefix).unwrap();
            assert!(
                hex.len() == 12 && hex.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')),
                "{id}"
            );
            let Some(given) = made.get("issued") else {
                assert_eq!(issued, "", "{template} has a secret");
                continue;
            };
            assert_eq!(given.as_object().unwrap().keys().collect::<Vec<_>>(), [issued], "{template}");
            let whole = text(&given[issued]);
            let (head, secret) = whole.split_once(':').unwrap_or(("", &whole));
            assert!(
                secret.len() == 48 && secret.ends_with("==") && domain::secret::has_valid_checksum(secret)
            );
            assert_eq!(head == format!("exepron_pat_{id}"), template == "personal_access_token", "{whole}");
        }
    })
    .await;
}

// Shows R020, R021, R022, R040.
#[tokio::test]
async fn a_backend_service_is_this_and_nothing_else() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let new = json!({ "template": "backend_service", "clientName": "Sync", "description": "Copies at night" });
        let (written, ends) = settled(&alice.create(new).await);
        let expected = client(json!({
            "clientName": "Sync", "description": "Copies at night", "template": "backend_service",
            "grantTypes": ["password", "client_credentials"], "scopes": ["exepron.restapi", "openid", "profile"],
        }));
        assert_eq!((written, ends), (expected, vec![Value::Null]));
    })
    .await;
}

// Shows R026, R027, R028, R040, R041, R042, R043, R044, R045.
#[tokio::test]
async fn a_web_or_mobile_app_is_this_and_nothing_else() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let uris = json!(["https://app.example.com/callback", "com.example.app://cb"]);
        let new = json!({ "template": "web_mobile_app", "clientName": "App", "redirectUris": uris });
        let made = alice.create(new).await;
        assert_eq!(made.get("issued"), None, "a public client has no secret");
        let (written, ends) = settled(&made);
        let expected = client(json!({
            "clientName": "App", "template": "web_mobile_app", "clientType": "public", "clientSecrets": 0,
            "grantTypes": ["authorization_code"], "redirectUris": uris, "postLogoutRedirectUris": uris,
            "allowedCorsOrigins": ["https://app.example.com"], "requirePkce": true, "allowOfflineAccess": true,
            "slidingRefreshToken": true, "updateAccessTokenClaimsOnRefresh": true, "rotateRefreshToken": true,
            "absoluteRefreshTokenLifetime": 15_552_000,
            "scopes": ["email", "exepron.restapi", "offline_access", "openid", "profile"],
        }));
        assert_eq!((written, ends), (expected, vec![]));
    })
    .await;
}

// Shows R040, R041, R043, R044, R045, R143.
#[tokio::test]
async fn a_web_server_application_that_chooses_nothing_is_this() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let uris = json!(["https://portal.example.com/callback"]);
        let new =
            json!({ "template": "web_server_application", "clientName": "Portal", "redirectUris": uris });
        let (written, ends) = settled(&alice.create(new).await);
        let expected = client(json!({
            "clientName": "Portal", "template": "web_server_application",
            "grantTypes": ["authorization_code", "refresh_token"], "redirectUris": uris,
            "postLogoutRedirectUris": uris, "allowedCorsOrigins": ["https://portal.example.com"],
            "requirePkce": true, "allowOfflineAccess": true,
            "slidingRefreshToken": true, "updateAccessTokenClaimsOnRefresh": true,
            "absoluteRefreshTokenLifetime": 15_552_000,
            "scopes": ["email", "exepron.restapi", "offline_access", "openid", "profile"],
        }));
        assert_eq!((written, ends), (expected, vec![Value::Null]));
    })
    .await;
}
