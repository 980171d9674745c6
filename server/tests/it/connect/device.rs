//! `/connect/deviceauthorization`, the page behind it, and polling (RFC 8628)

mod page;
mod polling;

use reqwest::Method;
use serde_json::Value;

use crate::world::{Answer, Person, claims, on_each_database, text};

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";
const PAGE: &str = "/Identity/Account/Device";

/// A public client that runs on devices.
async fn television(owner: &Person) -> String {
    let id = owner.app("https://app.example.com/callback").await;
    owner
        .server
        .execute(&format!("UPDATE clients SET grant_types = '{GRANT}' WHERE client_id = '{id}'"))
        .await;
    id
}

async fn ask(person: &Person, client: &str, scope: &str) -> Answer {
    let url = person.server.identity_url("/connect/deviceauthorization");
    Answer::read(person.plain(Method::POST, &url).form(&[("client_id", client), ("scope", scope)])).await
}

/// The two codes of a device.
async fn begin(person: &Person, client: &str, scope: &str) -> (String, String) {
    let codes = ask(person, client, scope).await.assert_status(200).json();
    (text(&codes["device_code"]), text(&codes["user_code"]))
}

async fn poll(person: &Person, client: &str, device_code: &str) -> Answer {
    person.token(&[("grant_type", GRANT), ("client_id", client), ("device_code", device_code)]).await
}

#[track_caller]
fn refused(answer: Answer, error: &str) {
    assert_eq!(answer.assert_status(400).error(), error);
}

/// Types a code; with a decision, answers the question behind it.
async fn type_in(person: &Person, user_code: &str, decision: &str) -> Answer {
    let csrf = person.csrf().await;
    person.post(PAGE, &[("csrf", &csrf), ("user_code", user_code), ("decision", decision)]).await
}

// Shows X-Device, RFC 8628 §3.1, RFC 8628 §3.2, RFC 8628 §3.3.
#[tokio::test]
async fn a_device_gets_tokens_once_its_person_has_said_yes() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let scope = "openid profile exepron.restapi offline_access";
        let answer = ask(&server.stranger(), &client, scope).await.assert_status(200);
        assert_eq!(answer.header("cache-control"), "no-store");
        let codes = answer.json();
        assert_eq!((codes["expires_in"].as_u64(), codes["interval"].as_u64()), (Some(600), Some(5)));
        let (device_code, user_code) = (text(&codes["device_code"]), text(&codes["user_code"]));
        let page = format!("{}{PAGE}", server.issuer());
        assert_eq!(codes["verification_uri"], page);
        assert_eq!(codes["verification_uri_complete"], format!("{page}?user_code={user_code}"));

        refused(poll(&alice, &client, &device_code).await, "authorization_pending");
        let question = type_in(&alice, &user_code, "").await.assert_status(200).text;
        for words in ["My app wants to access your account", "Only go on if you started this", &user_code] {
            assert!(question.contains(words), "{words}: {question}");
        }
        let done = type_in(&alice, &user_code, "allow").await.assert_status(200);
        assert!(done.text.contains("Go back to your device"), "{}", done.text);

        let tokens = poll(&server.stranger(), &client, &device_code).await.assert_status(200).json();
        assert_eq!(tokens["scope"], "exepron.restapi offline_access openid profile");
        assert!(tokens["id_token"].is_string(), "{tokens}");
        let access_token = text(&tokens["access_token"]);
        assert_eq!(alice.userinfo(&access_token).await.assert_status(200).json()["sub"], "101");
        alice.api("/odata/Projects?$top=1", &access_token).await.assert_status(200);
        alice.refresh(&client, &text(&tokens["refresh_token"])).await.assert_status(200);
    })
    .await;
}

// Shows X-Device, RFC 8628 §3.5.
#[tokio::test]
async fn both_codes_expire_after_ten_minutes() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let (open, open_user_code) = begin(&alice, &client, "openid").await;
        let (allowed, allowed_user_code) = begin(&alice, &client, "openid").await;
        server.wait(590);
        refused(poll(&alice, &client, &open).await, "authorization_pending");
        type_in(&alice, &allowed_user_code, "allow").await.assert_status(200);
        server.wait(10);
        refused(poll(&alice, &client, &open).await, "expired_token");
        refused(poll(&alice, &client, &allowed).await, "expired_token");
        type_in(&alice, &open_user_code, "allow").await.assert_status(422);
    })
    .await;
}

#[tokio::test]
async fn only_clients_with_the_grant_and_their_own_scopes_may_begin() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app("https://app.example.com/callback").await;
        let answer = ask(&alice, &app, "openid").await;
        refused(answer, "unauthorized_client");
        refused(poll(&alice, &app, "a code").await, "unauthorized_client");

        let client = television(&alice).await;
        for scope in ["", "admin", "opnid", "a\"b"] {
            refused(ask(&alice, &client, scope).await, "invalid_scope");
        }
        refused(poll(&alice, &client, "").await, "invalid_request");
        let unknown = ask(&alice, "app_000000000000", "openid").await.assert_status(401);
        assert_eq!(unknown.error(), "invalid_client");
        let url = server.identity_url("/connect/deviceauthorization");
        let twice =
            alice.plain(Method::POST, &url).form(&[("client_id", &client), ("x", &client), ("x", &client)]);
        refused(Answer::read(twice).await, "invalid_request");
        refused(Answer::read(alice.plain(Method::POST, &url).json(&client)).await, "invalid_request");
        Answer::read(alice.plain(Method::GET, &url)).await.assert_status(405);
    })
    .await;
}

