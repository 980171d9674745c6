//! `/Identity/Account/Manage/Activity`: what happened is there, for whom it concerns, and for nobody else.

mod sources;

use std::time::{Duration, Instant};

use domain::event::ACTIONS;
use serde_json::{Value, json};

use crate::world::{Answer, Person, on_each_database, text};

const PAGE: &str = "/Identity/Account/Manage/Activity";
const CALLBACK: &str = "https://app.example.com/callback";

/// The page, as soon as it says something. Who asks for it a second from now, or later, has to find it there.
#[expect(clippy::disallowed_methods, reason = "how long it takes is what is promised")]
async fn within_a_second(person: &Person, address: &str, words: &str) -> String {
    let begun = Instant::now();
    loop {
        let asked = begun.elapsed();
        let page = person.get(address).await.assert_status(200).text;
        if page.contains(words) {
            return page;
        }
        assert!(asked < Duration::from_secs(1), "{words} is not there after {asked:?}: {page}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Checks that the owner is told the cause under the request's id, and nobody else anything.
async fn assert_told(owner: &Person, other: &Person, answer: &Answer, cause: &str) {
    let request = answer.header("x-request-id");
    assert!(
        !request.is_empty() && !answer.text.contains(cause),
        "the caller is told nothing: {}",
        answer.text
    );
    let page = within_a_second(owner, PAGE, request).await;
    assert!(page.contains(cause), "{cause}: {page}");
    let others = other.get(PAGE).await.assert_status(200).text;
    assert!(!others.contains(request) && !others.contains(cause), "{others}");
}

// Shows R102.
#[tokio::test]
async fn a_failed_token_request_is_there_within_a_second_with_its_plain_cause() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (id, secret) = alice.backend_service().await;
        let ask = async |id: &str, secret: &str| {
            let fields = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret)];
            server.stranger().token(&fields).await
        };
        let wrong = ask(&id, "not the secret at all").await.assert_status(401);
        assert_eq!(text(&wrong.json()["error"]), "invalid_client");
        assert_told(&alice, &bob, &wrong, "the secret is wrong").await;
        identity::clients::deactivate(&alice.visit().await, &id.parse().unwrap()).await.unwrap();
        let inactive = ask(&id, &secret).await.assert_status(401);
        assert_eq!(inactive.text, wrong.text, "one body for all of them");
        assert_told(&alice, &bob, &inactive, "the client is not active").await;
    })
    .await;
}

// Shows R066.
#[tokio::test]
async fn the_owner_is_told_by_what_a_redirect_uri_misses_the_registered_one() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = alice.app(CALLBACK).await;
        for (received, what) in [
            ("https://app.example.com/callback/", "a slash at the end"),
            ("https://app.example.com/Callback", "upper and lower case"),
            ("http://app.example.com/callback", "http and https"),
            ("https://app.example.com:8443/callback", "the port"),
            ("https://app.example.com/elsewhere", "the path"),
        ] {
            let elsewhere = crate::world::authorize(&app, received, "openid", "");
            let refused = server.stranger().get(&elsewhere).await.assert_status(400);
            let cause =
                format!("{received} is not registered for this client. It differs from {CALLBACK} by {what}");
            assert_told(&alice, &bob, &refused, &cause).await;
        }
        let foreign = crate::world::authorize(&app, "https://evil.example/callback", "openid", "");
        let refused = server.stranger().get(&foreign).await.assert_status(400);
        let page = within_a_second(&alice, PAGE, refused.header("x-request-id")).await;
        let told =
            page.split("https://evil.example/callback is not registered for this client").nth(1).unwrap();
        assert!(!told.split("</tr>").next().unwrap().contains("It differs"), "{told}");
    })
    .await;
}

