//! The actions on webhooks: another secret, and a message once more.

use std::sync::Arc;

use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::support::TestApi;
use super::support::databases::on_both_empty;
use super::support::post_office::{Does, PostOffice, SECOND, Sent};

const DAY: i64 = 24 * 3600 * SECOND;

async fn made(api: &TestApi) -> Value {
    let body = r#"{"url":"https://receiver-1.example/hook","eventTypes":["resource.created"]}"#;
    let made = api.write("POST", "Webhooks", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.body);
    made.json()["@Ccpm.secret"].clone()
}

async fn rotated(api: &TestApi) -> Value {
    let answer = api.write("POST", "Webhooks(1)/Ccpm.RotateSecret", "").await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()["secret"].clone()
}

/// What the receiver gets when something happens now.
async fn message(api: &TestApi) -> Sent {
    let before = api.post.sent().len();
    let resource = r#"{"resourceName":"R","kind":"Person","capacity":1,"isActive":true}"#;
    assert_eq!(api.write("POST", "Resources", resource).await.status, StatusCode::CREATED);
    let process = api.post.start();
    process.until("it is sent", async || api.post.sent().len() > before).await;
    api.post.sent()[before].clone()
}

/// With which of these secrets a message is signed, in the order of its signatures.
fn signed(sent: &Sent, secrets: &[&Value]) -> Vec<Option<usize>> {
    let text = format!("{}.{}.{}", sent.headers["webhook-id"], sent.headers["webhook-timestamp"], sent.body);
    let by = |signature: &str, secret: &Value| {
        let key = STANDARD.decode(secret.as_str().unwrap().strip_prefix("whsec_").unwrap()).unwrap();
        let key = aws_lc_rs::hmac::Key::new(aws_lc_rs::hmac::HMAC_SHA256, &key);
        let tag = STANDARD.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
        aws_lc_rs::hmac::verify(&key, text.as_bytes(), &tag).is_ok()
    };
    let signatures = sent.headers["webhook-signature"].split(' ');
    signatures.map(|signature| secrets.iter().position(|secret| by(signature, secret))).collect()
}

#[tokio::test]
async fn for_a_day_after_a_change_both_secrets_sign() {
    on_both_empty("rotate_overlap", async |api: TestApi| {
        let first = made(&api).await;
        assert_eq!(signed(&message(&api).await, &[&first]), [Some(0)]);
        let answer = api.write("POST", "Webhooks(1)/Ccpm.RotateSecret", "{}").await;
        assert_eq!((answer.status, answer.header("cache-control")), (StatusCode::OK, "no-store"));
        assert_eq!(answer.json()["@odata.context"], "https://api.example/odata/$metadata#Ccpm.WebhookSecret");
        let second = answer.json()["secret"].clone();
        assert_ne!(first, second);
        assert_eq!(signed(&message(&api).await, &[&first, &second]), [Some(1), Some(0)]);
        api.post.wait(DAY - 1);
        assert_eq!(signed(&message(&api).await, &[&first, &second]), [Some(1), Some(0)]);
        api.post.wait(1);
        assert_eq!(signed(&message(&api).await, &[&first, &second]), [Some(1)]);
        let read = api.get("/odata/Webhooks(1)").await.body;
        assert!(!read.contains("whsec_"), "{read}");
    })
    .await;
}

#[tokio::test]
async fn at_most_three_secrets_sign_and_the_oldest_ends_early() {
    on_both_empty("rotate_most", async |api: TestApi| {
        let first = made(&api).await;
        let second = rotated(&api).await;
        let third = rotated(&api).await;
        let all = [&first, &second, &third];
        assert_eq!(signed(&message(&api).await, &all), [Some(2), Some(1), Some(0)]);
        let fourth = rotated(&api).await;
        let all = [&first, &second, &third, &fourth];
        assert_eq!(signed(&message(&api).await, &all), [Some(3), Some(2), Some(1)]);
    })
    .await;
}

