//! The worker of webhooks: who sends what, how often, and what comes of it.

use std::collections::HashSet;
use std::sync::Arc;

use super::support::TestApi;
use super::support::databases::on_both_empty;
use super::support::post_office::{Does, PostOffice, SECOND, address};

async fn with_post(test: &str, body: impl AsyncFn(Arc<PostOffice>)) {
    on_both_empty(test, async |api: TestApi| body(api.post.clone()).await).await;
}

const STATE: &str = "SELECT attempt || '|' || status || '|' || coalesce(response_status, 0) || '|' ||
    coalesce(next_attempt_on, 0) || '|' || coalesce(leased_until, 0) FROM webhook_deliveries ORDER BY delivery_id LIMIT 1";
const HOOK: &str =
    "SELECT CASE WHEN is_active THEN 'active' ELSE 'off' END || '|' || coalesce(disabled_reason, '') FROM webhooks
    WHERE webhook_id = 1";

/// Microseconds from now on until the next attempt.
async fn next(post: &PostOffice) -> i64 {
    let row = post.row(STATE).await;
    row.split('|').nth(3).unwrap().parse::<i64>().unwrap() - post.now()
}

#[tokio::test]
async fn two_processes_send_fifty_messages_once_each() {
    with_post("hooks_fifty", async |post| {
        for webhook in 1..=5 {
            post.webhook(webhook, Does::Answer(200, None, 5)).await;
        }
        for message in 0..50 {
            post.message(message % 5 + 1, &format!("msg_{message}")).await;
        }
        let (one, other) = (post.start(), post.start());
        let done = "SELECT CAST(count(*) AS TEXT) FROM webhook_deliveries WHERE status = 2 AND attempt = 1
            AND response_status = 200 AND next_attempt_on IS NULL AND leased_until IS NULL";
        one.until("all have arrived", async || post.row(done).await == "50").await;
        other.look().await;
        let ids: HashSet<_> = post.sent().iter().map(|sent| sent.headers["webhook-id"].clone()).collect();
        assert_eq!((post.sent().len(), ids.len()), (50, 50));
    })
    .await;
}

