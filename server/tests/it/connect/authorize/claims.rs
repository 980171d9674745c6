//! `/connect/authorize`: claims asked for one by one, and the strength of a sign-in (OpenID Connect Core §5.5).

use serde_json::{Value, json};

use super::CALLBACK;
use crate::world::{Person, authorize, claims, on_each_database, parameter, text};

/// The parameter `claims`, ready for an address.
fn parameter_of(claims: &Value) -> String {
    format!("&{}", oauth::form::Form::encode([("claims", claims.to_string().as_str())]))
}

/// Goes through the flow and gives what ID token and userinfo say.
async fn told(person: &Person, app: &str, scope: &str, more: &str) -> (Value, Value) {
    let mut location = person.get(&authorize(app, CALLBACK, scope, more)).await.assert_status(303).location();
    if location.starts_with('/') {
        location = person.answer_consent(&location, "allow").await.assert_status(303).location();
    }
    let code = parameter(&location, "code").unwrap_or_else(|| panic!("no code in {location}"));
    let tokens = person.redeem(app, CALLBACK, &code).await.assert_status(200).json();
    let userinfo = person.userinfo(&text(&tokens["access_token"])).await.assert_status(200).json();
    (claims(&text(&tokens["id_token"])), userinfo)
}

// Shows OpenID Connect Core §5.5, oidcc-claims-essential.
#[tokio::test]
async fn a_claim_is_told_where_it_was_asked_for() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let asked = json!({
            "userinfo": { "name": { "essential": true }, "picture": null },
            "id_token": { "auth_time": { "essential": true }, "email": { "value": "somebody@example.com" } },
        });
        let (id_token, userinfo) = told(&alice, &app, "openid", &parameter_of(&asked)).await;
        assert_eq!(userinfo, json!({ "sub": "101", "name": "Alice Adams" }));
        assert_eq!(id_token["email"], "alice@example.com", "the truth, whatever the client wrote");
        assert!(id_token["auth_time"].is_i64() && id_token.get("name").is_none(), "{id_token}");
        let (id_token, userinfo) = told(&alice, &app, "openid", "").await;
        assert_eq!(userinfo, json!({ "sub": "101" }));
        assert!(id_token.get("email").is_none(), "{id_token}");
    })
    .await;
}

// Shows OpenID Connect Core §5.5.
#[tokio::test]
async fn a_claim_of_a_scope_that_the_client_does_not_have_is_left_out() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let asked = json!({ "userinfo": { "phone_number": { "essential": true }, "given_name": null } });
        let (_, userinfo) = told(&alice, &app, "openid", &parameter_of(&asked)).await;
        assert_eq!(userinfo, json!({ "sub": "101", "given_name": "Alice" }));
    })
    .await;
}

// Shows C3.
#[tokio::test]
async fn the_person_is_asked_for_a_claim_as_for_its_scope() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        let more = parameter_of(&json!({ "id_token": { "email": null } }));
        let begun = alice.get(&authorize(&app, CALLBACK, "openid", &more)).await.location();
        let page = alice.get(&begun).await.assert_status(200);
        assert!(
            page.text.contains("See your e-mail address") && page.text.contains(">New<"),
            "{}",
            page.text
        );
        alice.answer_consent(&begun, "allow").await.assert_status(303);
        let again = alice.get(&authorize(&app, CALLBACK, "openid", &format!("{more}&prompt=none"))).await;
        assert!(parameter(&again.location(), "code").is_some());
    })
    .await;
}

// Shows A15, OpenID Connect Core §5.5.
#[tokio::test]
async fn a_subject_that_is_asked_for_is_the_one_who_signs_in() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        alice.code(&app, CALLBACK, "openid").await;
        for (member, sub, error) in [
            ("id_token", "101", None),
            ("id_token", "102", Some("login_required")),
            ("userinfo", "102", Some("login_required")),
        ] {
            let mut asked = json!({});
            asked[member] = json!({ "sub": { "value": sub } });
            let more = format!("{}&prompt=none", parameter_of(&asked));
            let location = alice.get(&authorize(&app, CALLBACK, "openid", &more)).await.location();
            assert_eq!(parameter(&location, "error").as_deref(), error, "{asked}");
        }
    })
    .await;
}

// Shows OpenID Connect Core §5.5.
#[tokio::test]
async fn claims_that_can_not_be_read_are_refused() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        for text in ["name", "[]", "%7B%22userinfo%22:%5B%5D%7D", "%7B%22id_token%22:%7B%22acr%22:1%7D%7D"] {
            let more = format!("&claims={text}");
            let location = alice.get(&authorize(&app, CALLBACK, "openid", &more)).await.location();
            assert_eq!(parameter(&location, "error").as_deref(), Some("invalid_request"), "{text}");
        }
    })
    .await;
}

// Shows oidcc-ensure-request-with-acr-values-succeeds.
#[tokio::test]
async fn the_strength_of_the_sign_in_is_told_to_whoever_asks() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let app = alice.app(CALLBACK).await;
        let discovery = alice.get("/.well-known/openid-configuration").await.json();
        assert_eq!(discovery["acr_values_supported"], json!(["1"]));
        for (more, acr) in [
            (String::new(), Value::Null),
            ("&acr_values=1".to_owned(), json!("1")),
            ("&acr_values=2%201".to_owned(), json!("1")),
            (parameter_of(&json!({ "id_token": { "acr": { "essential": true } } })), json!("1")),
            (parameter_of(&json!({ "id_token": { "acr": { "values": ["phr"] } } })), json!("1")),
        ] {
            let (id_token, _) = told(&alice, &app, "openid", &more).await;
            assert_eq!(id_token["acr"], acr, "{more}");
        }
        let more = parameter_of(&json!({ "id_token": { "acr": { "essential": true, "values": ["phr"] } } }));
        let location = alice.get(&authorize(&app, CALLBACK, "openid", &more)).await.location();
        assert_eq!(parameter(&location, "error").as_deref(), Some("unmet_authentication_requirements"));
    })
    .await;
}
