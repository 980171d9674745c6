//! Clients that may ask for no scopes, at `/api/v1/clients`.

use reqwest::Method;
use serde_json::{Value, json};

use super::{CALLBACK, call, call_with, get, post, problem, problems, service, token_of_client};
use crate::world::on_each_database;

// Shows R139, R140.
#[tokio::test]
async fn a_new_client_has_to_name_its_scopes_at_every_door_and_only_an_import_may_do_without() {
    on_each_database(async |server| {
        let alice = server.alice().await;
        let without = |mut client: Value| {
            client["requireRequestedScopes"] = json!(false);
            client
        };
        let portal = json!({
            "clientName": "Portal", "clientType": "confidential", "grantTypes": ["authorization_code"],
            "redirectUris": [CALLBACK], "scopes": ["openid"],
        });
        let from_template = json!({
            "template": "web_server_application", "clientName": "Portal", "redirectUris": [CALLBACK],
        });
        let before = get(&alice, "/api/v1/clients").await.json();
        let admin = token_of_client(&alice, "admin").await;
        let created = async |client: &Value| {
            let by_page = post(&alice, "/api/v1/clients", client.clone()).await.assert_status(422);
            let by_program =
                call_with(&alice, &admin, Method::POST, "/api/v1/clients", Some(client)).await;
            assert_eq!(problem(&by_page), problem(&by_program));
            problem(&by_page)
        };
        for client in [&portal, &service("Sync")] {
            assert_eq!(
                created(&without(client.clone())).await,
                json!({
                    "title": "Unprocessable Entity", "status": 422, "code": "field_problems",
                    "detail": "Some fields need your attention.",
                    "problems": [{
                        "field": "requireRequestedScopes", "code": "always_on",
                        "message": "Requests of a new client always have to name their scopes. Leave this out, or write true.",
                    }],
                })
            );
        }
        let unknown = created(&without(from_template.clone())).await;
        assert_eq!(unknown["problems"][0]["code"], "unknown", "a template does not ask");
        let crafted = json!({ "client": without(from_template) });
        alice.call("clients/create", &crafted).await.assert_status(400);
        let automation = get(&alice, "/api/v1/clients").await.json();
        assert_eq!(automation["total"].as_u64(), before["total"].as_u64().map(|total| total + 1));

        let mut old = without(portal);
        old["clientId"] = json!("old-portal");
        let import = async |client: &Value| {
            let report = post(&alice, "/api/v1/clients/import", client.clone()).await.assert_status(200).json();
            report["clients"][0].clone()
        };
        assert_eq!(import(&old).await["client"]["requireRequestedScopes"], false);
        let patch = async |on: bool| {
            let body = json!({ "requireRequestedScopes": on });
            call(&alice, Method::PATCH, "/api/v1/clients/old-portal", Some(&body)).await
        };
        patch(false).await.assert_status(200);
        patch(true).await.assert_status(200);
        let one_way = [("requireRequestedScopes".to_owned(), "one_way".to_owned())];
        assert_eq!(problems(&patch(false).await.assert_status(422)), one_way);
        let again = import(&old).await;
        assert_eq!((&again["outcome"], &again["problems"][0]["code"]), (&json!("refused"), &json!("one_way")));
        let kept = get(&alice, "/api/v1/clients/old-portal").await.json();
        assert_eq!(kept["requireRequestedScopes"], true);
    })
    .await;
}
