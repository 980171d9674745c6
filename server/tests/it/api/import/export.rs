//! `/api/v1/clients/export`: what it writes is taken by an import, here and elsewhere.

use reqwest::Method;
use serde_json::Value;

use super::super::{call, get};
use super::{BACKEND, MOBILE, SPA, import, import_text, outcomes};
use crate::world::{on_each_database, text};

// Shows R050.
#[tokio::test]
async fn what_was_brought_in_is_written_out_without_secrets_and_brought_in_again() {
    on_each_database(async |server| {
        let (bob, alice) = (server.bob().await, server.alice().await);
        let samples = format!("[{SPA},{MOBILE},{BACKEND}]");
        import_text(&bob, "", &samples).await.assert_status(200);
        let export = get(&bob, "/api/v1/clients/export").await.assert_status(200);
        assert!(export.header("content-disposition").starts_with("attachment; filename="));
        for word in ["secret\"", "Secret", "digest", "hint", "supersecret"] {
            assert!(!export.text.contains(word), "{word} in {}", export.text);
        }
        let file = export.json();
        assert_eq!(outcomes(&import(&bob, &file).await), ["unchanged"; 3]);
        assert_eq!(get(&bob, "/api/v1/clients/export").await.json(), file);

        // The same ids can't be had twice on one server, whoever asks.
        let refused = import(&alice, &file).await;
        assert_eq!(outcomes(&refused), ["refused"; 3]);
        assert_eq!(refused["clients"][0]["problems"][0]["code"], "taken");
        for id in ["spa-client", "mobile-app", "backend-service"] {
            call(&bob, Method::DELETE, &format!("/api/v1/clients/{id}"), None).await.assert_status(204);
        }
        assert_eq!(outcomes(&import(&alice, &file).await), ["created"; 3]);
        let again = get(&alice, "/api/v1/clients/export").await.json();
        for client in file["clients"].as_array().unwrap() {
            assert!(again["clients"].as_array().unwrap().contains(client), "{client} in {again}");
        }
    })
    .await;
}

// Shows R050.
#[tokio::test]
async fn what_a_real_account_writes_out_is_taken_whole_by_another_server() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        // One client of each template is there from the start; here is one that is off, and one that is over.
        let (off, _) = alice.backend_service().await;
        call(&alice, Method::POST, &format!("/api/v1/clients/{off}/deactivate"), None)
            .await
            .assert_status(200);
        let (over, _) = alice.backend_service().await;
        call(&alice, Method::POST, &format!("/api/v1/clients/{over}/revoke"), None).await.assert_status(200);
        let listed = get(&alice, "/api/v1/clients").await.assert_status(200).json()["clients"].clone();
        let listed = listed.as_array().unwrap();
        let of = |template: &str| listed.iter().filter(|client| client["template"] == template).count();
        let here =
            ["personal_access_token", "backend_service", "web_mobile_app", "web_server_application"].map(of);
        assert_eq!(here, [1, 3, 1, 1], "one client of each template, and the two");

        let export = get(&alice, "/api/v1/clients/export").await.assert_status(200);
        assert!(!export.text.contains("hint") && !export.text.contains("ecret\""), "{}", export.text);
        let file = export.json();
        let mut ids: Vec<String> =
            file["clients"].as_array().unwrap().iter().map(|client| text(&client["clientId"])).collect();
        let mut expected: Vec<String> = listed
            .iter()
            .filter(|client| client["template"] != "personal_access_token" && client["status"] != "revoked")
            .map(|client| text(&client["clientId"]))
            .collect();
        ids.sort();
        expected.sort();
        assert_eq!(ids, expected);

        // Another server has none of these ids. It is stood for by this one, once they are gone.
        for client in listed {
            let path = format!("/api/v1/clients/{}", text(&client["clientId"]));
            call(&alice, Method::DELETE, &path, None).await.assert_status(204);
        }
        server.execute("DELETE FROM former_clients").await;
        let report = import(&alice, &file).await;
        assert_eq!(outcomes(&report), ["created"; 4], "{report}");
        let again = get(&alice, "/api/v1/clients/export").await.json();
        let sorted = |file: &Value| {
            let mut clients: Vec<String> =
                file["clients"].as_array().unwrap().iter().map(Value::to_string).collect();
            clients.sort();
            clients
        };
        assert_eq!(sorted(&again), sorted(&file));
    })
    .await;
}
