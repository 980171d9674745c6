//! A web server application at work: who signed in, for how long, and what becomes of a lost secret.

use serde_json::json;

use super::{CALLBACK, portal, portal_with, redeem};
use crate::world::{PASSWORD, authorize, claims, on_each_database, text};

// Shows R136.
#[tokio::test]
async fn id_token_and_basic_user_information_tell_it_who_signed_in() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let made = alice.create(portal()).await;
        let (id, secret) = (text(&made["client"]["clientId"]), text(&made["issued"]["clientSecret"]));
        for (scope, told) in [
            ("openid", json!({ "sub": "101" })),
            (
                "openid profile email",
                json!({
                    "sub": "101", "name": "Alice Adams", "given_name": "Alice", "family_name": "Adams",
                    "preferred_username": "alice", "email": "alice@example.com", "email_verified": false,
                }),
            ),
        ] {
            let code = alice.code(&id, CALLBACK, scope).await;
            let tokens = redeem(&alice, &id, &secret, &code).await.assert_status(200).json();
            assert_eq!(claims(&text(&tokens["id_token"]))["aud"], json!(id), "{tokens}");
            let userinfo = alice.userinfo(&text(&tokens["access_token"])).await.assert_status(200).json();
            assert_eq!(userinfo, told, "{scope}");
        }
    })
    .await;
}

// Shows R138.
#[tokio::test]
async fn with_persistent_sso_people_stay_signed_in_when_the_browser_is_closed() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        for (persistent, kept) in [(true, true), (false, false)] {
            let made = alice.create(portal_with(json!({ "persistentSso": persistent }))).await;
            let id = text(&made["client"]["clientId"]);
            let visitor = server.stranger();
            let login =
                visitor.get(&authorize(&id, CALLBACK, "openid", "")).await.assert_status(303).location();
            let page = visitor.get(&login).await.assert_status(200);
            let (csrf, request) = (page.hidden("csrf"), page.hidden("request"));
            let fields = [
                ("csrf", &*csrf),
                ("request", &*request),
                ("email", "alice@example.com"),
                ("password", PASSWORD),
            ];
            let answer = visitor.post("/Identity/Account/Login", &fields).await.assert_status(303);
            let mut cookies =
                answer.headers.get_all("set-cookie").iter().map(|cookie| cookie.to_str().unwrap());
            let session = cookies.find(|cookie| cookie.contains("session")).unwrap();
            assert_eq!(session.contains("Max-Age=2592000"), kept, "{session}");
        }
    })
    .await;
}

// Shows R144.
#[tokio::test]
async fn key_and_secret_are_given_once_and_a_lost_secret_is_made_anew() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let made = alice.create(portal()).await;
        let (id, lost) = (text(&made["client"]["clientId"]), text(&made["issued"]["clientSecret"]));
        let key = json!({ "clientId": id });
        for (function, arguments) in
            [("clients/find", &key), ("secrets/list", &key), ("clients/list", &json!({}))]
        {
            let answer = alice.call(function, arguments).await.assert_status(200);
            assert!(!answer.text.contains(&lost), "{function}: {}", answer.text);
        }
        let anew = alice.call("secrets/regenerate", &json!({ "clientId": id, "overlap": "now" })).await;
        let anew = text(&anew.assert_status(200).json()["issued"]["clientSecret"]);
        assert_ne!(anew, lost);
        assert!(!alice.call("secrets/list", &key).await.assert_status(200).text.contains(&anew));
        let code = alice.code(&id, CALLBACK, "openid").await;
        assert_eq!(redeem(&alice, &id, &lost, &code).await.assert_status(401).error(), "invalid_client");
        redeem(&alice, &id, &anew, &code).await.assert_status(200);
    })
    .await;
}
