//! `/connect/userinfo`

use reqwest::Method;
use serde_json::{Value, json};

use crate::world::{Answer, claims, on_each_database, text};

const CALLBACK: &str = "https://app.example.com/callback";

/// Every identity scope, and exactly what it tells of Alice besides `sub` (OpenID Connect Core §5.4).
fn scopes() -> [(&'static str, Value); 6] {
    [
        ("openid", json!({})),
        (
            "openid profile",
            json!({
                "name": "Alice Adams", "given_name": "Alice", "family_name": "Adams",
                "preferred_username": "alice"
            }),
        ),
        ("openid email", json!({ "email": "alice@example.com", "email_verified": false })),
        ("openid phone", json!({ "phone_number": "+1 202 555 0101", "phone_number_verified": false })),
        (
            "openid address",
            json!({ "address": {
                "formatted": "1 Main Street\nSpringfield\n12345\nUSA", "street_address": "1 Main Street",
                "locality": "Springfield", "postal_code": "12345", "country": "USA"
            } }),
        ),
        ("openid role", json!({ "role": ["administrator", "manager"] })),
    ]
}

// Shows U2, TC7, OpenID Connect Core §5.4, oidcc-scope-profile, oidcc-scope-email, oidcc-scope-address,
// oidcc-scope-phone,
// oidcc-scope-all, oidcc-userinfo-get, oidcc-userinfo-post-header.
#[tokio::test]
async fn each_scope_tells_exactly_its_claims() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let all = "openid profile email phone address role";
        server.execute(&format!("UPDATE clients SET scopes = '{all}' WHERE client_id = '{app}'")).await;
        let mut everything = json!({});
        for (_, told) in scopes() {
            everything.as_object_mut().unwrap().extend(told.as_object().unwrap().clone());
        }
        for (scope, mut told) in scopes().into_iter().chain([(all, everything)]) {
            told["sub"] = json!("101");
            let code = alice.code(&app, CALLBACK, scope).await;
            let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
            let access = text(&tokens["access_token"]);
            let answer = alice.userinfo(&access).await.assert_status(200);
            assert_eq!((answer.json(), answer.header("cache-control")), (told, "no-store"), "{scope}");
            let url = server.identity_url("/connect/userinfo");
            let posted = alice.plain(Method::POST, &url).header("authorization", format!("bearer {access}"));
            Answer::read(posted).await.assert_status(200);
            let id_token = claims(&text(&tokens["id_token"]));
            let own = ["acr", "at_hash", "aud", "auth_time", "exp", "iat", "iss", "nonce", "sid", "sub"];
            let members = id_token.as_object().unwrap().keys();
            assert!(members.clone().all(|name| own.contains(&name.as_str())), "{scope}: {id_token}");
        }
    })
    .await;
}

// Shows P6, U3, RFC 6750 §3, RFC 6750 §3.1.
#[tokio::test]
async fn without_a_good_token_there_is_a_challenge_and_nothing_else() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let url = server.identity_url("/connect/userinfo");
        let none = Answer::read(alice.plain(Method::GET, &url)).await.assert_status(401);
        assert!(!none.header("www-authenticate").contains("error"), "{}", none.header("www-authenticate"));
        let (_, token) = alice.personal_access_token().await;
        for bad in ["x", "a.b.c", &token] {
            let refused = alice.userinfo(bad).await.assert_status(401);
            assert!(refused.header("www-authenticate").contains("error=\"invalid_token\""));
        }
        let (id, secret) = alice.backend_service().await;
        let fields = [
            ("grant_type", "password"),
            ("client_id", &*id),
            ("client_secret", &*secret),
            ("username", "alice@example.com"),
            ("password", crate::world::PASSWORD),
            ("scope", "exepron.restapi"),
        ];
        let tokens = alice.token(&fields).await.assert_status(200).json();
        let refused = alice.userinfo(&text(&tokens["access_token"])).await.assert_status(403);
        assert!(
            refused.header("www-authenticate").contains("error=\"insufficient_scope\", scope=\"openid\"")
        );
    })
    .await;
}

// Shows U1, RFC 6750 §2.2, oidcc-userinfo-post-body.
#[tokio::test]
async fn a_token_may_come_in_the_form_of_a_post_alone_and_in_no_other_place() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid").await;
        let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let token = text(&tokens["access_token"]);
        let url = server.identity_url("/connect/userinfo");
        let post = || alice.plain(Method::POST, &url);
        let form = [("access_token", &*token)];
        let told = Answer::read(post().form(&form)).await.assert_status(200);
        assert_eq!((told.json(), told.header("cache-control")), (json!({ "sub": "101" }), "no-store"));

        let refused = |answer: &Answer, error: &str| {
            let challenge = answer.header("www-authenticate").to_owned();
            assert_eq!(challenge.contains("error=\""), !error.is_empty(), "{challenge}");
            assert!(error.is_empty() || challenge.contains(&format!("error=\"{error}\"")), "{challenge}");
            assert!(!answer.text.contains(&token) && !challenge.contains(&token), "{challenge}");
        };
        for twice in [
            post().bearer_auth(&token).form(&form),
            post().header("authorization", format!("DPoP {token}")).form(&form),
            post().basic_auth("a", Some("b")).form(&form),
            post().form(&[("access_token", &token), ("access_token", &token)]),
        ] {
            refused(&Answer::read(twice).await.assert_status(400), "invalid_request");
        }
        let wrong = Answer::read(post().form(&[("access_token", "a.b.c")])).await.assert_status(401);
        refused(&wrong, "invalid_token");
        let body = format!("access_token={token}");
        let kind = ("content-type", "application/x-www-form-urlencoded");
        for elsewhere in [
            alice.plain(Method::GET, &url).query(&form),
            post().query(&form),
            alice.plain(Method::GET, &url).header(kind.0, kind.1).body(body.clone()),
            post().body(body.clone()),
            post().header("content-type", "text/plain").body(body.clone()),
            post().json(&json!({ "access_token": token })),
            post().form(&[("token", &token)]),
        ] {
            refused(&Answer::read(elsewhere).await.assert_status(401), "");
        }
    })
    .await;
}

// Shows T12, U2.
#[tokio::test]
async fn only_pages_of_registered_origins_may_call() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        alice.app(CALLBACK).await;
        let ask = async |origin: &str| {
            let request = alice.plain(Method::OPTIONS, &server.identity_url("/connect/userinfo"));
            let request = request.header("origin", origin).header("access-control-request-method", "GET");
            Answer::read(request.header("access-control-request-headers", "authorization")).await
        };
        let known = ask("https://app.example.com").await;
        assert_eq!(known.header("access-control-allow-origin"), "https://app.example.com");
        assert!(known.header("access-control-allow-headers").contains("authorization"));
        assert!(!known.headers.contains_key("access-control-allow-credentials"));
        let unknown = ask("https://evil.example").await;
        assert!(!unknown.headers.contains_key("access-control-allow-origin"));
    })
    .await;
}
