//! `/connect/revocation`

use reqwest::Method;

use crate::world::{Answer, Person, TestServer, on_each_database, text};

const CALLBACK: &str = "https://app.example.com/callback";

/// An app that Alice has signed in to: its id, an access token and a refresh token.
async fn signed_in(server: &TestServer) -> (Person, String, String, String) {
    let alice = server.alice().await;
    let app = alice.app(CALLBACK).await;
    let code = alice.code(&app, CALLBACK, "openid offline_access").await;
    let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
    (alice, app, text(&tokens["access_token"]), text(&tokens["refresh_token"]))
}

async fn revoke(person: &Person, fields: &[(&str, &str)]) -> Answer {
    let url = person.server.identity_url("/connect/revocation");
    Answer::read(person.plain(Method::POST, &url).form(fields)).await
}

async fn works(person: &Person, access_token: &str) -> bool {
    person.userinfo(access_token).await.status == 200
}

// Shows V1, V3, RFC 7009 §2.1.
#[tokio::test]
async fn a_refresh_token_takes_its_access_tokens_along() {
    on_each_database(async |server| {
        for hint in ["refresh_token", "access_token", "nonsense"] {
            let (alice, app, access, refresh) = signed_in(&server).await;
            let fields = [("token", &*refresh), ("token_type_hint", hint), ("client_id", &*app)];
            let done = revoke(&alice, &fields).await.assert_status(200);
            assert_eq!((done.text.as_str(), done.header("cache-control")), ("", "no-store"));
            assert!(!works(&alice, &access).await, "V3 {hint}");
            assert_eq!(alice.refresh(&app, &refresh).await.assert_status(400).error(), "invalid_grant");
            revoke(&alice, &fields).await.assert_status(200);
        }
        assert!(server.events("refresh.reused").await.is_empty(), "a revoked token is no reuse");
    })
    .await;
}

// Shows V3.
#[tokio::test]
async fn an_access_token_ends_alone() {
    on_each_database(async |server| {
        let (alice, app, access, refresh) = signed_in(&server).await;
        revoke(&alice, &[("token", &access), ("client_id", &app)]).await.assert_status(200);
        assert!(!works(&alice, &access).await);
        let next = alice.refresh(&app, &refresh).await.assert_status(200).json();
        assert!(works(&alice, &text(&next["access_token"])).await, "V3: the refresh token goes on");
    })
    .await;
}

#[tokio::test]
async fn a_token_of_a_service_ends_at_the_api_as_well() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let own = [("client_id", &*id), ("client_secret", &*secret)];
        let grant = [("grant_type", "client_credentials"), ("scope", "exepron.restapi")];
        let tokens = alice.token(&[own, grant].concat()).await.assert_status(200).json();
        let token = text(&tokens["access_token"]);
        alice.api("/odata/Projects?$top=1", &token).await.assert_status(200);
        revoke(&alice, &[&own[..], &[("token", &*token)]].concat()).await.assert_status(200);
        alice.api("/odata/Projects?$top=1", &token).await.assert_status(401);
    })
    .await;
}

// Shows V2, RFC 7009 §2.1.
#[tokio::test]
async fn nobody_ends_the_token_of_another_client() {
    on_each_database(async |server| {
        let (alice, app, access, refresh) = signed_in(&server).await;
        let other = alice.app(CALLBACK).await;
        for token in [&access, &refresh] {
            revoke(&alice, &[("token", token), ("client_id", &other)]).await.assert_status(200);
        }
        assert!(works(&alice, &access).await, "V2");
        alice.refresh(&app, &refresh).await.assert_status(200);
    })
    .await;
}

#[tokio::test]
async fn a_personal_access_token_is_its_owners_to_end() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, token) = alice.personal_access_token().await;
        let (service, secret) = alice.backend_service().await;
        let fields = [("token", &*token), ("client_id", &*service), ("client_secret", &*secret)];
        revoke(&alice, &fields).await.assert_status(200);
        let own = token.split_once(':').unwrap().1;
        revoke(&alice, &[("token", &*token), ("client_id", &*id), ("client_secret", own)]).await;
        alice.api("/odata/Projects?$top=1", &token).await.assert_status(200);
    })
    .await;
}

// Shows V1, RFC 7009 §2.2.
#[tokio::test]
async fn an_unknown_token_is_no_error() {
    on_each_database(async |server| {
        let (alice, app, access, _) = signed_in(&server).await;
        let forged = format!("{access}x");
        let long = "x".repeat(100_000);
        for token in ["x", "a.b.c", "exepron_pat_abc123def456:x", &forged, &long] {
            let done = revoke(&alice, &[("token", token), ("client_id", &app)]).await.assert_status(200);
            assert_eq!(done.text, "", "V1");
        }
        assert!(works(&alice, &access).await);
    })
    .await;
}

// Shows V4.
#[tokio::test]
async fn a_confidential_client_has_to_authenticate_and_a_request_to_be_whole() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let refused = revoke(&alice, &[("token", "x"), ("client_id", &id)]).await.assert_status(401);
        assert_eq!(refused.error(), "invalid_client");
        let url = server.identity_url("/connect/revocation");
        let basic = |secret: &str| alice.plain(Method::POST, &url).basic_auth(&id, Some(secret));
        Answer::read(basic(&secret).form(&[("token", "x")])).await.assert_status(200);
        let wrong = Answer::read(basic("wrong").form(&[("token", "x")])).await.assert_status(401);
        assert!(wrong.header("www-authenticate").starts_with("Basic"));

        let none = Answer::read(basic(&secret).form(&[("nothing", "x")])).await.assert_status(400);
        assert_eq!(none.error(), "invalid_request");
        let twice = Answer::read(basic(&secret).form(&[("token", "x"), ("token", "y")])).await;
        assert_eq!(twice.assert_status(400).error(), "invalid_request");
        let json = Answer::read(basic(&secret).json(&serde_json::json!({ "token": "x" }))).await;
        assert_eq!(json.assert_status(400).error(), "invalid_request");
        let get = Answer::read(alice.plain(Method::GET, &url)).await.assert_status(405);
        assert!(get.header("allow").contains("POST"));
    })
    .await;
}
