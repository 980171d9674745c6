//! What the certification profiles of OpenID and the token profiles of the RFCs ask for, and no other test does.

use serde_json::{Value, json};

use crate::world::{Person, Signer, authorize, claims, on_each_database, text};

const CALLBACK: &str = "https://app.example.com/callback";

async fn tokens(person: &Person, app: &str, callback: &str, scope: &str) -> Value {
    let code = person.code(app, callback, scope).await;
    person.redeem(app, callback, &code).await.assert_status(200).json()
}

/// The header of a JWT (RFC 7515 §4).
fn header(token: &str) -> Value {
    claims(&format!(".{}.", token.split('.').next().unwrap()))
}

// Shows D1, RFC 8414 §2, OpenID Connect Discovery §3, oidcc-discovery-endpoint-verification,
// oidcc-rp-initiated-logout-discovery-endpoint-verification, oidcc-backchannel-logout-discovery-endpoint-verification.
#[tokio::test]
async fn discovery_says_all_that_a_client_has_to_know() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        let document = stranger.get("/.well-known/openid-configuration").await.assert_status(200).json();
        assert_eq!(document["issuer"], server.issuer());
        for (name, path) in [
            ("authorization_endpoint", "/connect/authorize"),
            ("token_endpoint", "/connect/token"),
            ("userinfo_endpoint", "/connect/userinfo"),
            ("introspection_endpoint", "/connect/introspect"),
            ("revocation_endpoint", "/connect/revocation"),
            ("end_session_endpoint", "/connect/endsession"),
            ("jwks_uri", "/.well-known/openid-configuration/jwks"),
        ] {
            assert_eq!(document[name], format!("{}{path}", server.issuer()), "{name}");
        }
        for (name, value) in [
            ("response_types_supported", "code"),
            ("subject_types_supported", "public"),
            ("id_token_signing_alg_values_supported", "RS256"),
            ("scopes_supported", "openid"),
            ("claims_supported", "sub"),
            ("code_challenge_methods_supported", "S256"),
        ] {
            let values = document[name].as_array().unwrap_or_else(|| panic!("no {name}"));
            assert!(values.contains(&json!(value)), "{name} {values:?}");
            assert!(!values.contains(&json!("none")), "{name}");
        }
        for name in ["backchannel_logout_supported", "backchannel_logout_session_supported"] {
            assert_eq!(document[name], true, "{name}");
        }
    })
    .await;
}

// Shows J1.
#[tokio::test]
async fn every_key_is_strong_and_has_a_name_and_a_use() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        let keys = stranger.get("/.well-known/openid-configuration/jwks").await.json();
        let keys = keys["keys"].as_array().unwrap();
        let mut ids: Vec<_> = keys.iter().map(|key| text(&key["kid"])).collect();
        ids.sort();
        ids.dedup();
        assert_eq!(ids.len(), keys.len());
        assert!(keys.iter().all(|key| key["use"] == "sig"));
        let rsa = keys.iter().find(|key| key["kty"] == "RSA").unwrap();
        assert!(text(&rsa["n"]).len() >= 342, "2,048 bits in base64url");
        assert!(keys.iter().any(|key| key["crv"] == "P-256"));
    })
    .await;
}

// Shows T11, TC8, RFC 9068 §2, OpenID Connect Core §3.1.3.3, OpenID Connect Core §11.
#[tokio::test]
async fn an_access_token_says_what_its_profile_demands_and_refreshing_is_asked_for() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let answer = tokens(&alice, &app, CALLBACK, "openid profile").await;
        assert_eq!((&answer["token_type"], &answer["expires_in"]), (&json!("Bearer"), &json!(3600)));
        assert_eq!(answer["scope"], "openid profile");
        assert!(answer["id_token"].is_string() && answer.get("refresh_token").is_none(), "{answer}");
        let access = text(&answer["access_token"]);
        let head = header(&access);
        assert_eq!((&head["typ"], &head["alg"]), (&json!("at+jwt"), &json!("ES256")));
        let keys = alice.get("/.well-known/openid-configuration/jwks").await.json();
        assert!(keys["keys"].as_array().unwrap().iter().any(|key| key["kid"] == head["kid"]));
        let told = claims(&access);
        assert_eq!((&told["iss"], &told["sub"]), (&json!(server.issuer()), &json!("101")));
        assert_eq!((&told["aud"], &told["client_id"]), (&json!(server.api_url("")), &json!(app)));
        assert_eq!((&told["scope"], told["jti"].is_string()), (&json!("openid profile"), true));
        assert_eq!(told["exp"].as_i64().unwrap() - told["iat"].as_i64().unwrap(), 3600);
        let more = tokens(&alice, &app, CALLBACK, "openid offline_access").await;
        assert!(more["refresh_token"].is_string());
    })
    .await;
}

