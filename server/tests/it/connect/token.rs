//! `POST /connect/token`

use reqwest::Method;
use serde_json::json;

use crate::world::{Answer, TestServer, authorize, claims, on_each_database, text};

const CALLBACK: &str = "https://app.example.com/callback";

// Shows T2, TCC1, RFC 6749 §4.4, RFC 6749 §5.1, R006, R022.
#[tokio::test]
async fn a_service_gets_a_token_of_its_own_that_works_at_the_api() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let fields = [
            ("grant_type", "client_credentials"),
            ("client_id", &*id),
            ("client_secret", &*secret),
            ("scope", "exepron.restapi"),
        ];
        let answer = alice.token(&fields).await.assert_status(200);
        assert_eq!((answer.header("cache-control"), answer.header("pragma")), ("no-store", "no-cache"));
        let tokens = answer.json();
        assert_eq!(
            (tokens["token_type"].as_str(), tokens["expires_in"].as_u64()),
            (Some("Bearer"), Some(3600))
        );
        assert!(tokens.get("refresh_token").is_none() && tokens.get("id_token").is_none());
        let access = text(&tokens["access_token"]);
        assert_eq!(
            (&claims(&access)["sub"], &claims(&access)["client_id"]),
            (&json!(id), &json!(id)),
            "no person"
        );
        alice.api("/odata/Projects?$top=1", &access).await.assert_status(200);
        // Whatever it would ask for, it gets no refresh token, and nobody can be sent to it.
        let offline = [fields[0], fields[1], fields[2], ("scope", "exepron.restapi offline_access")];
        assert_eq!(alice.token(&offline).await.assert_status(400).error(), "invalid_scope");
        let nowhere = alice.get(&authorize(&id, CALLBACK, "openid", "")).await.assert_status(400);
        assert!(nowhere.text.contains("invalid_redirect_uri"), "{}", nowhere.text);
    })
    .await;
}

// Shows RFC 6749 §2.3.1.
#[tokio::test]
async fn basic_credentials_work_raw_and_form_encoded() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let fields = [("grant_type", "client_credentials"), ("scope", "exepron.restapi")];
        for password in [secret.clone(), secret.replace('=', "%3D")] {
            let request = alice.plain(Method::POST, &server.identity_url("/connect/token"));
            Answer::read(request.basic_auth(&id, Some(password)).form(&fields)).await.assert_status(200);
        }
    })
    .await;
}

// Shows T4, T5, RFC 6749 §5.2, R106, R005, R008.
#[tokio::test]
async fn every_failed_authentication_looks_the_same() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let (off, off_secret) = alice.backend_service().await;
        alice.call("clients/deactivate", &json!({ "clientId": off })).await.assert_status(200);
        let (gone, gone_secret) = alice.backend_service().await;
        let delete = json!({ "clientId": gone, "confirmation": "Data Sync" });
        alice.call("clients/delete", &delete).await.assert_status(200);
        let (revoked, revoked_secret) = alice.backend_service().await;
        alice.call("clients/revoke", &json!({ "clientId": revoked })).await.assert_status(200);
        let (late, late_secret) = alice.backend_service().await;
        let ended = "UPDATE client_secrets SET expires_at = 1 WHERE client_id = (SELECT id FROM clients";
        server.execute(&format!("{ended} WHERE client_id = '{late}')")).await;
        let (far, far_secret) = alice.backend_service().await;
        let elsewhere = "UPDATE clients SET allowed_ip_addresses = '192.0.2.1'";
        server.execute(&format!("{elsewhere} WHERE client_id = '{far}'")).await;

        let mut bodies = Vec::new();
        for (client, secret) in [
            ("service_unknown", Some(&*secret)),
            ("no id at all", Some(&*secret)),
            (&*id, Some("wrong")),
            (&*id, Some("")),
            (&*id, None),
            (&*off, Some(&*off_secret)),
            (&*gone, Some(&*gone_secret)),
            (&*revoked, Some(&*revoked_secret)),
            (&*late, Some(&*late_secret)),
            (&*far, Some(&*far_secret)),
        ] {
            let mut fields = vec![("grant_type", "client_credentials"), ("client_id", client)];
            fields.extend(secret.map(|secret| ("client_secret", secret)));
            let answer = alice.token(&fields).await.assert_status(401);
            assert_eq!(answer.error(), "invalid_client", "{client}");
            assert!(!answer.headers.contains_key("www-authenticate"), "nobody tried Basic");
            bodies.push(answer.text);
        }
        assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "{bodies:?}");
        for (client, secret) in [(&*id, "wrong"), (&*gone, &*gone_secret), (&*late, &*late_secret)] {
            let url = server.identity_url("/connect/token");
            let request = alice.plain(Method::POST, &url).basic_auth(client, Some(secret));
            let request = request.form(&[("grant_type", "client_credentials")]);
            let answer = Answer::read(request).await.assert_status(401);
            assert!(answer.header("www-authenticate").starts_with("Basic"));
            assert_eq!(answer.text, bodies[0], "the same body");
        }
    })
    .await;
}

