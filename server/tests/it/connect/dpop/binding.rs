//! What is bound to a key besides access tokens: refresh tokens, codes, and what is exchanged.

use oauth::form::Form;
use reqwest::Method;
use serde_json::json;

use super::{CALLBACK, SCOPE, code_fields, refresh_fields, signed_in};
use crate::world::{Answer, ProofKey, authorize, claims, on_each_database, parameter, text};

// Shows X-DPoP, RFC 9449 §5.
#[tokio::test]
async fn the_refresh_tokens_of_a_public_client_are_bound_to_its_key() {
    on_each_database(async |server| {
        let (key, thief) = (ProofKey::new(&server), ProofKey::new(&server));
        let (alice, app, tokens) = signed_in(&server, &key).await;
        let refresh = text(&tokens["refresh_token"]);
        let fields = refresh_fields(&app, &refresh);
        assert_eq!(alice.token(&fields).await.assert_status(400).error(), "invalid_grant");
        assert_eq!(thief.token(&alice, &fields).await.assert_status(400).error(), "invalid_grant");
        let next = key.token(&alice, &fields).await.assert_status(200).json();
        assert_eq!(next["token_type"], "DPoP");
        assert_eq!(claims(&text(&next["access_token"]))["cnf"]["jkt"], key.thumbprint());
        let last = text(&next["refresh_token"]);
        key.token(&alice, &refresh_fields(&app, &last)).await.assert_status(200);
    })
    .await;
}

// Shows RFC 9449 §5.
#[tokio::test]
async fn a_confidential_client_may_change_its_key() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let web = json!({ "template": "web_server_application", "clientName": "Portal", "redirectUris": [CALLBACK] });
        let made = alice.create(web).await;
        let (id, secret) = (text(&made["client"]["clientId"]), text(&made["issued"]["clientSecret"]));
        let code = alice.code(&id, CALLBACK, SCOPE).await;
        let (one, other) = (ProofKey::new(&server), ProofKey::new(&server));
        let secret = ("client_secret", &*secret);
        let fields = [&code_fields(&id, &code)[..], &[secret]].concat();
        let tokens = one.token(&alice, &fields).await.assert_status(200).json();
        let refresh = text(&tokens["refresh_token"]);
        let fields = [&refresh_fields(&id, &refresh)[..], &[secret]].concat();
        let next = other.token(&alice, &fields).await.assert_status(200).json();
        assert_eq!(claims(&text(&next["access_token"]))["cnf"]["jkt"], other.thumbprint());
    })
    .await;
}

// Shows X-DPoP.
#[tokio::test]
async fn a_code_that_names_a_key_is_for_that_key_alone() {
    on_each_database(async |server| {
        let (key, thief) = (ProofKey::new(&server), ProofKey::new(&server));
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, SCOPE).await;
        let named = authorize(&app, CALLBACK, SCOPE, &format!("&dpop_jkt={}", key.thumbprint()));
        let location = alice.get(&named).await.assert_status(303).location();
        let code = parameter(&location, "code").unwrap();
        let fields = code_fields(&app, &code);
        assert_eq!(alice.token(&fields).await.assert_status(400).error(), "invalid_grant");
        assert_eq!(thief.token(&alice, &fields).await.assert_status(400).error(), "invalid_grant");
        key.token(&alice, &fields).await.assert_status(200);

        let garbled = authorize(&app, CALLBACK, SCOPE, "&dpop_jkt=x");
        let location = alice.get(&garbled).await.assert_status(303).location();
        assert_eq!(parameter(&location, "error").as_deref(), Some("invalid_request"));
    })
    .await;
}

// Shows X-PAR, RFC 9449 §5.
#[tokio::test]
async fn a_request_that_is_pushed_with_a_proof_gives_a_code_for_that_key() {
    on_each_database(async |server| {
        let (key, thief) = (ProofKey::new(&server), ProofKey::new(&server));
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, SCOPE).await;
        let here = server.identity_url("/connect/par");
        let query = authorize(&app, CALLBACK, SCOPE, "");
        let body = query.split_once('?').unwrap().1.to_owned();
        let push = async |body: &str| {
            let proof = key.sign(&key.header(), &key.claims(&Method::POST, &here));
            let request = alice.plain(Method::POST, &here).header("dpop", proof);
            let form = "application/x-www-form-urlencoded";
            Answer::read(request.header("content-type", form).body(body.to_owned())).await
        };
        let pushed = push(&body).await.assert_status(201).json();
        let query = Form::encode([("client_id", &*app), ("request_uri", &*text(&pushed["request_uri"]))]);
        let location = alice.get(&format!("/connect/authorize?{query}")).await.assert_status(303).location();
        let code = parameter(&location, "code").unwrap();
        let fields = code_fields(&app, &code);
        assert_eq!(thief.token(&alice, &fields).await.assert_status(400).error(), "invalid_grant");
        key.token(&alice, &fields).await.assert_status(200);

        let other = push(&format!("{body}&dpop_jkt={}", thief.thumbprint())).await;
        assert_eq!(other.assert_status(400).error(), "invalid_request");
        push(&format!("{body}&dpop_jkt={}", key.thumbprint())).await.assert_status(201);
    })
    .await;
}

#[tokio::test]
async fn an_exchanged_token_can_be_bound_as_well() {
    on_each_database(async |server| {
        let key = ProofKey::new(&server);
        let alice = server.alice().await;
        let (_, token) = alice.personal_access_token().await;
        let fields = [
            ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"),
            ("subject_token", &*token),
            ("subject_token_type", "urn:ietf:params:oauth:token-type:access_token"),
        ];
        let tokens = key.token(&alice, &fields).await.assert_status(200).json();
        assert_eq!(tokens["token_type"], "DPoP");
        let jwt = text(&tokens["access_token"]);
        alice.api("/odata/Projects", &jwt).await.assert_status(401);
        key.get(&alice, &server.api_url("/odata/Projects"), &jwt).await.assert_status(200);
    })
    .await;
}
