//! What the owners of webhooks are told of them: what was kept, and nothing else.

use serde_json::json;

use super::make;
use crate::support::TestApi;
use crate::support::databases::{on_both, on_both_empty};
use crate::support::post_office::Does;

/// What was noted: the event, the webhook, its owner, and by which client and for whom.
fn noted(api: &TestApi) -> Vec<String> {
    let line = |noted: &projects::webhooks::Noted| {
        let by = noted.by.as_ref().map_or("itself".to_owned(), |by| {
            assert_eq!((by.address, &*by.request_id), (Some("192.0.2.7".parse().unwrap()), "request-1"));
            format!("{} for {:?}", by.client_id, by.user_id)
        });
        let owner = noted.owner.map_or("nobody".to_owned(), |owner| owner.to_string());
        let line = format!("{} {} of {owner} by {by} {}", noted.became.action(), noted.webhook, noted.why);
        line.trim_end().to_owned()
    };
    api.post.noted().iter().map(line).collect()
}

const BY: &str = "by service_0123456789ab for Some(101)";

#[tokio::test]
async fn what_becomes_of_a_webhook_is_told_once_each() {
    on_both_empty("webhook_noted", async |api: TestApi| {
        make(&api, r#""task.created""#).await;
        for body in [
            r#"{"description":"nothing that anybody has to know"}"#,
            r#"{"url":"https://receiver-2.example/hook"}"#,
            r#"{"url":"https://receiver-2.example/hook"}"#,
            r#"{"isActive":false}"#,
            r#"{"isActive":true}"#,
        ] {
            assert_eq!(api.write("PATCH", "Webhooks(1)", body).await.status, 200, "{body}");
        }
        assert_eq!(api.write("POST", "Webhooks(1)/Ccpm.RotateSecret", "").await.status, 200);
        assert_eq!(api.write("DELETE", "Webhooks(1)", "").await.status, 204);
        let expected = [
            format!("webhook.created 1 of 101 {BY}"),
            format!("webhook.changed 1 of 101 {BY}"),
            format!("webhook.disabled 1 of 101 {BY}"),
            format!("webhook.changed 1 of 101 {BY}"),
            format!("webhook.secret_rotated 1 of 101 {BY}"),
            format!("webhook.deleted 1 of nobody {BY}"),
        ];
        assert_eq!(noted(&api), expected);
    })
    .await;
}

#[tokio::test]
async fn what_was_taken_back_is_told_to_nobody() {
    on_both("webhook_noted_undone", async |api: TestApi| {
        let hook = |id: &str| {
            json!({ "id": id, "atomicityGroup": "g", "method": "POST", "url": "Webhooks",
                "body": { "url": "https://receiver-1.example/hook", "eventTypes": ["task.created"] } })
        };
        let last = |url: &str| json!({ "id": "2", "atomicityGroup": "g", "method": "DELETE", "url": url });
        for (url, count) in [("Projects(99)", 0), ("Projects(6)", 1)] {
            let batch = json!({ "requests": [hook("1"), last(url)] }).to_string();
            assert_eq!(api.write("POST", "$batch", &batch).await.status, 200);
            assert_eq!(api.post.noted().len(), count, "{url}");
        }
        let refused =
            api.write("POST", "Webhooks", r#"{"url":"http://x","eventTypes":["task.created"]}"#).await;
        assert_eq!((refused.status.as_u16(), api.post.noted().len()), (400, 1));
    })
    .await;
}

#[tokio::test]
async fn the_owner_hears_of_a_webhook_that_was_switched_off_by_itself() {
    on_both_empty("webhook_noted_off", async |api: TestApi| {
        api.post.webhook(1, Does::Answer(410, None, 0)).await;
        api.post.message(1, "msg_a").await;
        api.post.message(1, "msg_b").await;
        let process = api.post.start();
        process.until("it is off", async || !api.post.noted().is_empty()).await;
        process.look().await;
        assert_eq!(
            noted(&api),
            ["webhook.disabled 1 of 101 by itself The receiver answered with 410 (gone)."]
        );
    })
    .await;
}