// Shows T4, RFC 6749 §2.3.1.
#[tokio::test]
async fn two_ways_of_authentication_at_once_are_refused() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let request =
            alice.plain(Method::POST, &server.identity_url("/connect/token")).basic_auth(&id, Some(&secret));
        let fields = [("grant_type", "client_credentials"), ("client_id", &*id), ("client_secret", &*secret)];
        let answer = Answer::read(request.form(&fields)).await.assert_status(400);
        assert_eq!(answer.error(), "invalid_request");
    })
    .await;
}

// Shows T6, RFC 6749 §3.3, R072, R074, R108, R139.
#[tokio::test]
async fn scopes_are_asked_for_and_never_exceed_what_the_client_has() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        for scope in ["admin", "exepron.restap", "exepron.restapi api1", "a\"b", ""] {
            let fields = [
                ("grant_type", "client_credentials"),
                ("client_id", &*id),
                ("client_secret", &*secret),
                ("scope", scope),
            ];
            assert_eq!(alice.token(&fields).await.assert_status(400).error(), "invalid_scope", "{scope}");
        }
    })
    .await;
}

// Shows T7, RFC 6749 §5.2, R109.
#[tokio::test]
async fn a_grant_of_others_and_a_grant_of_nobody_have_their_own_errors() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let ask = async |grant: &str| {
            let fields = [
                ("grant_type", grant),
                ("client_id", &*id),
                ("client_secret", &*secret),
                ("code", "c"),
                ("redirect_uri", CALLBACK),
            ];
            alice.token(&fields).await.assert_status(400)
        };
        let refused = ask("authorization_code").await;
        assert_eq!(refused.error(), "unauthorized_client");
        let uri = text(&refused.json()["error_uri"]);
        let page = Answer::read(alice.plain(Method::GET, &uri)).await.assert_status(200);
        assert!(page.text.contains(&format!("id=\"{}\"", uri.split_once('#').unwrap().1)));
        assert_eq!(ask("implicit").await.error(), "unsupported_grant_type");
        let alone = alice.token(&[("grant_type", "implicit")]).await.assert_status(400);
        assert_eq!(alone.error(), "unsupported_grant_type", "also without a client");
        let nobody = alice.token(&[("grant_type", "authorization_code")]).await.assert_status(401);
        assert_eq!(nobody.error(), "invalid_client");
        let bare = [("grant_type", "authorization_code"), ("client_id", &*id), ("client_secret", &*secret)];
        let refused = alice.token(&bare).await.assert_status(400);
        assert_eq!(refused.error(), "unauthorized_client", "what the grant needs besides does not matter");
    })
    .await;
}

// Shows TP1, R109.
#[tokio::test]
async fn a_public_client_cannot_use_the_password_grant() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let fields = [("grant_type", "password"), ("client_id", &*app), ("username", "a"), ("password", "b")];
        assert_eq!(alice.token(&fields).await.assert_status(400).error(), "unauthorized_client");
    })
    .await;
}

// Shows TP2, RFC 6749 §4.3.
#[tokio::test]
async fn a_wrong_password_and_an_unknown_person_look_the_same() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        let ask = async |username: &str, password: &str| {
            let fields = [
                ("grant_type", "password"),
                ("client_id", &*id),
                ("client_secret", &*secret),
                ("username", username),
                ("password", password),
                ("scope", "exepron.restapi"),
            ];
            alice.token(&fields).await.assert_status(400)
        };
        let wrong = ask("alice@example.com", "wrong password").await;
        assert_eq!(wrong.error(), "invalid_grant");
        assert_eq!(wrong.text, ask("nobody@example.com", "wrong password").await.text);
    })
    .await;
}

