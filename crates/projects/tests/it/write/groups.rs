//! Groups of a batch: one transaction for all of their requests.

use serde_json::{Value, json};

use super::TASK;
use crate::support::databases::on_both;
use crate::support::{Answer, TestApi};

async fn group(api: &TestApi, requests: &[(&str, &str, &str, Value)]) -> Answer {
    let requests: Vec<Value> = requests
        .iter()
        .map(|(id, method, url, body)| {
            json!({"id": id, "atomicityGroup": "g", "method": method, "url": url, "body": body,
                "headers": {"content-type": "application/json"}})
        })
        .collect();
    api.write("POST", "$batch", &json!({ "requests": requests }).to_string()).await
}

fn statuses(answer: &Answer) -> Vec<u64> {
    let json = answer.json();
    let responses = json["responses"].as_array().unwrap_or_else(|| panic!("{}", answer.body));
    responses.iter().map(|one| one["status"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn a_group_builds_on_itself_and_is_kept_as_a_whole() {
    on_both("group_kept", async |api: TestApi| {
        let task: Value = serde_json::from_str(&format!("{{{TASK}}}")).unwrap();
        let requests = [
            ("1", "POST", "Projects", json!({"projectName": "grouped", "status": 1})),
            ("2", "POST", "$1/tasks", task.clone()),
            ("3", "PATCH", "$1", json!({"status": 2})),
        ];
        let answer = group(&api, &requests).await;
        assert_eq!(statuses(&answer), [201, 201, 200], "{}", answer.body);
        assert_eq!(api.get("/odata/Projects(7)").await.json()["status"], 2);
        assert_eq!(api.get("/odata/Projects(7)/tasks/$count").await.body, "1");
    })
    .await;
}

#[tokio::test]
async fn of_a_group_that_fails_nothing_is_left() {
    on_both("group_undone", async |api: TestApi| {
        let last_ones = [
            (json!({"projectName": "second"}), 400),
            (json!({"projectName": "second", "status": 1, "projectManagerID": 99}), 400),
        ];
        for (last, status) in last_ones {
            let requests = [
                ("1", "POST", "Projects", json!({"projectName": "first", "status": 1})),
                ("2", "DELETE", "Tasks(1)", Value::Null),
                ("3", "POST", "Projects", last),
            ];
            let answer = group(&api, &requests).await;
            assert_eq!(statuses(&answer), [424, 424, status], "{}", answer.body);
            assert_eq!(api.get("/odata/Projects/$count").await.body, "6");
            assert_eq!(api.get("/odata/Tasks(1)").await.status, 200);
        }
        // What fails in a group doesn't keep others from writing.
        assert_eq!(api.write("PATCH", "Tasks(1)", r#"{"percentComplete":1}"#).await.status, 200);
    })
    .await;
}
