//! Webhooks and their deliveries, as the API answers them, and what of them is written.

use axum::http::StatusCode;
use sea_orm::ConnectionTrait as _;

use super::support::databases::{on_both, on_both_empty};
use super::support::{Answer, TestApi};

mod making;
mod noting;
mod telling;

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

const NEW: &str =
    r#"{"url":"https://receiver-1.example/hook","eventTypes":["task.created","task.completed"]}"#;

/// What the outbox holds: for each message its webhook, its kind and its body.
async fn outbox(api: &TestApi) -> Vec<String> {
    let answer = api.get_as("1/admin", "/odata/WebhookDeliveries?$orderby=deliveryId").await;
    let column = |name| answer.column(name).into_iter();
    column("webhookId")
        .zip(column("eventType"))
        .map(|(hook, kind)| format!("{hook} {}", kind.as_str().unwrap()))
        .collect()
}

async fn make(api: &TestApi, types: &str) -> Answer {
    let body = format!(r#"{{"url":"https://receiver-1.example/hook","eventTypes":[{types}]}}"#);
    let made = api.write("POST", "Webhooks", &body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made
}

#[tokio::test]
async fn a_webhook_goes_with_its_secrets_and_messages_and_nobody_writes_a_message() {
    on_both("webhook_delete", async |api: TestApi| {
        make(&api, r#""project.deleted""#).await;
        api.write("DELETE", "Projects(6)", "").await;
        assert_eq!(outbox(&api).await, ["1 project.deleted"]);
        for (method, address) in [
            ("POST", "WebhookDeliveries"),
            ("PATCH", "WebhookDeliveries(1)"),
            ("DELETE", "WebhookDeliveries(1)"),
            ("POST", "Webhooks(1)/deliveries"),
        ] {
            let answer = api.write_with("1/admin", (method, address, "{}"), &[]).await;
            assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
        }
        let foreign = api.write_with("1/webhooks", ("DELETE", "Webhooks(1)", ""), &[("if-match", "*")]).await;
        assert_eq!(foreign.status, StatusCode::NO_CONTENT);
        let left = "SELECT (SELECT count(*) FROM webhooks) || '|' || (SELECT count(*) FROM webhook_secrets) || '|' ||
            (SELECT count(*) FROM webhook_deliveries)";
        assert_eq!(api.post.row(left).await, "0|0|0");
    })
    .await;
}

#[tokio::test]
async fn a_webhook_that_is_switched_on_again_begins_anew() {
    on_both_empty("webhook_on", async |api: TestApi| {
        make(&api, r#""task.created""#).await;
        let off = "UPDATE webhooks SET is_active = FALSE, disabled_reason = 'gone', paused_until = 9000000000000000";
        api.post.execute(off).await;
        assert_eq!(api.get("/odata/Webhooks(1)").await.json()["disabledReason"], "gone");
        let on = api.write("PATCH", "Webhooks(1)", r#"{"isActive":true}"#).await.json();
        assert_eq!((&on["isActive"], &on["disabledReason"]), (&true.into(), &serde_json::Value::Null));
        assert_eq!(api.post.row("SELECT CAST(coalesce(paused_until, 0) AS TEXT) FROM webhooks").await, "0");
    })
    .await;
}

#[tokio::test]
async fn nobody_changes_a_webhook_of_somebody_else() {
    with_webhooks("webhook_foreign", async |api: TestApi| {
        // The second belongs to clients without a user, the third to another account.
        for key in [2, 3] {
            for (method, body) in [("PATCH", r#"{"description":"x"}"#), ("DELETE", "")] {
                let answer =
                    api.write_with("1/webhooks", (method, &format!("Webhooks({key})"), body), &[]).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{method} {key}");
            }
        }
        let changed =
            api.write_with("1/admin", ("PATCH", "Webhooks(2)", r#"{"description":"x"}"#), &[]).await;
        assert_eq!(changed.status, StatusCode::OK);
    })
    .await;
}
