//! The tab `Activity` of a client, as it is printed and as `/api/console/clients/activity` answers.

use serde_json::{Value, json};

use crate::world::{Answer, Person, TestServer, on_each_database, text};

async fn tab(person: &Person, id: &str) -> Answer {
    person.get(&format!("/Identity/Account/Manage/ApiClients/{id}/Activity")).await
}

async fn asked(person: &Person, arguments: Value) -> Answer {
    person.call("clients/activity", &arguments).await
}

/// A request of the client that fails; its id.
async fn failed_request(server: &TestServer, id: &str) -> String {
    let fields = [("grant_type", "client_credentials"), ("client_id", id), ("client_secret", "wrong")];
    let refused = server.stranger().token(&fields).await.assert_status(401);
    server.identity().recorder.flush().await;
    refused.header("x-request-id").to_owned()
}

// Shows R102.
#[tokio::test]
async fn a_failed_request_is_printed_with_its_cause_and_only_in_the_tab_of_its_client() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        let (other, _) = alice.personal_access_token().await;
        let request = failed_request(&server, &id).await;
        let page = tab(&alice, &id).await.assert_status(200).text;
        for words in ["Token request refused", "the secret is wrong", &request, "API client created"] {
            assert!(page.contains(words), "{words} in {page}");
        }
        let (newest, oldest) = (page.find("Token request refused"), page.find("API client created"));
        assert!(newest < oldest, "the newest stands first");
        let page = tab(&alice, &other).await.assert_status(200).text;
        assert!(page.contains("Personal Access Token") && !page.contains(&request), "{page}");
    })
    .await;
}

// Shows R096.
#[tokio::test]
async fn somebody_elses_client_has_no_tab_also_for_who_let_it_in() {
    on_each_database(async |server| {
        let (alice, bob) = (server.alice().await, server.bob().await);
        let app = alice.app("https://app.example.com/callback").await;
        // Bob lets it in: the event is his, the client is not.
        bob.code(&app, "https://app.example.com/callback", "openid").await;
        server.identity().recorder.flush().await;
        let theirs = tab(&bob, &app).await.assert_status(404);
        assert!(theirs.text.contains("There is no such client"), "{}", theirs.text);
        let foreign = asked(&bob, json!({ "clientId": app })).await.assert_status(404);
        let unknown = asked(&bob, json!({ "clientId": "app_000000000000" })).await.assert_status(404);
        assert_eq!(foreign.text, unknown.text);
        // Whose it is hears of it, and not from where he came.
        let told = asked(&alice, json!({ "clientId": app })).await.assert_status(200).json();
        let allowed = told["events"].as_array().unwrap();
        let allowed = allowed.iter().find(|event| event["action"] == "authorization.granted").unwrap();
        assert_eq!((&allowed["actor"], &allowed["address"]), (&json!("somebody_else"), &Value::Null));
    })
    .await;
}

#[tokio::test]
async fn more_than_fifty_events_stand_on_pages_that_have_addresses() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let (id, _) = alice.backend_service().await;
        // With the one that made the client these are 51.
        for _ in 0..25 {
            for act in ["clients/deactivate", "clients/activate"] {
                alice.call(act, &json!({ "clientId": id })).await.assert_status(200);
            }
        }
        server.identity().recorder.flush().await;
        let first = asked(&alice, json!({ "clientId": id })).await.assert_status(200).json();
        assert_eq!(first["events"].as_array().unwrap().len(), 50);
        let next = text(&first["next"]);
        let last = asked(&alice, json!({ "clientId": id, "cursor": next })).await.assert_status(200).json();
        assert_eq!((&last["events"][0]["action"], last.get("next")), (&json!("client.created"), None));
        let page = tab(&alice, &id).await.assert_status(200).text;
        assert!(page.contains(&format!("cursor={next}")) && !page.contains("API client created"));
        let path = format!("/Identity/Account/Manage/ApiClients/{id}/Activity?cursor=");
        let page = alice.get(&format!("{path}{next}")).await.assert_status(200).text;
        assert!(page.contains("API client created") && page.contains("Newest"), "{page}");
        let odd = asked(&alice, json!({ "clientId": id, "cursor": "x" })).await.assert_status(422).json();
        assert_eq!(odd["problems"][0]["field"], "cursor");
        let page = alice.get(&format!("{path}x")).await.assert_status(422).text;
        assert!(page.contains("Nothing here") && page.contains("Newest"), "{page}");
    })
    .await;
}
