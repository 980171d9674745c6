//! New webhooks: their secret, what is wrong with them, and how many there may be.

use std::sync::Arc;

use axum::http::StatusCode;
use tokio::task::JoinSet;

use super::{NEW, make};
use crate::support::TestApi;
use crate::support::databases::on_both_empty;

/// How many webhooks an account may have.
const MOST: usize = 20;

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
async fn an_account_has_twenty_webhooks_and_not_one_more() {
    on_both_empty("webhook_limit", async |api: TestApi| {
        for _ in 0..MOST {
            make(&api, r#""task.created""#).await;
        }
        let over = api.write("POST", "Webhooks", NEW).await;
        assert_eq!((over.status, over.code().as_str()), (StatusCode::CONFLICT, "limit_reached"));
        assert_eq!(over.json()["error"]["target"], "Webhooks");
        let left = "SELECT (SELECT count(*) FROM webhooks) || '|' || (SELECT count(*) FROM webhook_secrets)";
        assert_eq!(api.post.row(left).await, format!("{MOST}|{MOST}"), "nothing of it is left");
        // Those that are off count, those of other accounts don't, and those that are gone don't either.
        assert_eq!(api.write("PATCH", "Webhooks(1)", r#"{"isActive":false}"#).await.status, StatusCode::OK);
        assert_eq!(api.write("POST", "Webhooks", NEW).await.status, StatusCode::CONFLICT);
        let elsewhere = api.write_with("2/webhooks", ("POST", "Webhooks", NEW), &[]).await;
        assert_eq!(elsewhere.status, StatusCode::CREATED);
        assert_eq!(api.write("DELETE", "Webhooks(1)", "").await.status, StatusCode::NO_CONTENT);
        make(&api, r#""task.created""#).await;
        assert_eq!(api.write("POST", "Webhooks", NEW).await.status, StatusCode::CONFLICT);
    })
    .await;
}

#[tokio::test]
async fn of_thirty_that_make_one_at_once_twenty_succeed() {
    on_both_empty("webhook_limit_race", async |api: TestApi| {
        let api = Arc::new(api);
        let mut makers = JoinSet::new();
        for _ in 0..30 {
            let api = Arc::clone(&api);
            makers.spawn(async move { api.write("POST", "Webhooks", NEW).await });
        }
        let answers = makers.join_all().await;
        let with = |status| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!((with(StatusCode::CREATED), with(StatusCode::CONFLICT)), (MOST, 10));
        assert_eq!(api.post.row("SELECT CAST(count(*) AS TEXT) FROM webhooks").await, MOST.to_string());
    })
    .await;
}