#[tokio::test]
async fn a_failed_authorization_request_names_what_was_wrong_with_it() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = alice.app(CALLBACK).await;
        let elsewhere = crate::world::authorize(&app, "https://app.example.com/callback/", "openid", "");
        let refused = server.stranger().get(&elsewhere).await.assert_status(400);
        assert_told(&alice, &bob, &refused, "https://app.example.com/callback/ is not registered").await;
        let scope = crate::world::authorize(&app, CALLBACK, "admin", "");
        let refused = server.stranger().get(&scope).await.assert_status(303);
        let request = refused.header("x-request-id");
        assert!(within_a_second(&alice, PAGE, request).await.contains("invalid_scope"));
        identity::clients::deactivate(&alice.visit().await, &app.parse().unwrap()).await.unwrap();
        let inactive = server.stranger().get(&crate::world::authorize(&app, CALLBACK, "openid", "")).await;
        assert_told(&alice, &bob, &inactive.assert_status(400), "The client is not active").await;
    })
    .await;
}

#[tokio::test]
async fn a_failed_call_of_the_api_is_told_to_the_owner_of_its_client() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (id, token) = alice.personal_access_token().await;
        let caller = server.stranger();
        let wrong = caller.api("/odata/Projects", &format!("{token}x")).await.assert_status(401);
        assert_told(&alice, &bob, &wrong, "The secret is wrong").await;
        let odd = caller.api("/odata/Projects?$foo=1", &token).await.assert_status(400);
        let page = within_a_second(&alice, PAGE, odd.header("x-request-id")).await;
        assert!(page.contains("unknown_option") && page.contains("$foo"), "{page}");
        identity::clients::deactivate(&alice.visit().await, &id.parse().unwrap()).await.unwrap();
        let inactive = caller.api("/odata/Projects", &token).await.assert_status(401);
        assert_eq!(inactive.text, wrong.text);
        assert_told(&alice, &bob, &inactive, "The token is not active").await;
    })
    .await;
}

#[tokio::test]
async fn a_token_that_ended_says_why_to_the_owner_and_to_nobody_else() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = alice.app(CALLBACK).await;
        let code = bob.code(&app, CALLBACK, "openid exepron.restapi").await;
        let tokens = bob.redeem(&app, CALLBACK, &code).await.assert_status(200).json();
        let token = text(&tokens["access_token"]);
        identity::connected_apps::revoke(&bob.visit().await, &app).await.unwrap();
        let caller = server.stranger();
        let refused = caller.api("/odata/Projects", &token).await.assert_status(401);
        assert_told(&alice, &bob, &refused, "the person took the access back").await;
        let refused = caller.userinfo(&token).await.assert_status(401);
        assert_told(&alice, &bob, &refused, "the person took the access back").await;
        server.wait(3601);
        let (alice, bob) = (server.alice().await, server.bob().await);
        let expired = caller.api("/odata/Projects", &token).await.assert_status(401);
        assert_told(&alice, &bob, &expired, "The token has expired").await;
    })
    .await;
}

// Shows R102.
#[tokio::test]
async fn a_deleted_client_that_is_still_used_is_told_to_who_owned_it() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let (id, secret) = alice.backend_service().await;
        let (token_id, token) = alice.personal_access_token().await;
        for id in [&id, &token_id] {
            identity::clients::remove(&alice.visit().await, &id.parse().unwrap(), None).await.unwrap();
        }
        let fields = [("grant_type", "client_credentials"), ("client_id", &*id), ("client_secret", &*secret)];
        let refused = server.stranger().token(&fields).await.assert_status(401);
        assert_told(&alice, &bob, &refused, "there is no such client, or it was deleted").await;
        let refused = server.stranger().api("/odata/Projects", &token).await.assert_status(401);
        assert_told(&alice, &bob, &refused, "There is no such token, or it was deleted").await;
        // Who has the id now is told of its uses, and nobody else.
        let again = serde_json::json!({
            "clientId": id, "clientName": "Mine now", "clientType": "confidential",
            "grantTypes": ["client_credentials"], "scopes": ["exepron.restapi"],
        });
        bob.define(again).await;
        let refused = server.stranger().token(&fields).await.assert_status(401);
        assert_told(&bob, &alice, &refused, "the secret is wrong").await;
    })
    .await;
}

