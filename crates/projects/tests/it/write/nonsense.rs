//! Bodies that nobody should send: refused with code and target, and never a failure of the server.

use axum::http::Method;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::support::TestApi;
use crate::support::databases::on_both;

#[tokio::test]
async fn only_json_of_a_bearable_size_is_read() {
    on_both("body_forms", async |api: TestApi| {
        let send = async |content_type: Option<&str>, body: String| {
            let mut headers = vec![("authorization", "Bearer 1/api1")];
            headers.extend(content_type.map(|content_type| ("content-type", content_type)));
            api.send_with(Method::POST, "/odata/Projects", &headers, body).await
        };
        let json = || r#"{"projectName":"x","status":1}"#.to_owned();
        for content_type in
            [None, Some("text/plain"), Some("application/xml"), Some("application/x-www-form-urlencoded")]
        {
            let answer = send(content_type, json()).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (415, "unsupported_media_type"),
                "{content_type:?}"
            );
        }
        let padded = |length: usize| format!("{}{}", json(), " ".repeat(length - json().len()));
        assert_eq!(send(Some("application/json"), padded(1024 * 1024)).await.status, 201);
        let large = send(Some("application/json"), padded(1024 * 1024 + 1)).await;
        assert_eq!((large.status.as_u16(), large.code().as_str()), (413, "body_too_large"));
        let broken = send(Some("application/json"), r#"{"projectName":"é",}"#.to_owned()).await;
        assert_eq!(broken.status, 400);
        assert_eq!(
            broken.json()["error"]["message"],
            "body: this is not JSON: trailing comma (at position 19)"
        );
        let old = [("odata-version", "3.0")];
        let answer = api.write_with("1/api1", ("POST", "Projects", &json()), &old).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "unsupported_version"));
    })
    .await;
}

/// A JSON value of any kind, not very deep, made of what trips servers up.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        prop::sample::select(vec![0_i64, 1, -1, 2, 4, 5, 101, i64::from(i32::MAX), i64::from(i32::MIN)])
            .prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "",
            "Open",
            "NotStarted",
            "Person",
            "Monday,Tuesday",
            "2026-02-28",
            "0001-01-01",
            "9999-12-31",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59.999999Z",
            "Projects(1)",
            "Resources(2)",
            "Tasks(3)",
            "Tasks(2147483647)",
            "'; DROP TABLE projects; --",
            "a\u{0}b",
            "\u{1F980}",
            "1e400",
            "NaN",
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((any_name(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

fn any_name() -> impl Strategy<Value = String> {
    let known = vec![
        "projectName",
        "status",
        "projectDueDate",
        "riskQuotient",
        "projectManagerID",
        "tasks",
        "buffers",
        "projectManager",
        "projectManager@odata.bind",
        "tasks@odata.bind",
        "taskNumber",
        "taskName",
        "projectId",
        "focusedDuration",
        "safeDuration",
        "remainingDuration",
        "isCritical",
        "percentComplete",
        "startedOn",
        "project",
        "project@odata.bind",
        "resources",
        "resources@odata.bind",
        "predecessors",
        "successors@odata.bind",
        "kind",
        "sizeDays",
        "consumedDays",
        "resourceName",
        "capacity",
        "workingDays",
        "isActive",
        "costPerHour",
        "email",
        "@odata.id",
        "@odata.type",
        "@odata.etag",
        "value",
        "@id",
        "#x",
    ];
    prop_oneof![8 => prop::sample::select(known).prop_map(str::to_owned), 1 => "\\PC{0,8}"]
}

fn any_object() -> impl Strategy<Value = Value> {
    prop::collection::vec((any_name(), any_json()), 0..10)
        .prop_map(|members| Value::Object(members.into_iter().collect()))
}

#[tokio::test]
async fn no_body_makes_the_server_fail() {
    on_both("write_nonsense", async |api: TestApi| {
        let mut runner = TestRunner::deterministic();
        let strategy = any_object();
        // What is whole already gets past the first refusals.
        let whole = [
            ("Projects", json!({"projectName": "x", "status": 1})),
            (
                "Tasks",
                json!({"taskNumber": "1", "taskName": "x", "projectId": 1, "status": "NotStarted",
                "focusedDuration": 1, "safeDuration": 1, "isCritical": true, "percentComplete": 0}),
            ),
            ("Resources", json!({"resourceName": "x", "kind": "Team", "capacity": 1, "isActive": true})),
            ("Buffers", json!({"projectId": 1, "kind": "Project", "sizeDays": 1, "consumedDays": 1})),
        ];
        let mut accepted = 0;
        for round in 0..400 {
            let random = strategy.new_tree(&mut runner).unwrap().current();
            let (set, entity) = &whole[round % whole.len()];
            let mut body = entity.clone();
            let members = body.as_object_mut().unwrap();
            let few = random.as_object().unwrap().iter().take(1 + round % 3);
            members.extend(few.map(|(name, value)| (name.clone(), value.clone())));
            for (method, address, body) in [
                ("POST", (*set).to_owned(), &body),
                ("PUT", format!("{set}(1)"), &body),
                ("PATCH", format!("{set}(2)"), &random),
                ("POST", "Tasks(2)/successors/$ref".to_owned(), &random),
                ("PUT", "Projects(1)/riskQuotient".to_owned(), &random),
            ] {
                let text = body.to_string();
                let answer = api.write(method, &address, &text).await;
                let status = answer.status.as_u16();
                assert!(status < 500 || status == 501, "{method} {address} {text}: {status} {}", answer.body);
                assert!(!answer.body.to_lowercase().contains("sql"), "{}", answer.body);
                accepted += usize::from(status < 300);
            }
        }
        assert!(accepted > 100, "only {accepted} were accepted: too few to have been a test");
        for set in ["Projects", "Tasks", "Resources", "Buffers"] {
            assert_eq!(api.get(&format!("/odata/{set}?$expand=*")).await.status, 200, "{set}");
        }
    })
    .await;
}
