//! Webhooks and their deliveries, as the API answers them.

use axum::http::StatusCode;
use sea_orm::ConnectionTrait as _;

use super::support::TestApi;
use super::support::databases::on_both_empty;

/// Three webhooks: of user 101 and of a client without a user in account 1, and of user 101 in account 2; each with a
/// delivery.
async fn with_webhooks(test: &str, body: impl AsyncFn(TestApi)) {
    on_both_empty(test, async |api: TestApi| {
        for statement in [
            r#"INSERT INTO webhooks (account_id, created_at, owner_user_id, url, event_types, is_active) VALUES
                (1, 1500000, 101, 'https://one.example/hook', '["task.created","task.completed"]', TRUE),
                (1, 2000000, NULL, 'https://two.example/hook', '["project.deleted"]', FALSE),
                (2, 3000000, 101, 'https://other.example/hook', '["task.created"]', TRUE)"#,
            r#"INSERT INTO webhook_deliveries (account_id, created_at, webhook_id, owner_user_id, message_id,
                event_type, body, attempt, status, response_status, next_attempt_on) VALUES
                (1, 1600000, 1, 101, 'msg_a', 'task.created', '{}', 2, 1, 503, 9000000),
                (1, 1600000, 2, NULL, 'msg_b', 'project.deleted', '{}', 1, 2, 204, NULL),
                (2, 1600000, 3, 101, 'msg_c', 'task.created', '{}', 0, 1, NULL, 1600000)"#,
        ] {
            api.db.execute_unprepared(statement).await.unwrap();
        }
        body(api).await;
    })
    .await;
}

#[tokio::test]
async fn a_webhook_is_answered_with_its_events_and_its_deliveries() {
    with_webhooks("webhook_read", async |api: TestApi| {
        let answer = api.get("/odata/Webhooks?$expand=deliveries").await;
        assert_eq!(
            answer.body,
            concat!(
                r#"{"@odata.context":"https://api.example/odata/$metadata#Webhooks(deliveries())","value":[{"#,
                r#""@odata.etag":"W/\"1\"","webhookId":1,"url":"https://one.example/hook","description":null,"#,
                r#""eventTypes":["task.created","task.completed"],"isActive":true,"#,
                r#""createdOn":"1970-01-01T00:00:01.5Z","disabledReason":null,"deliveries":[{"@odata.etag":"W/\"1\"","#,
                r#""deliveryId":1,"webhookId":1,"messageId":"msg_a","eventType":"task.created","#,
                r#""createdOn":"1970-01-01T00:00:01.6Z","attempt":2,"status":"Pending","responseStatus":503,"#,
                r#""nextAttemptOn":"1970-01-01T00:00:09Z"}]}]}"#
            )
        );
        let events = api.get("/odata/Webhooks(1)/eventTypes").await;
        assert_eq!(
            events.body,
            r#"{"@odata.context":"https://api.example/odata/$metadata#Webhooks(1)/eventTypes","value":["task.created","task.completed"]}"#
        );
        assert_eq!(api.get("/odata/Webhooks(1)/eventTypes/$value").await.status, StatusCode::NOT_IMPLEMENTED);
        let pending = api.get("/odata/WebhookDeliveries?$filter=status+eq+'Pending'&$count=true").await;
        assert_eq!(pending.json()["@odata.count"], 1);
    })
    .await;
}

#[tokio::test]
async fn a_webhook_belongs_to_who_made_it_and_an_administrator_sees_all_of_the_account() {
    with_webhooks("webhook_owner", async |api: TestApi| {
        for (token, keys) in [
            ("1/webhooks", vec![1]),
            ("1/api1", vec![1]),
            ("1/exepron.restapi exepron.restapi:extended", vec![1]),
            ("1/admin", vec![1, 2]),
            ("2/webhooks", vec![3]),
            ("3/admin", vec![]),
        ] {
            let found = api.get_as(token, "/odata/Webhooks?$orderby=url").await;
            let mut found: Vec<_> = found.column("webhookId").iter().filter_map(|key| key.as_i64()).collect();
            found.sort_unstable();
            assert_eq!(found, keys, "{token}");
            let sent = api.get_as(token, "/odata/WebhookDeliveries").await.column("webhookId");
            assert_eq!(sent.len(), keys.len(), "{token}");
            for key in 1..=3 {
                let wanted = if keys.contains(&key) { StatusCode::OK } else { StatusCode::NOT_FOUND };
                for way in ["", "/deliveries", "/url"] {
                    let answer = api.get_as(token, &format!("/odata/Webhooks({key}){way}")).await;
                    assert_eq!(answer.status, wanted, "{token} {key}{way}");
                }
            }
        }
        let expanded =
            api.get_as("1/webhooks", "/odata/WebhookDeliveries?$expand=webhook($select=url)").await;
        assert_eq!(expanded.column("webhook")[0]["url"], "https://one.example/hook");
    })
    .await;
}

#[tokio::test]
async fn other_scopes_do_not_reach_webhooks() {
    with_webhooks("webhook_scopes", async |api: TestApi| {
        for scopes in ["exepron.restapi", "projects tasks resources", "reports"] {
            let answer = api.get_as(&format!("1/{scopes}"), "/odata/Webhooks").await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{scopes}");
            assert!(answer.header("www-authenticate").contains("scope=\"webhooks\""), "{scopes}");
        }
    })
    .await;
}

#[tokio::test]
async fn secrets_and_bodies_are_no_properties() {
    with_webhooks("webhook_hidden", async |api: TestApi| {
        for (set, name) in [("Webhooks", "secret"), ("Webhooks", "sealed"), ("WebhookDeliveries", "body")] {
            for query in [format!("$select={name}"), format!("$orderby={name}")] {
                let answer = api.get(&format!("/odata/{set}?{query}")).await;
                assert_eq!(
                    (answer.status, answer.code().as_str()),
                    (StatusCode::BAD_REQUEST, "unknown_property")
                );
            }
        }
    })
    .await;
}