// Shows R102.
#[tokio::test]
async fn sign_ins_and_those_that_failed_are_there_for_the_person_alone() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let thief = server.stranger_at("203.0.113.9");
        thief.sign_in("alice@example.com", "not the password").await.assert_status(422);
        thief.sign_in("nobody@example.com", "not the password").await.assert_status(422);
        let page = within_a_second(&alice, PAGE, "203.0.113.9").await;
        assert!(page.contains("Sign-in failed") && page.contains("The password was wrong"), "{page}");
        assert_eq!(page.matches("203.0.113.9").count(), 1, "{page}");
        assert!(page.contains("Signed in"), "{page}");
        assert!(!bob.get(PAGE).await.text.contains("Sign-in failed"));
    })
    .await;
}

#[tokio::test]
async fn from_where_people_come_is_hidden_from_the_owner_of_the_client() {
    on_each_database(async |server| {
        let app = server.alice().await.app(CALLBACK).await;
        let bob = server.stranger_at("203.0.113.8");
        bob.sign_in("bob@example.com", crate::world::PASSWORD).await.assert_status(303);
        bob.code(&app, CALLBACK, "openid").await;
        let of_client = format!("{PAGE}?client={app}&kind=apps");
        let own = within_a_second(&bob, &of_client, "Access allowed").await;
        assert!(own.contains("203.0.113.8"), "{own}");
        let owners = server.alice().await.get(&of_client).await.assert_status(200).text;
        assert!(owners.contains("Access allowed") && owners.contains("Another person"), "{owners}");
        assert!(!owners.contains("203.0.113.8") && !owners.contains("bob@example.com"), "{owners}");
    })
    .await;
}

#[tokio::test]
async fn a_filter_stands_in_the_address_and_its_problems_beside_its_fields() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let (other, _) = alice.personal_access_token().await;
        server.identity().recorder.flush().await;
        let events = async |query: &str| {
            let answer = alice.get(&format!("{PAGE}/Export?format=json&{query}")).await.assert_status(200);
            answer.json()["events"].as_array().unwrap().clone()
        };
        let of_client = events(&format!("client={id}")).await;
        assert_eq!(of_client.len(), 1, "{of_client:?}");
        assert_eq!(
            (&*text(&of_client[0]["action"]), &*text(&of_client[0]["clientName"])),
            ("client.created", "Data Sync")
        );
        assert!(events("kind=clients").await.len() >= 2);
        assert!(events("outcome=failed").await.is_empty());
        assert!(events("from=2099-01-01").await.is_empty() && events("to=2001-01-01").await.is_empty());
        assert!(!events("from=2001-01-01&to=2099-01-01").await.is_empty());
        let page = alice.get(&format!("{PAGE}?client={other}&kind=clients")).await.assert_status(200).text;
        assert!(page.contains("My token") && !page.contains("Data Sync"), "{page}");
        let odd = alice.get(&format!("{PAGE}?from=yesterday&kind=x&cursor=y")).await.assert_status(422);
        assert!(odd.text.contains("Use a date like 2026-11-22.") && odd.text.contains("value=\"yesterday\""));
        alice.get(&format!("{PAGE}?cursor=nonsense")).await.assert_status(422);
        alice.get(&format!("{PAGE}/Export?format=xml")).await.assert_status(400);
    })
    .await;
}

#[tokio::test]
async fn a_long_trail_is_read_page_by_page() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        for _ in 0..53 {
            let fields = [("grant_type", "client_credentials"), ("client_id", &*id), ("client_secret", "x")];
            server.stranger().token(&fields).await.assert_status(401);
        }
        server.identity().recorder.flush().await;
        let of_client = format!("{PAGE}?client={id}");
        let first = alice.get(&of_client).await.assert_status(200).text;
        assert_eq!(first.matches("Token request refused").count(), 50);
        let older = first.split("href=\"").filter_map(|rest| rest.split('"').next());
        let older = older.filter(|href| href.contains("cursor=")).last().unwrap().replace("&amp;", "&");
        let second = alice.get(&older).await.assert_status(200).text;
        assert_eq!(second.matches("Token request refused").count(), 3, "{second}");
        assert!(second.contains("API client created") && second.contains(">Newest</a>"), "{second}");
    })
    .await;
}