#[tokio::test]
async fn a_message_that_fails_is_tried_ten_times_and_then_its_webhook_is_off() {
    with_post("hooks_schedule", async |post| {
        post.webhook(1, Does::Answer(500, None, 0)).await;
        post.message(1, "msg_a").await;
        let process = post.start();
        let steps = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
        for (made, step) in steps.into_iter().enumerate() {
            let state = format!("{}|1|500|", made + 1);
            process
                .until(&state, async || post.row(STATE).await.starts_with(&state) && next(&post).await > 0)
                .await;
            let pause = next(&post).await;
            assert!((step * 9 * SECOND / 10..=step * 11 * SECOND / 10).contains(&pause), "{step} s: {pause}");
            post.wait(pause - 1);
            process.look().await;
            assert_eq!(post.tries("msg_a"), made + 1, "a moment before {step} s are over");
            post.wait(1);
        }
        process.until("it is given up", async || post.row(STATE).await == "10|3|500|0|0").await;
        let reason = "off|The message msg_a did not arrive in 10 attempts; the last answer was 500.";
        assert_eq!(post.row(HOOK).await, reason);
        let timestamps: HashSet<_> =
            post.sent().iter().map(|sent| sent.headers["webhook-timestamp"].clone()).collect();
        assert_eq!(
            (post.tries("msg_a"), timestamps.len()),
            (10, 10),
            "one name, and a moment for each attempt"
        );
    })
    .await;
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_left_alone_at_once() {
    with_post("hooks_gone", async |post| {
        post.webhook(1, Does::Answer(410, None, 0)).await;
        post.message(1, "msg_a").await;
        let process = post.start();
        process.until("it is given up", async || post.row(STATE).await == "1|3|410|0|0").await;
        assert_eq!(post.row(HOOK).await, "off|The receiver answered with 410 (gone).");
        post.message(1, "msg_b").await;
        process.look().await;
        assert_eq!(post.tries("msg_b"), 0, "nothing is sent to a webhook that is off");
        post.execute("UPDATE webhooks SET is_active = TRUE").await;
        process.until("it is sent when the webhook is on again", async || post.tries("msg_b") == 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_receiver_that_has_enough_is_left_alone_for_as_long_as_it_says() {
    with_post("hooks_throttle", async |post| {
        post.webhook(1, Does::Answer(429, Some("120"), 0)).await;
        post.webhook(2, Does::Answer(204, None, 0)).await;
        post.message(1, "msg_a").await;
        let process = post.start();
        process.until("it is put off", async || post.row(STATE).await.starts_with("1|1|429|")).await;
        assert_eq!(next(&post).await, 120 * SECOND, "longer than the five seconds of the schedule");
        post.message(1, "msg_b").await;
        post.message(2, "msg_c").await;
        process.until("others are not kept waiting", async || post.tries("msg_c") == 1).await;
        post.wait(120 * SECOND - 1);
        process.look().await;
        assert_eq!((post.tries("msg_a"), post.tries("msg_b")), (1, 0));
        post.wait(1);
        process.until("it goes on", async || post.tries("msg_a") == 2 || post.tries("msg_b") == 1).await;
    })
    .await;
}

#[tokio::test]
async fn a_message_whose_process_was_killed_is_sent_by_another_when_the_lease_is_over() {
    with_post("hooks_lease", async |post| {
        post.webhook(1, Does::Nothing).await;
        post.message(1, "msg_a").await;
        let killed = post.start();
        killed.until("it is under way", async || post.tries("msg_a") == 1).await;
        drop(killed);
        let other = post.start();
        post.wait(60 * SECOND - 1);
        other.look().await;
        assert_eq!(post.tries("msg_a"), 1, "the lease is not over");
        post.does(1, Does::Answer(200, None, 0));
        post.wait(1);
        other.until("it has arrived", async || post.row(STATE).await == "2|2|200|0|0").await;
        assert_eq!(post.tries("msg_a"), 2);
    })
    .await;
}

#[tokio::test]
async fn a_receiver_has_fifteen_seconds_and_one_that_is_away_is_tried_again() {
    with_post("hooks_patience", async |post| {
        post.webhook(1, Does::Nothing).await;
        post.webhook(2, Does::Away).await;
        post.message(1, "msg_a").await;
        post.message(2, "msg_b").await;
        let process = post.start();
        let second =
            "SELECT attempt || '|' || status || '|' || coalesce(response_status, 0) FROM webhook_deliveries
            WHERE webhook_id = 2";
        process.until("nobody was there", async || post.row(second).await == "1|1|0").await;
        let over =
            async || post.row(STATE).await.starts_with("1|1|0|") && post.row(STATE).await.ends_with("|0");
        process.until("patience is over", over).await;
        assert!(next(&post).await > 4 * SECOND);
    })
    .await;
}

#[tokio::test]
async fn a_message_is_signed_with_every_secret_that_has_not_ended() {
    with_post("hooks_signed", async |post| {
        post.webhook(1, Does::Answer(200, None, 0)).await;
        post.secret(1, 2, &format!("{}", super::support::post_office::NOON + SECOND)).await;
        post.secret(1, 3, &format!("{}", super::support::post_office::NOON)).await;
        post.message(1, "msg_a").await;
        let process = post.start();
        process.until("it is sent", async || post.tries("msg_a") == 1).await;
        post.wait(SECOND);
        post.message(1, "msg_b").await;
        process.until("it is sent", async || post.tries("msg_b") == 1).await;
        let sent = post.sent();
        let body = r#"{"type":"task.created"}"#;
        assert_eq!((sent[0].url.as_str(), sent[0].body.as_str()), (address(1).as_str(), body));
        assert_eq!(sent[0].headers["webhook-timestamp"], "1795348800");
        let signed = |index: usize| sent[index].headers["webhook-signature"].split(' ').count();
        assert_eq!((signed(0), signed(1)), (2, 1));
        // HMAC-SHA-256 of `msg_b.1795348801.{"type":"task.created"}` with 32 bytes 01, computed by another program.
        assert_eq!(sent[1].headers["webhook-signature"], "v1,aWPnMuMU49jW3uhQHTfC0+UtCDTUDQ/HkjZ8sW0RQi4=");
    })
    .await;
}

#[tokio::test]
async fn one_receiver_that_is_slow_does_not_keep_the_others_waiting() {
    with_post("hooks_share", async |post| {
        post.webhook(1, Does::Nothing).await;
        post.webhook(2, Does::Answer(200, None, 0)).await;
        for message in 0..40 {
            post.message(1, &format!("msg_slow_{message}")).await;
        }
        post.message(2, "msg_quick").await;
        let process = post.start();
        process.until("the quick one is told", async || post.tries("msg_quick") == 1).await;
        assert!(post.sent().len() <= 8, "{} under way", post.sent().len());
    })
    .await;
}

#[tokio::test]
async fn what_is_thirty_days_old_is_swept_with_secrets_that_have_ended() {
    with_post("hooks_sweep", async |post| {
        post.webhook(1, Does::Answer(200, None, 0)).await;
        post.secret(1, 2, &format!("{}", super::support::post_office::NOON + SECOND)).await;
        post.message(1, "msg_a").await;
        post.wait(SECOND);
        post.message(1, "msg_b").await;
        let left = "SELECT (SELECT count(*) FROM webhook_deliveries) || '|' || (SELECT count(*) FROM webhook_secrets)";
        let webhooks = post.webhooks();
        assert_eq!((projects::webhooks::sweep(&webhooks).await.unwrap(), post.row(left).await.as_str()), (1, "2|1"));
        post.wait((30 * 86_400 - 1) * SECOND);
        assert_eq!((projects::webhooks::sweep(&webhooks).await.unwrap(), post.row(left).await.as_str()), (1, "1|1"));
        post.wait(SECOND);
        assert_eq!((projects::webhooks::sweep(&webhooks).await.unwrap(), post.row(left).await.as_str()), (1, "0|1"));
    })
    .await;
}
