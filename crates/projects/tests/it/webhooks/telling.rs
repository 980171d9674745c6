//! What is told to webhooks, and how it gets there.

use axum::http::StatusCode;

use super::{NEW, make, outbox};
use crate::support::TestApi;
use crate::support::databases::on_both;
use crate::support::post_office::{Does, address};

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
