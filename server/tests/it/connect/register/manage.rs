//! `/connect/register/{client_id}` (RFC 7592)

use reqwest::Method;
use serde_json::{Value, json};

use super::{CALLBACK, TOKEN, call, key, on_each_open_server, refused, register, web_app};
use crate::world::{authorize, text};

// Shows RFC 7592 §2.
#[tokio::test]
async fn a_client_reads_changes_and_deletes_its_own_registration() {
    on_each_open_server(async |server| {
        let bob = server.bob().await;
        let registered = register(&bob, &web_app()).await.assert_status(201).json();
        let (url, token) = key(&registered);
        let read = call(&bob, Method::GET, &url, &token, None).await.assert_status(200);
        assert_eq!((read.json(), read.header("cache-control")), (registered.clone(), "no-store"));

        let id = text(&registered["client_id"]);
        let code = bob.code(&id, CALLBACK, "openid").await;
        let tokens = bob.redeem(&id, CALLBACK, &code).await.assert_status(200).json();
        let access_token = text(&tokens["access_token"]);

        let new = "https://new.example.com/callback";
        let mut change =
            json!({ "client_id": id, "redirect_uris": [new], "token_endpoint_auth_method": "none" });
        let changed = call(&bob, Method::PUT, &url, &token, Some(&change)).await.assert_status(200).json();
        assert_eq!(
            (&changed["redirect_uris"], &changed["scope"]),
            (&json!([new]), &json!("email openid profile"))
        );
        assert_eq!(
            changed["grant_types"],
            json!(["authorization_code"]),
            "what is left out takes its default"
        );
        assert!(changed.get("backchannel_logout_uri").is_none(), "{changed}");
        assert_eq!(key(&changed), (url.clone(), token.clone()));
        assert_eq!(call(&bob, Method::GET, &url, &token, None).await.json(), changed);
        bob.get(&authorize(&id, CALLBACK, "openid", "")).await.assert_status(400);
        bob.code(&id, new, "openid").await;

        change["redirect_uris"] = json!(["http://new.example.com/"]);
        refused(
            call(&bob, Method::PUT, &url, &token, Some(&change)).await,
            "invalid_redirect_uri",
            "redirect_uris",
        );
        assert_eq!(call(&bob, Method::GET, &url, &token, None).await.json(), changed, "all or nothing");

        bob.userinfo(&access_token).await.assert_status(200);
        call(&bob, Method::DELETE, &url, &token, None).await.assert_status(204);
        bob.userinfo(&access_token).await.assert_status(401);
        call(&bob, Method::GET, &url, &token, None).await.assert_status(401);
        call(&bob, Method::DELETE, &url, &token, None).await.assert_status(401);
    })
    .await;
}

// Shows RFC 7592 §2.
#[tokio::test]
async fn a_change_proves_that_the_client_knows_what_it_changes() {
    on_each_open_server(async |server| {
        let stranger = server.stranger();
        let registered =
            register(&stranger, &json!({ "redirect_uris": [CALLBACK] })).await.assert_status(201).json();
        let (url, token) = key(&registered);
        let change = |name: &str, value: Value| {
            let mut change = json!({ "client_id": registered["client_id"], "redirect_uris": [CALLBACK] });
            change[name] = value;
            change
        };
        for (name, value) in [
            ("client_id", Value::Null),
            ("client_id", json!("app_000000000000")),
            ("client_secret", json!("a secret of my own choice")),
            ("token_endpoint_auth_method", json!("none")),
            ("registration_access_token", json!(token)),
            ("client_id_issued_at", json!(1)),
        ] {
            let answer = call(&stranger, Method::PUT, &url, &token, Some(&change(name, value))).await;
            refused(answer, "invalid_client_metadata", name);
        }
        let good = change("client_secret", registered["client_secret"].clone());
        let changed = call(&stranger, Method::PUT, &url, &token, Some(&good)).await.assert_status(200).json();
        assert!(changed.get("client_secret").is_none(), "a secret is told once");
    })
    .await;
}

#[tokio::test]
async fn a_token_opens_one_registration_and_only_while_its_client_is_active() {
    on_each_open_server(async |server| {
        let alice = server.alice().await;
        let one = register(&alice, &web_app()).await.assert_status(201).json();
        let other = register(&alice, &web_app()).await.assert_status(201).json();
        let (url, token) = key(&one);
        let foreign = call(&alice, Method::GET, &key(&other).0, &token, None).await.assert_status(401);
        assert!(foreign.header("www-authenticate").contains("invalid_token"));
        call(&alice, Method::GET, &url, TOKEN, None).await.assert_status(401);
        call(&alice, Method::DELETE, &url, "", None).await.assert_status(401);
        call(&alice, Method::GET, &url, &token, None).await.assert_status(200);

        let id = json!({ "clientId": one["client_id"] });
        alice.call("clients/deactivate", &id).await.assert_status(200);
        for method in [Method::GET, Method::DELETE] {
            call(&alice, method, &url, &token, None).await.assert_status(401);
        }
        call(&alice, Method::PUT, &url, &token, Some(&web_app())).await.assert_status(401);
    })
    .await;
}
