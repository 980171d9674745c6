//! `/connect/token`: what access tokens say beside the standard.

use serde_json::{Value, json};

use crate::world::{Answer, PASSWORD, Person, TestServer, claims, on_each_database, parameter, text};

const CALLBACK: &str = "https://app.example.com/callback";

/// An app with these columns changed.
async fn app_with(server: &TestServer, owner: &Person, columns: &str) -> String {
    let app = owner.app(CALLBACK).await;
    server.execute(&format!("UPDATE clients SET {columns} WHERE client_id = '{app}'")).await;
    app
}

async fn access_token(person: &Person, app: &str, scope: &str) -> Value {
    let code = person.code(app, CALLBACK, scope).await;
    person.redeem(app, CALLBACK, &code).await.assert_status(200).json()
}

// Shows RFC 9068 §2, R051.
#[tokio::test]
async fn static_claims_stand_in_every_access_token_of_their_client() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let own = r#"[{"type":"service","value":"data-sync"},{"type":"tag","value":"a"},{"type":"tag","value":"b"}]"#;
        server.execute(&format!("UPDATE clients SET claims = '{own}' WHERE client_id = '{id}'")).await;
        for (grant, username) in [("client_credentials", ""), ("password", "alice@example.com")] {
            let fields = [
                ("grant_type", grant),
                ("client_id", &*id),
                ("client_secret", &*secret),
                ("username", username),
                ("password", PASSWORD),
                ("scope", "exepron.restapi"),
            ];
            let token = text(&alice.token(&fields).await.assert_status(200).json()["access_token"]);
            let claims = claims(&token);
            assert_eq!((&claims["service"], &claims["tag"]), (&json!("data-sync"), &json!(["a", "b"])), "{grant}");
            alice.api("/odata/Projects?$top=1", &token).await.assert_status(200);
        }
    })
    .await;
}

// Shows RFC 9068 §2.
#[tokio::test]
async fn a_static_claim_never_replaces_one_of_the_server() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let own = r#"[{"type":"sub","value":"102"},{"type":"account_id","value":"2"},{"type":"role","value":"root"}]"#;
        let app = app_with(&server, &alice, &format!("claims = '{own}'")).await;
        let claims = claims(&text(&access_token(&alice, &app, "openid").await["access_token"]));
        assert_eq!((&claims["sub"], &claims["account_id"], claims.get("role")), (&json!("101"), &json!(1), None));
    })
    .await;
}

// Shows R070.
#[tokio::test]
async fn the_scope_role_tells_the_roles_and_without_it_nobody_does() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = app_with(&server, &alice, "scopes = 'openid role'").await;
        let all = json!(["administrator", "manager"]);
        for (scope, expected) in [("openid role", Some(&all)), ("openid", None)] {
            let tokens = access_token(&alice, &app, scope).await;
            let access = text(&tokens["access_token"]);
            assert_eq!(claims(&access).get("role"), expected, "{scope}");
            assert_eq!(
                alice.userinfo(&access).await.assert_status(200).json().get("role"),
                expected,
                "{scope}"
            );
            assert_eq!(claims(&text(&tokens["id_token"])).get("role"), None);
        }
    })
    .await;
}

// Shows R137.
#[tokio::test]
async fn a_client_learns_only_the_roles_on_its_list() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let columns = r#"scopes = 'openid role', roles = '["manager","reader"]'"#;
        let app = app_with(&server, &alice, columns).await;
        let access = text(&access_token(&alice, &app, "openid role").await["access_token"]);
        assert_eq!(claims(&access)["role"], json!(["manager"]));
        assert_eq!(alice.userinfo(&access).await.json()["role"], json!(["manager"]));
        let lost = "DELETE FROM user_roles WHERE user_id = 101";
        server.execute(lost).await;
        assert_eq!(alice.userinfo(&access).await.json()["role"], json!([]), "taken away at once");
    })
    .await;
}

// Shows T6, R137.
#[tokio::test]
async fn a_client_acts_only_for_people_with_a_role_on_its_list() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = app_with(&server, &alice, r#"roles = '["manager"]'"#).await;
        let refused =
            bob.get(&crate::world::authorize(&app, CALLBACK, "openid", "")).await.assert_status(303);
        assert_eq!(parameter(&refused.location(), "error").as_deref(), Some("access_denied"));
        assert_eq!(parameter(&refused.location(), "state").as_deref(), Some("xyz"));

        let tokens = access_token(&alice, &app, "openid offline_access").await;
        let code = alice.code(&app, CALLBACK, "openid").await;
        server.execute("DELETE FROM user_roles WHERE user_id = 101").await;
        let late = alice.redeem(&app, CALLBACK, &code).await.assert_status(400);
        let later = alice.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(400);
        assert_eq!((late.error().as_str(), later.error().as_str()), ("invalid_grant", "invalid_grant"));
    })
    .await;
}

#[tokio::test]
async fn the_password_grant_is_for_people_with_a_role_on_the_list_as_well() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        server
            .execute(&format!(r#"UPDATE clients SET roles = '["manager"]' WHERE client_id = '{id}'"#))
            .await;
        let ask = async |username: &str| -> Answer {
            let fields = [
                ("grant_type", "password"),
                ("client_id", &*id),
                ("client_secret", &*secret),
                ("username", username),
                ("password", PASSWORD),
                ("scope", "exepron.restapi"),
            ];
            alice.token(&fields).await
        };
        ask("alice@example.com").await.assert_status(200);
        assert_eq!(ask("bob@example.com").await.assert_status(400).error(), "invalid_grant");
    })
    .await;
}