#[tokio::test]
async fn a_confidential_client_proves_who_it_is_at_both_endpoints() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, secret) = alice.backend_service().await;
        server.execute(&format!("UPDATE clients SET grant_types = '{GRANT}' WHERE client_id = '{id}'")).await;
        ask(&alice, &id, "openid").await.assert_status(401);
        let url = server.identity_url("/connect/deviceauthorization");
        let request =
            alice.plain(Method::POST, &url).basic_auth(&id, Some(&secret)).form(&[("scope", "openid")]);
        let codes: Value = Answer::read(request).await.assert_status(200).json();
        let device_code = text(&codes["device_code"]);
        type_in(&alice, &text(&codes["user_code"]), "allow").await.assert_status(200);
        poll(&alice, &id, &device_code).await.assert_status(401);
        let fields = [("grant_type", GRANT), ("device_code", &*device_code), ("client_id", &*id)];
        let with_secret: Vec<_> = fields.into_iter().chain([("client_secret", &*secret)]).collect();
        alice.token(&with_secret).await.assert_status(200);
    })
    .await;
}

// Shows X-Device.
#[tokio::test]
async fn a_client_or_a_person_who_is_switched_off_gets_nothing() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (client, other) = (television(&alice).await, television(&alice).await);
        let (allowed, allowed_user_code) = begin(&alice, &client, "openid").await;
        let (_, open_user_code) = begin(&alice, &client, "openid").await;
        type_in(&alice, &allowed_user_code, "allow").await.assert_status(200);
        alice.call("clients/deactivate", &serde_json::json!({ "clientId": client })).await.assert_status(200);
        let answer = poll(&alice, &client, &allowed).await.assert_status(401);
        assert_eq!(answer.error(), "invalid_client");
        type_in(&alice, &open_user_code, "").await.assert_status(422);

        let (device_code, user_code) = begin(&alice, &other, "openid").await;
        type_in(&bob, &user_code, "allow").await.assert_status(200);
        server.execute("UPDATE users SET disabled_at = 1 WHERE email_key = 'bob@example.com'").await;
        refused(poll(&alice, &other, &device_code).await, "invalid_grant");
    })
    .await;
}

#[tokio::test]
async fn discovery_names_the_endpoint_and_the_grant() {
    on_each_database(async |server| {
        let document = server.stranger().get("/.well-known/openid-configuration").await.json();
        let endpoint = server.identity_url("/connect/deviceauthorization");
        assert_eq!(document["device_authorization_endpoint"], endpoint);
        assert!(document["grant_types_supported"].as_array().unwrap().contains(&GRANT.into()), "{document}");
    })
    .await;
}

/// The servers that an access token is for, in the order of the alphabet.
fn audience_of(tokens: &Value) -> Vec<String> {
    let audience = claims(&text(&tokens["access_token"]))["aud"].clone();
    let mut all =
        audience.as_array().map_or_else(|| vec![text(&audience)], |all| all.iter().map(text).collect());
    all.sort();
    all
}

// Shows RFC 8707 §2, RFC 8628 §3.1.
#[tokio::test]
async fn a_device_names_the_servers_that_its_tokens_are_for() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let client = television(&alice).await;
        let url = server.identity_url("/connect/deviceauthorization");
        let begin = async |resources: &[&str]| {
            let named = resources.iter().map(|resource| ("resource", *resource));
            let fields: Vec<_> = [("client_id", &*client), ("scope", "openid exepron.restapi")]
                .into_iter()
                .chain(named)
                .collect();
            Answer::read(alice.plain(Method::POST, &url).form(&fields)).await
        };
        for bad in ["https://evil.example", "odata"] {
            refused(begin(&[bad]).await, "invalid_target");
        }
        let (api, issuer) = (server.api_url(""), server.issuer().to_owned());
        for (asked, mut audience) in [
            (vec![], vec![&*api]),
            (vec![&*issuer], vec![&*issuer]),
            (vec![&*api, &*issuer], vec![&*api, &*issuer]),
        ] {
            let codes = begin(&asked).await.assert_status(200).json();
            type_in(&alice, &text(&codes["user_code"]), "allow").await.assert_status(200);
            let tokens = poll(&alice, &client, &text(&codes["device_code"])).await.assert_status(200).json();
            audience.sort_unstable();
            assert_eq!(audience_of(&tokens), audience);
        }
        let codes = begin(&[&issuer]).await.assert_status(200).json();
        type_in(&alice, &text(&codes["user_code"]), "allow").await.assert_status(200);
        let device_code = text(&codes["device_code"]);
        let wider = [
            ("grant_type", GRANT),
            ("client_id", &*client),
            ("device_code", &*device_code),
            ("resource", &*api),
        ];
        refused(alice.token(&wider).await, "invalid_target");
    })
    .await;
}