// Shows T1, T3.
#[tokio::test]
async fn a_request_that_is_no_form_is_refused() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        let url = server.identity_url("/connect/token");
        let post = |body: &'static str, kind: &'static str| {
            Answer::read(stranger.plain(Method::POST, &url).header("content-type", kind).body(body))
        };
        let form = "application/x-www-form-urlencoded";
        for (body, kind) in [("{}", "application/json"), ("grant_type=%ff", form), ("grant_type=a%00", form)]
        {
            assert_eq!(post(body, kind).await.assert_status(400).error(), "invalid_request", "{body}");
        }
        let twice = post("grant_type=password&grant_type=password&client_id=a", form).await;
        assert_eq!(twice.assert_status(400).error(), "invalid_request");
        let get = Answer::read(stranger.plain(Method::GET, &url)).await.assert_status(405);
        assert!(get.header("allow").contains("POST"));
    })
    .await;
}

// Shows TC1, TC3, RFC 6749 §4.1.3.
#[tokio::test]
async fn a_code_lasts_a_minute_and_belongs_to_its_request() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let other = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid").await;
        assert_eq!(alice.redeem(&other, CALLBACK, &code).await.assert_status(400).error(), "invalid_grant");
        let elsewhere = alice.redeem(&app, "https://app.example.com/callback/", &code).await;
        assert_eq!(elsewhere.assert_status(400).error(), "invalid_grant");
        assert_eq!(alice.redeem(&app, CALLBACK, "unknown").await.assert_status(400).error(), "invalid_grant");
        alice.redeem(&app, CALLBACK, &code).await.assert_status(200);

        let late = alice.code(&app, CALLBACK, "openid").await;
        server.wait(61);
        assert_eq!(alice.redeem(&app, CALLBACK, &late).await.assert_status(400).error(), "invalid_grant");
    })
    .await;
}

// Shows TC4, RFC 7636 §4.6.
#[tokio::test]
async fn guessing_at_the_verifier_spends_the_code() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let code = alice.code(&app, CALLBACK, "openid").await;
        let guess = "a".repeat(43);
        let fields = [
            ("grant_type", "authorization_code"),
            ("code", &*code),
            ("redirect_uri", CALLBACK),
            ("client_id", &*app),
            ("code_verifier", &*guess),
        ];
        for _ in 0..5 {
            assert_eq!(alice.token(&fields).await.assert_status(400).error(), "invalid_grant");
        }
        alice.redeem(&app, CALLBACK, &code).await.assert_status(400);
    })
    .await;
}

// Shows TC6, RFC 6749 §4.1.2, oidcc-codereuse, R134.
#[tokio::test]
async fn a_code_that_comes_back_ends_what_it_gave() {
    on_each_database(async |server| {
        let (alice, app, tokens) = signed_in_app(&server).await;
        let code = alice.code(&app, CALLBACK, "openid offline_access").await;
        let given = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        assert_eq!(alice.redeem(&app, CALLBACK, &code).await.assert_status(400).error(), "invalid_grant");
        let refused = alice.refresh(&app, &text(&given["refresh_token"])).await.assert_status(400);
        assert_eq!(refused.error(), "invalid_grant");
        alice.userinfo(&text(&given["access_token"])).await.assert_status(401);
        alice.userinfo(&text(&tokens["access_token"])).await.assert_status(200);
    })
    .await;
}

// Shows R7, R093, R094, M9.
#[tokio::test]
async fn deactivation_stops_every_token_and_deletion_too() {
    on_each_database(async |server| {
        let (alice, app, tokens) = signed_in_app(&server).await;
        let access = text(&tokens["access_token"]);
        alice.call("clients/deactivate", &json!({ "clientId": app })).await.assert_status(200);
        alice.userinfo(&access).await.assert_status(401);
        alice.refresh(&app, &text(&tokens["refresh_token"])).await.assert_status(401);
        alice.call("clients/activate", &json!({ "clientId": app })).await.assert_status(200);
        alice.userinfo(&access).await.assert_status(200);
        let delete = json!({ "clientId": app, "confirmation": "My app" });
        alice.call("clients/delete", &delete).await.assert_status(200);
        alice.userinfo(&access).await.assert_status(401);
    })
    .await;
}

async fn signed_in_app(server: &TestServer) -> (crate::world::Person, String, serde_json::Value) {
    let alice = server.alice().await;
    let app = alice.app(CALLBACK).await;
    let code = alice.code(&app, CALLBACK, "openid profile offline_access").await;
    let tokens = alice.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
    (alice, app, tokens)
}
