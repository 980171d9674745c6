//! Webhooks and their deliveries, as the API answers them.

use axum::http::StatusCode;
use sea_orm::ConnectionTrait as _;

use super::support::databases::{on_both, on_both_empty};
use super::support::post_office::{Does, address};
use super::support::{Answer, TestApi};

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
async fn the_secret_of_a_new_webhook_is_told_once_and_never_again() {
    on_both_empty("webhook_secret", async |api: TestApi| {
        // Even who wants no answer gets this one.
        let made =
            api.write_with("1/webhooks", ("POST", "Webhooks", NEW), &[("prefer", "return=minimal")]).await;
        assert_eq!(
            (made.status, made.headers.contains_key("preference-applied")),
            (StatusCode::CREATED, false)
        );
        let told = made.json();
        let secret = told["@Ccpm.secret"].as_str().unwrap().to_owned();
        assert!(secret.starts_with("whsec_") && secret.len() == 6 + 44, "{secret}");
        assert_eq!((&told["isActive"], &told["webhookId"]), (&true.into(), &1.into()));
        assert_eq!(told["createdOn"], "2026-11-22T12:00:00Z");
        for address in
            ["Webhooks", "Webhooks(1)", "Webhooks(1)?$expand=*", "Webhooks?$expand=deliveries", "$metadata"]
        {
            let answer = api.get_as("1/webhooks", &format!("/odata/{address}")).await;
            assert!(answer.status.is_success() && !answer.body.contains(&secret[..16]), "{address}");
            assert!(!answer.body.contains("@Ccpm.secret"), "{address}");
        }
        let changed =
            api.write_with("1/webhooks", ("PATCH", "Webhooks(1)", r#"{"description":"x"}"#), &[]).await;
        assert_eq!(changed.status, StatusCode::OK);
        assert!(!changed.body.contains("whsec_"), "{}", changed.body);
    })
    .await;
}

#[tokio::test]
async fn a_webhook_that_cant_work_is_refused_by_the_property_that_is_wrong() {
    on_both_empty("webhook_checked", async |api: TestApi| {
        let url = r#""url":"https://receiver-1.example/hook""#;
        let types = r#""eventTypes":["task.created"]"#;
        for (body, target) in [
            (format!("{{{types}}}"), "url"),
            (format!(r#"{{"url":"http://receiver-1.example/hook",{types}}}"#), "url"),
            (format!(r#"{{"url":"",{types}}}"#), "url"),
            (format!(r#"{{"url":null,{types}}}"#), "url"),
            (format!(r#"{{"url":"https://{}",{types}}}"#, "x".repeat(1993)), "url"),
            (format!("{{{url}}}"), "eventTypes"),
            (format!(r#"{{{url},"eventTypes":[]}}"#), "eventTypes"),
            (format!(r#"{{{url},"eventTypes":null}}"#), "eventTypes"),
            (format!(r#"{{{url},"eventTypes":"task.created"}}"#), "eventTypes"),
            (format!(r#"{{{url},"eventTypes":["task.made"]}}"#), "eventTypes"),
            (format!(r#"{{{url},"eventTypes":["task.created","task.created"]}}"#), "eventTypes"),
            (format!(r#"{{{url},{types},"isActive":null}}"#), "isActive"),
            (format!(r#"{{{url},{types},"description":"{}"}}"#, "x".repeat(501)), "description"),
            (format!(r#"{{{url},{types},"secret":"x"}}"#), "secret"),
        ] {
            let answer = api.write("POST", "Webhooks", &body).await;
            assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{body}: {}", answer.body);
            assert_eq!(answer.json()["error"]["target"], target, "{body}: {}", answer.body);
        }
        let left = "SELECT (SELECT count(*) FROM webhooks) || '|' || (SELECT count(*) FROM webhook_secrets)";
        assert_eq!(api.post.row(left).await, "0|0", "what was refused was never there");
        let longest = format!(
            r#"{{"url":"https://{}",{types},"description":"{}"}}"#,
            "x".repeat(1992),
            "y".repeat(500)
        );
        let kept = api.write("POST", "Webhooks", &longest).await;
        assert_eq!(kept.status, StatusCode::CREATED);
        let kept = format!("Webhooks({})", kept.json()["webhookId"]);
        let worse = api.write("PATCH", &kept, r#"{"eventTypes":["x"]}"#).await;
        assert_eq!((worse.status, api.post.row(left).await.as_str()), (StatusCode::BAD_REQUEST, "1|1"));
    })
    .await;
}

#[tokio::test]
async fn each_change_is_told_to_the_active_webhooks_of_the_account_that_asked_for_it() {
    on_both("webhook_outbox", async |api: TestApi| {
        make(&api, r#""task.created","task.completed","task.deleted""#).await;
        make(&api, r#""task.updated","project.created","project.updated","project.deleted""#).await;
        make(&api, r#""resource.created","resource.updated","resource.deleted""#).await;
        make(&api, r#""task.created""#).await;
        api.write("PATCH", "Webhooks(4)", r#"{"isActive":false}"#).await;
        let elsewhere = ("POST", "Webhooks", NEW);
        assert_eq!(api.write_with("2/api1", elsewhere, &[]).await.status, StatusCode::CREATED);
        assert_eq!(outbox(&api).await, Vec::<String>::new());

        let project = r#"{"projectName":"P","status":2}"#;
        let project = api.write("POST", "Projects", project).await.json()["projectId"].clone();
        let task = format!(
            r#"{{"taskNumber":"1","taskName":"T","projectId":{project},"status":"InProgress","focusedDuration":1,
                "safeDuration":2,"isCritical":true,"percentComplete":0}}"#
        );
        let task = api.write("POST", "Tasks", &task).await.json()["taskId"].clone();
        api.write("PATCH", &format!("Tasks({task})"), r#"{"percentComplete":50}"#).await;
        api.write("PATCH", &format!("Tasks({task})"), r#"{"status":"Completed"}"#).await;
        api.write("PATCH", &format!("Projects({project})"), r#"{"projectName":"Q"}"#).await;
        let resource = r#"{"resourceName":"R","kind":"Person","capacity":1,"isActive":true}"#;
        let resource = api.write("POST", "Resources", resource).await.json()["resourceId"].clone();
        api.write("PATCH", &format!("Resources({resource})"), r#"{"capacity":0.5}"#).await;
        api.write("DELETE", &format!("Resources({resource})"), "").await;
        api.write("DELETE", &format!("Projects({project})"), "").await;
        assert_eq!(
            outbox(&api).await,
            [
                "2 project.created",
                "1 task.created",
                "2 task.updated",
                "2 task.updated",
                "1 task.completed",
                // What is done of its chain has changed, and then its name.
                "2 project.updated",
                "2 project.updated",
                "3 resource.created",
                "3 resource.updated",
                "3 resource.deleted",
                "1 task.deleted",
                "2 project.deleted",
            ]
        );
        let body = "SELECT body FROM webhook_deliveries WHERE event_type = 'task.completed'";
        let completed = format!(
            r#"{{"type":"task.completed","timestamp":"2026-11-22T12:00:00.000Z","data":{{"id":{task},"projectId":{project}}}}}"#
        );
        assert_eq!(api.post.row(body).await, completed);
    })
    .await;
}

#[tokio::test]
async fn a_change_that_is_taken_back_leaves_no_message() {
    on_both("webhook_rollback", async |api: TestApi| {
        make(&api, r#""task.created","project.created","project.deleted""#).await;
        // The project comes to be before its second task is found to belong to another one.
        let deep = r#"{"projectName":"P","status":2,"tasks":[
            {"taskNumber":"1","taskName":"T","status":"NotStarted","focusedDuration":1,"safeDuration":2,"isCritical":true,
                "percentComplete":0},
            {"taskNumber":"2","taskName":"T","projectId":1,"status":"NotStarted","focusedDuration":1,"safeDuration":2,
                "isCritical":true,"percentComplete":0}]}"#;
        let refused = api.write("POST", "Projects", deep).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.body);
        let stale = api.write_with("1/api1", ("DELETE", "Projects(1)", ""), &[("if-match", "W/\"7\"")]).await;
        assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
        assert_eq!(outbox(&api).await, Vec::<String>::new());
        let kept = api.write("POST", "Projects", &deep.replace("\"projectId\":1,", "")).await;
        assert_eq!(kept.status, StatusCode::CREATED, "{}", kept.body);
        assert_eq!(outbox(&api).await, ["1 project.created", "1 task.created", "1 task.created"]);
    })
    .await;
}

#[tokio::test]
async fn a_change_reaches_its_receiver_with_the_secret_that_was_told() {
    on_both("webhook_whole_way", async |api: TestApi| {
        let told = make(&api, r#""project.deleted""#).await.json();
        api.post.does(1, Does::Answer(200, None, 0));
        let process = api.post.start();
        assert_eq!(api.write("DELETE", "Projects(6)", "").await.status, StatusCode::NO_CONTENT);
        process.until("it is told", async || !api.post.sent().is_empty()).await;
        let sent = &api.post.sent()[0];
        assert_eq!(
            (sent.url.as_str(), sent.body.contains(r#""data":{"id":6}"#)),
            (address(1).as_str(), true)
        );
        let again = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &key(&told["@Ccpm.secret"]));
        let signed =
            format!("{}.{}.{}", sent.headers["webhook-id"], sent.headers["webhook-timestamp"], sent.body);
        let given = sent.headers["webhook-signature"].strip_prefix("v1,").unwrap();
        aws_lc_rs::hmac::verify(&again, signed.as_bytes(), &decoded(given)).unwrap();
    })
    .await;
}

/// The key within the text of a secret.
fn key(secret: &serde_json::Value) -> Vec<u8> {
    decoded(secret.as_str().unwrap().strip_prefix("whsec_").unwrap())
}

fn decoded(text: &str) -> Vec<u8> {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.decode(text).unwrap()
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

#[tokio::test]
async fn of_a_group_that_fails_nothing_is_told_and_of_one_that_succeeds_everything() {
    on_both("webhook_group", async |api: TestApi| {
        make(&api, r#""resource.created","project.deleted""#).await;
        let resource = r#"{"resourceName":"R","kind":"Person","capacity":1,"isActive":true}"#;
        for (last, expected) in
            [("Projects(99)", vec![]), ("Projects(6)", vec!["1 resource.created", "1 project.deleted"])]
        {
            let batch = format!(
                r#"{{"requests":[
                    {{"id":"1","atomicityGroup":"g","method":"POST","url":"Resources","body":{resource}}},
                    {{"id":"2","atomicityGroup":"g","method":"DELETE","url":"{last}"}}]}}"#
            );
            assert_eq!(api.write("POST", "$batch", &batch).await.status, StatusCode::OK);
            assert_eq!(outbox(&api).await, expected, "{last}");
        }
    })
    .await;
}
