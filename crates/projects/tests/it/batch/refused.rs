//! What is refused: batches that are none, requests that can't stand in one, and answers that are too long together.

use std::time::Duration;

use axum::http::StatusCode;
use serde_json::json;

use super::{JSON, MULTIPART, ask, get, multipart, post, statuses};
use crate::support::databases::on_both;
use crate::support::{Answer, TestApi};

#[tokio::test]
async fn a_request_that_cannot_stand_in_a_batch_fails_alone() {
    on_both("batch_part", async |api: TestApi| {
        let method = |method: &str| json!({ "id": "x", "method": method, "url": "Projects" });
        for (request, status, code) in [
            (get("x", "$batch"), 501, "not_implemented"),
            (get("x", "https://elsewhere.example/odata/Projects"), 400, "invalid_value"),
            (get("x", "/Identity/Account/Login"), 400, "invalid_value"),
            (get("x", "Projects(1) "), 400, "invalid_value"),
            (get("x", "$y/tasks"), 501, "not_implemented"),
            (get("x", "Projects?$top=-1"), 400, "invalid_value"),
            (get("x", "Projects?access_token=x"), 400, "invalid_request"),
            (method("HEAD"), 400, "invalid_value"),
            (method("TRACE"), 400, "invalid_value"),
            (method("DELETE"), 405, "method_not_allowed"),
        ] {
            let answer = ask(&api, json!([request])).await;
            let told = &answer.json()["responses"][0];
            assert_eq!(
                (told["status"].as_u64(), told["body"]["error"]["code"].as_str()),
                (Some(status), Some(code)),
                "{told}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_no_batch_is_refused_at_once_and_by_name() {
    on_both("batch_refused", async |api: TestApi| {
        let entry = get("x", "Projects").to_string();
        let many: Vec<_> = (0..101).map(|id| get(&id.to_string(), "Projects/$count")).collect();
        let nested = format!(
            r#"{{"requests":[{{"id":"1","method":"POST","url":"Projects","body":{}"#,
            "[".repeat(2000)
        );
        let group = "--b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".repeat(2000);
        for (kind, body, status, code, target) in [
            (JSON, String::new(), 400, "syntax_error", "$batch"),
            (JSON, "{}".into(), 400, "syntax_error", "$batch"),
            (JSON, format!(r#"{{"requests":[{entry},{entry}]}}"#), 400, "syntax_error", "$batch"),
            (JSON, nested, 400, "syntax_error", "$batch"),
            (JSON, json!({ "requests": many }).to_string(), 400, "query_too_complex", "$batch"),
            (MULTIPART, String::new(), 400, "syntax_error", "$batch"),
            (MULTIPART, group, 400, "query_too_complex", "$batch"),
            (MULTIPART, "--b\r\n".repeat(200_000), 400, "query_too_complex", "$batch"),
            (
                "multipart/mixed",
                multipart(&[("1", "Projects")]),
                415,
                "unsupported_media_type",
                "Content-Type",
            ),
            ("text/plain", "x".into(), 415, "unsupported_media_type", "Content-Type"),
            ("", "x".into(), 415, "unsupported_media_type", "Content-Type"),
        ] {
            let (answer, took) = timed(&api, kind, &body).await;
            let start: String = body.chars().take(60).collect();
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (status, code),
                "{start}: {}",
                answer.body
            );
            assert_eq!(answer.json()["error"]["target"], target, "{start}");
            assert!(took < Duration::from_millis(100), "{start} took {took:?}");
        }
        let full = json!({ "requests": many.get(..100).unwrap() }).to_string();
        assert_eq!(statuses(&timed(&api, JSON, &full).await.0).len(), 100);

        let padded = |size: usize| format!("{}{}", multipart(&[("1", "Tasks/$count")]), "x".repeat(size));
        let room = 1024 * 1024 - padded(0).len();
        assert_eq!(timed(&api, MULTIPART, &padded(room)).await.0.status, StatusCode::OK);
        let answer = timed(&api, MULTIPART, &padded(room + 1)).await.0;
        assert_eq!(
            (answer.status, answer.code().as_str()),
            (StatusCode::PAYLOAD_TOO_LARGE, "body_too_large")
        );
    })
    .await;
}

#[expect(clippy::disallowed_methods, reason = "how long an answer takes is what is tested")]
async fn timed(api: &TestApi, kind: &str, body: &str) -> (Answer, Duration) {
    let start = std::time::Instant::now();
    let answer = post(api, "1/api1", &[("content-type", kind)], body).await;
    (answer, start.elapsed())
}

/// How long the answers of a batch may be together, in bytes.
const MOST: usize = 16 * 1024 * 1024;

/// An objective of so many bytes, in at most four thousand characters.
fn objective(bytes: usize) -> String {
    let wide = bytes.saturating_sub(3_900).div_ceil(3);
    format!("{}{}", "🦀".repeat(wide), "x".repeat(bytes - 4 * wide))
}

#[tokio::test]
async fn answers_are_sixteen_mebibytes_long_together_and_not_a_byte_longer() {
    on_both("batch_room", async |api: TestApi| {
        let long = "🦀".repeat(4_000);
        api.post
            .execute(&format!(
                "WITH RECURSIVE n(i) AS (SELECT 1001 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)
                    INSERT INTO projects (project_id, account_id, created_at, project_name, project_objective, status,
                        last_modified_on) SELECT i, 1, 0, 'Long', '{long}', 1, 0 FROM n"
            ))
            .await;
        let pages = |top: usize| {
            format!("Projects?$filter=projectName%20eq%20'Long'&$select=projectObjective&$top={top}")
        };
        let size = async |top: usize| api.get(&format!("/odata/{}", pages(top))).await.body.len();
        let (mut urls, mut left, mut top) = (Vec::new(), MOST, 100);
        while top > 0 {
            let size = size(top).await;
            while size <= left {
                urls.push(pages(top));
                left -= size;
            }
            top /= 2;
        }
        assert!((2..=16_200).contains(&left) && urls.len() < 98, "{left} bytes left by {} pages", urls.len());
        let mut last = Vec::new();
        for (project, bytes) in [(1, left / 2), (2, left - left / 2)] {
            let body = json!({ "projectObjective": objective(bytes) }).to_string();
            assert_eq!(api.write("PATCH", &format!("Projects({project})"), &body).await.status, 200);
            last.push(format!("Projects({project})/projectObjective/$value"));
        }
        urls.extend(last);
        let requests: Vec<_> = urls.iter().enumerate().map(|(id, url)| get(&id.to_string(), url)).collect();
        let full = ask(&api, json!(requests)).await;
        assert!(statuses(&full).iter().all(|(_, status)| *status == 200), "{:?}", statuses(&full));

        let two = api.get("/odata/Projects(2)/projectObjective/$value").await.body;
        let one_more = json!({ "projectObjective": format!("{two}x") }).to_string();
        assert_eq!(api.write("PATCH", "Projects(2)", &one_more).await.status, 200);
        let over = ask(&api, json!(requests)).await;
        let answers = statuses(&over);
        assert!(answers.iter().rev().skip(1).all(|(_, status)| *status == 200));
        let told = over.json()["responses"][answers.len() - 1].clone();
        assert_eq!((&told["status"], &told["body"]["error"]["code"]), (&json!(400), &json!("query_too_complex")));
    })
    .await;
}