#[tokio::test]
async fn the_trail_is_taken_along_as_a_file_that_no_spreadsheet_runs() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let cmd = serde_json::json!({ "template": "backend_service", "clientName": "=cmd|' /C calc'!A0" });
        alice.create(cmd).await;
        server.identity().recorder.flush().await;
        let file = alice.get(&format!("{PAGE}/Export?format=csv")).await.assert_status(200);
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        assert_eq!(file.header("content-disposition"), "attachment; filename=\"activity.csv\"");
        assert_eq!(file.header("cache-control"), "no-store");
        assert!(file.text.starts_with("\"at\",\"action\",\"outcome\""), "{}", file.text);
        assert!(file.text.contains("\"'=cmd|' /C calc'!A0\""), "{}", file.text);
        let json: Value = alice.get(&format!("{PAGE}/Export?format=json")).await.assert_status(200).json();
        let names: Vec<_> =
            json["events"].as_array().unwrap().iter().map(|event| &event["clientName"]).collect();
        assert!(names.iter().any(|name| **name == "=cmd|' /C calc'!A0"), "{names:?}");
    })
    .await;
}

#[tokio::test]
async fn who_is_signed_out_is_asked_to_sign_in_and_comes_back_to_the_same_view() {
    on_each_database(async |server| {
        let stranger = server.stranger();
        for address in [format!("{PAGE}?kind=api"), format!("{PAGE}/Export?format=csv")] {
            let asked = stranger.get(&address).await.assert_status(303).location();
            assert!(asked.starts_with("/Identity/Account/Login?return_to="), "{asked}");
            assert!(asked.contains("%3F"), "with its query: {asked}");
        }
    })
    .await;
}

#[test]
fn every_action_that_the_server_notes_is_known_and_has_words() {
    let noted = sources::actions();
    assert!(noted.len() > 30, "{noted:?}");
    let unknown: Vec<_> =
        noted.iter().filter(|action| ACTIONS.iter().all(|(known, _)| known != action)).collect();
    assert!(unknown.is_empty(), "list these in domain::event and give them words: {unknown:?}");
}

// Shows R102, M13.
#[tokio::test]
async fn a_secret_is_told_by_its_label_or_its_last_characters() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let label = json!({ "clientId": id, "label": { "description": "L6: blue, <b>in Berlin</b>" } });
        let added = alice.call("secrets/add", &label).await.assert_status(200).json();
        let new = json!({ "clientId": id, "overlap": "until_removed" });
        let new = alice.call("secrets/regenerate", &new).await.assert_status(200).json();
        let hint = format!("•••• {}", text(&new["secret"]["hint"]));
        let removal = json!({ "clientId": id, "secretId": added["secret"]["id"], "force": true });
        alice.call("secrets/remove", &removal).await.assert_status(200);
        let told = async || {
            server.identity().recorder.flush().await;
            let events = alice.get(&format!("/api/v1/events?client={id}")).await.assert_status(200).json();
            let events = events["events"].as_array().unwrap().clone();
            let of_secrets = events.iter().filter(|event| text(&event["action"]).starts_with("secret."));
            of_secrets.map(|event| text(&event["detail"])).collect::<Vec<_>>()
        };
        let label = "Secret L6: blue, <b>in Berlin</b>".to_owned();
        assert_eq!(told().await, [label.clone(), format!("Secret {hint}"), label]);
        let page = alice.get(PAGE).await.assert_status(200).text;
        assert!(page.contains("Secret L6: blue, &lt;b&gt;in Berlin") && page.contains(&hint), "{page}");

        // What was noted before labels were has the number alone.
        server.execute("UPDATE audit_events SET detail = '7' WHERE action = 'secret.removed'").await;
        assert_eq!(told().await[0], "Secret no. 7");
    })
    .await;
}