// Shows J4, T11, RFC 7515 §4.1, RFC 9068 §4.
#[tokio::test]
async fn a_token_that_brings_its_own_key_along_is_not_believed() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let good = text(&tokens(&alice, &app, CALLBACK, "openid exepron.restapi").await["access_token"]);
        let (known, told, signer) = (header(&good), claims(&good), Signer::new());
        let mut forged = vec![signer.sign(&known, &told)];
        for (name, value) in [
            ("jwk", signer.jwk()),
            ("jku", json!("https://evil.example/keys")),
            ("kid", json!("../../etc/passwd")),
            ("typ", json!("JWT")),
            ("alg", json!("none")),
            ("alg", json!("HS256")),
        ] {
            let mut header = known.clone();
            header[name] = value;
            let token = signer.sign(&header, &told);
            forged.push(format!("{}.", token.rsplit_once('.').unwrap().0));
            forged.push(token);
        }
        for token in forged {
            alice.userinfo(&token).await.assert_status(401);
            alice.api("/odata/Projects", &token).await.assert_status(401);
        }
        alice.userinfo(&good).await.assert_status(200);
    })
    .await;
}

// Shows TC6, oidcc-codereuse-30seconds.
#[tokio::test]
async fn a_code_that_comes_back_after_half_a_minute_ends_what_it_gave() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid").await;
        let answer = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let access = text(&answer["access_token"]);
        alice.userinfo(&access).await.assert_status(200);
        server.wait(31);
        assert_eq!(alice.redeem(&app, CALLBACK, &code).await.assert_status(400).error(), "invalid_grant");
        alice.userinfo(&access).await.assert_status(401);
    })
    .await;
}

// Shows U2, OpenID Connect Core §5.4, oidcc-scope-all, OpenID Connect Core §5.3.
#[tokio::test]
async fn all_scopes_at_once_tell_all_claims() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let scopes = "openid profile email address phone";
        server.execute(&format!("UPDATE clients SET scopes = '{scopes}' WHERE client_id = '{app}'")).await;
        let answer = tokens(&alice, &app, CALLBACK, scopes).await;
        let told = alice.userinfo(&text(&answer["access_token"])).await.assert_status(200).json();
        for claim in ["sub", "name", "email", "email_verified", "address", "phone_number"] {
            assert!(!told[claim].is_null(), "{claim} {told}");
        }
        assert_eq!(told["sub"], claims(&text(&answer["id_token"]))["sub"]);
    })
    .await;
}

// Shows A3, oidcc-server, oidcc-alternate-happy-flow.
#[tokio::test]
async fn a_second_client_with_a_second_address_goes_the_same_way() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let first = alice.app(CALLBACK).await;
        let other = "https://other.example.com/oidc/back";
        let new = json!({
            "template": "web_mobile_app", "clientName": "Second app", "redirectUris": [CALLBACK, other]
        });
        let second = text(&alice.create(new).await["client"]["clientId"]);
        for (app, callback) in [(&first, CALLBACK), (&second, CALLBACK), (&second, other)] {
            let answer = tokens(&alice, app, callback, "openid").await;
            let told = claims(&text(&answer["id_token"]));
            assert_eq!((&told["aud"], &told["sub"]), (&json!(app), &json!("101")));
        }
        alice.get(&authorize(&first, other, "openid", "")).await.assert_status(400);
    })
    .await;
}

// Shows P4.
#[tokio::test]
async fn a_personal_access_token_ends_with_the_account_of_its_creator() {
    on_each_database(async |server| {
        let bob = server.bob().await;
        let (_, token) = bob.personal_access_token().await;
        bob.api("/odata/Projects", &token).await.assert_status(200);
        server.execute("UPDATE users SET disabled_at = 1 WHERE email_key = 'bob@example.com'").await;
        bob.api("/odata/Projects", &token).await.assert_status(401);
    })
    .await;
}