#[tokio::test]
async fn of_secrets_that_are_changed_at_once_one_has_no_end() {
    on_both_empty("rotate_race", async |api: TestApi| {
        made(&api).await;
        let all = four_at_once(&api).await;
        assert_eq!(all, [StatusCode::OK; 4]);
        let left = "SELECT count(*) || '|' || sum(CASE WHEN expires_at IS NULL THEN 1 ELSE 0 END) FROM webhook_secrets";
        assert_eq!(api.post.row(left).await, "3|1");
    })
    .await;
}

/// Changes the secret four times at the same time.
async fn four_at_once(api: &TestApi) -> [StatusCode; 4] {
    let rotate = async || api.write("POST", "Webhooks(1)/Ccpm.RotateSecret", "").await.status;
    let (a, b, c, d) = tokio::join!(rotate(), rotate(), rotate(), rotate());
    [a, b, c, d]
}

/// A webhook of user 101 with a message that was given up.
async fn given_up(post: &Arc<PostOffice>) {
    post.webhook(1, Does::Answer(410, None, 0)).await;
    post.message(1, "msg_a").await;
    let process = post.start();
    let off = "SELECT CASE WHEN is_active THEN 'on' ELSE 'off' END FROM webhooks";
    process.until("it is given up", async || post.row(off).await == "off").await;
    post.execute("UPDATE webhooks SET is_active = TRUE").await;
    post.does(1, Does::Answer(200, None, 0));
}

#[tokio::test]
async fn a_message_that_was_given_up_is_sent_again_when_somebody_says_so() {
    on_both_empty("retry", async |api: TestApi| {
        given_up(&api.post).await;
        let answer = api.write("POST", "WebhookDeliveries(1)/Ccpm.Retry", "").await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let again = answer.json();
        assert_eq!((&again["status"], &again["attempt"]), (&"Pending".into(), &0.into()));
        assert_eq!(again["nextAttemptOn"], "2026-11-22T12:00:00Z");
        let process = api.post.start();
        let state = "SELECT attempt || '|' || status FROM webhook_deliveries";
        process.until("it has arrived", async || api.post.row(state).await == "1|2").await;
        assert_eq!(api.post.tries("msg_a"), 2);
    })
    .await;
}

#[tokio::test]
async fn a_message_that_is_being_sent_is_not_sent_a_second_time() {
    on_both_empty("retry_leased", async |api: TestApi| {
        api.post.webhook(1, Does::Nothing).await;
        api.post.message(1, "msg_a").await;
        let process = api.post.start();
        process.until("it is under way", async || api.post.tries("msg_a") == 1).await;
        let refused = api.write("POST", "WebhookDeliveries(1)/Ccpm.Retry", "").await;
        assert_eq!((refused.status, refused.code().as_str()), (StatusCode::CONFLICT, "conflict"));
        drop(process);
        api.post.wait(60 * SECOND);
        assert_eq!(api.write("POST", "WebhookDeliveries(1)/Retry()", "").await.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn actions_are_for_whoever_may_write_the_webhook() {
    on_both_empty("actions_refused", async |api: TestApi| {
        given_up(&api.post).await;
        for address in ["Webhooks(1)/Ccpm.RotateSecret", "WebhookDeliveries(1)/Ccpm.Retry"] {
            for (token, body, status) in [
                ("2/admin", "", StatusCode::NOT_FOUND),
                ("1/api1.read", "", StatusCode::FORBIDDEN),
                ("1/exepron.restapi", "", StatusCode::FORBIDDEN),
                ("1/webhooks", r#"{"x":1}"#, StatusCode::BAD_REQUEST),
                ("1/webhooks", "[]", StatusCode::BAD_REQUEST),
                ("1/webhooks", "", StatusCode::OK),
                ("1/admin", "{}", StatusCode::OK),
            ] {
                let answer = api.write_with(token, ("POST", address, body), &[]).await;
                assert_eq!(answer.status, status, "{token} {address} {body}: {}", answer.body);
            }
            for method in ["GET", "PATCH", "DELETE"] {
                let answer = api.write_with("1/admin", (method, address, ""), &[]).await;
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method} {address}");
            }
        }
        let nobody = api.write("POST", "Webhooks(9)/Ccpm.RotateSecret", "").await;
        assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    })
    .await;
}
