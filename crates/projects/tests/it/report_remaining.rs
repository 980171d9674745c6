//! `Tasks(1)/Ccpm.ReportRemaining`, and what follows for a project when its tasks and buffers change.

use std::sync::atomic::Ordering;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::support::databases::on_both;
use super::support::{Answer, TestApi};

const REPORT: &str = "/odata/Tasks(2)/Ccpm.ReportRemaining";

impl TestApi {
    async fn report(&self, token: &str, address: &str, headers: &[(&str, &str)], body: &str) -> Answer {
        let token = format!("Bearer {}", token.replace(' ', "~"));
        let own = [("authorization", token.as_str()), ("content-type", "application/json")];
        self.send_with(Method::POST, address, &[&own, headers].concat(), body.to_owned()).await
    }

    async fn status(&self, project: i32) -> Value {
        self.get(&format!("/odata/Projects({project})/Ccpm.BufferStatus()")).await.json()
    }

    /// The days that were kept today.
    async fn today(&self) -> Value {
        self.get("/odata/Reports?$filter=on%20eq%202026-11-22").await.json()["value"].clone()
    }
}

#[tokio::test]
async fn a_report_changes_the_task_sums_up_its_project_and_keeps_the_day() {
    on_both("report_remaining", async |api: TestApi| {
        let answer = api.report("1/tasks", REPORT, &[], r#"{"remainingDuration":10}"#).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        let task = answer.json();
        assert_eq!(task["@odata.context"], "https://api.example/odata/$metadata#Tasks/$entity");
        assert_eq!((&task["taskId"], &task["remainingDuration"]), (&json!(2), &json!(10)));
        assert_eq!((&task["@odata.etag"], answer.header("etag")), (&json!("W/\"2\""), "W/\"2\""));

        let status = api.status(1).await;
        // 24 of 52 days are done now, and still 10 of 30 days of the buffer are used up.
        assert_eq!((&status["remainingDays"], &status["chainCompletion"]), (&json!(28), &json!(46.15)));
        assert_eq!((&status["penetration"], &status["burnRate"]), (&json!(33.33), &json!(0.72)));
        let chart = api.get("/odata/Projects(1)/Ccpm.FeverChart()").await.json();
        let point =
            json!({ "on": "2026-11-22", "chainCompletion": 46.15, "penetration": 33.33, "zone": "Green" });
        assert_eq!(chart["value"].as_array().unwrap().last(), Some(&point));
        let project = api.get("/odata/Projects(1)").await;
        assert_eq!((project.header("etag"), &project.json()["chainCompletion"]), ("W/\"2\"", &json!(46.15)));

        // The day is replaced, not repeated.
        let again =
            api.report("1/tasks", "/odata/Tasks(2)/ReportRemaining", &[], r#"{"remainingDuration":0}"#).await;
        assert_eq!((again.status, again.header("etag")), (StatusCode::OK, "W/\"3\""));
        let today = api.today().await;
        assert_eq!(today.as_array().unwrap().len(), 1);
        assert_eq!((&today[0]["remainingDays"], &today[0]["@odata.etag"]), (&json!(18), &json!("W/\"2\"")));
    })
    .await;
}

#[tokio::test]
async fn a_report_that_nothing_has_changed_keeps_the_day_and_leaves_the_project_as_it_is() {
    on_both("report_same", async |api: TestApi| {
        let answer = api.report("1/tasks", REPORT, &[], r#"{"remainingDuration":20}"#).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(api.today().await[0]["remainingDays"], 38);
        assert_eq!(api.get("/odata/Projects(1)").await.header("etag"), "W/\"1\"");
        // A task that is not on the critical chain changes no figure.
        let other =
            api.report("1/tasks", "/odata/Tasks(3)/ReportRemaining", &[], r#"{"remainingDuration":1}"#).await;
        assert_eq!(other.status, StatusCode::OK);
        assert_eq!(api.get("/odata/Projects(1)").await.header("etag"), "W/\"1\"");
    })
    .await;
}

#[tokio::test]
async fn a_report_on_another_version_than_it_says_changes_nothing() {
    on_both("report_if_match", async |api: TestApi| {
        let body = r#"{"remainingDuration":1}"#;
        let stale = api.report("1/tasks", REPORT, &[("if-match", "W/\"7\"")], body).await;
        assert_eq!(
            (stale.status, stale.code().as_str()),
            (StatusCode::PRECONDITION_FAILED, "precondition_failed")
        );
        assert_eq!(api.get("/odata/Tasks(2)/remainingDuration/$value").await.body, "20");
        assert_eq!(api.today().await, json!([]));
        let minimal = [("if-match", "W/\"1\""), ("prefer", "return=minimal")];
        let fresh = api.report("1/tasks", REPORT, &minimal, body).await;
        assert_eq!((fresh.status, fresh.body.as_str()), (StatusCode::NO_CONTENT, ""));
        assert_eq!(fresh.header("preference-applied"), "return=minimal");
        assert_eq!(api.get("/odata/Tasks(2)/remainingDuration/$value").await.body, "1");
    })
    .await;
}

#[tokio::test]
async fn what_a_report_lacks_is_named() {
    on_both("report_bad", async |api: TestApi| {
        let cases = [
            ("", "missing_parameter", "remainingDuration"),
            ("{}", "missing_parameter", "remainingDuration"),
            (r#"{"remaining":5}"#, "unknown_parameter", "remaining"),
            (r#"{"remainingDuration":null}"#, "invalid_value", "remainingDuration"),
            (r#"{"remainingDuration":-1}"#, "invalid_value", "remainingDuration"),
            (r#"{"remainingDuration":36526}"#, "invalid_value", "remainingDuration"),
            (r#"{"remainingDuration":1.5}"#, "type_mismatch", "remainingDuration"),
            (r#"{"remainingDuration":"5"}"#, "type_mismatch", "remainingDuration"),
        ];
        for (body, code, target) in cases {
            let answer = api.report("1/tasks", REPORT, &[], body).await;
            assert_eq!((answer.status, answer.code().as_str()), (StatusCode::BAD_REQUEST, code), "{body}");
            assert_eq!(answer.json()["error"]["target"], target, "{body}");
        }
        let broken = api.report("1/tasks", REPORT, &[], "{").await;
        assert_eq!(broken.status, StatusCode::BAD_REQUEST);
        let most = api.report("1/tasks", REPORT, &[], r#"{"remainingDuration":36525}"#).await;
        assert_eq!(most.status, StatusCode::OK, "{}", most.body);
        let inline = "/odata/Tasks(2)/Ccpm.ReportRemaining(remainingDuration=1)";
        assert_eq!(api.report("1/tasks", inline, &[], "{}").await.code(), "unknown_parameter");
        let absent = api
            .report("1/tasks", "/odata/Tasks(99)/ReportRemaining", &[], r#"{"remainingDuration":1}"#)
            .await;
        assert_eq!(absent.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn a_report_is_sent_by_who_may_write_the_task() {
    on_both("report_rights", async |api: TestApi| {
        let body = r#"{"remainingDuration":1}"#;
        let over = "/odata/Projects(1)/tasks(2)/Ccpm.ReportRemaining";
        let cases = [
            ("1/tasks.read", REPORT, "tasks"),
            ("1/reports projects", REPORT, "tasks"),
            ("1/tasks", over, "projects.read"),
        ];
        for (token, address, missing) in cases {
            let answer = api.report(token, address, &[], body).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{token} {address}");
            assert!(answer.header("www-authenticate").ends_with(&format!("scope=\"{missing}\"")), "{token}");
        }
        assert_eq!(api.report("2/admin", REPORT, &[], body).await.status, StatusCode::NOT_FOUND);
        assert_eq!(api.get("/odata/Tasks(2)/remainingDuration/$value").await.body, "20");
        assert_eq!(api.report("1/tasks projects.read", over, &[], body).await.status, StatusCode::OK);

        for (method, address) in [(Method::GET, REPORT), (Method::DELETE, REPORT)] {
            let answer = api.send(method, address, &[("authorization", "Bearer 1/admin")]).await;
            assert_eq!(
                (answer.status, answer.header("allow")),
                (StatusCode::METHOD_NOT_ALLOWED, "OPTIONS, POST")
            );
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_reports_at_once_none_is_forgotten() {
    on_both("report_race", async |api: TestApi| {
        for round in 0..5 {
            let (first, second) = (
                format!("{{\"remainingDuration\":{round}}}"),
                format!("{{\"remainingDuration\":{}}}", round + 1),
            );
            let (one, other) = tokio::join!(
                api.report("1/tasks", REPORT, &[], &first),
                api.report("1/tasks", "/odata/Tasks(4)/ReportRemaining", &[], &second),
            );
            assert_eq!(
                (one.status, other.status),
                (StatusCode::OK, StatusCode::OK),
                "{} {}",
                one.body,
                other.body
            );
            // 6 more days are left of the last task of the chain.
            assert_eq!(api.status(1).await["remainingDays"], round + round + 1 + 6);
        }
        assert_eq!(api.today().await.as_array().unwrap().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_report_takes_as_many_statements_whatever_the_project_holds() {
    on_both("remaining_statements", async |api: TestApi| {
        let mut counted = Vec::new();
        for task in [2, 9] {
            api.statements.store(0, Ordering::Relaxed);
            let address = format!("/odata/Tasks({task})/ReportRemaining");
            let answer = api.report("1/tasks", &address, &[], r#"{"remainingDuration":1}"#).await;
            assert_eq!(answer.status, StatusCode::OK);
            counted.push(api.statements.load(Ordering::Relaxed));
        }
        // One of them asks which webhooks listen.
        assert_eq!(counted, [8, 8]);
    })
    .await;
}

#[tokio::test]
async fn whatever_a_project_is_made_of_it_is_summed_up_when_that_changes() {
    on_both("summed_up", async |api: TestApi| {
        let admin = [("authorization", "Bearer 1/admin"), ("content-type", "application/json")];
        let send = async |method: Method, address: &str, body: &str| {
            let answer = api.send_with(method, &format!("/odata/{address}"), &admin, body.to_owned()).await;
            assert!(answer.status.is_success(), "{address} {}", answer.body);
        };
        let figures = async |project: i32| {
            let status = api.status(project).await;
            ["chainDays", "remainingDays", "bufferDays", "consumedDays"].map(|name| status[name].as_i64().unwrap())
        };
        assert_eq!(figures(1).await, [52, 38, 30, 10]);
        send(Method::PATCH, "Buffers(1)", r#"{"consumedDays":21}"#).await;
        assert_eq!((figures(1).await, &api.status(1).await["zone"]), ([52, 38, 30, 21], &json!("Red")));
        send(Method::PATCH, "Tasks(3)", r#"{"isCritical":true}"#).await;
        assert_eq!(figures(1).await, [56, 42, 30, 21]);
        // A task that moves changes two projects.
        send(Method::PATCH, "Tasks(3)", r#"{"projectId":6}"#).await;
        assert_eq!((figures(1).await, figures(6).await), ([52, 38, 30, 21], [4, 4, 12, 0]));
        send(Method::DELETE, "Tasks(12)", "").await;
        assert_eq!(figures(1).await, [46, 32, 30, 21]);
        let task = r#"{"taskNumber":"A-9","taskName":"Ship","projectId":1,"status":"NotStarted","focusedDuration":7,
            "safeDuration":9,"isCritical":true,"percentComplete":0}"#;
        send(Method::POST, "Tasks", task).await;
        assert_eq!(figures(1).await, [53, 39, 30, 21]);
        send(Method::DELETE, "Buffers(1)", "").await;
        assert_eq!((figures(1).await, &api.status(1).await["zone"]), ([53, 39, 0, 0], &json!("None")));
        send(Method::PATCH, "Tasks(2)", r#"{"taskName":"Build it"}"#).await;
        let days = api.today().await;
        assert_eq!(days.as_array().unwrap().iter().map(|day| &day["projectId"]).collect::<Vec<_>>(), [1, 6]);
    })
    .await;
}
