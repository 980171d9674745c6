//! Groups of a batch, and change sets: all of a group, or nothing.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use sea_orm::DbBackend;
use serde_json::{Value, json};

use super::{JSON, MULTIPART, ask, get, multipart, owned, post, statuses};
use crate::support::TestApi;
use crate::support::databases::on_both;

#[tokio::test]
async fn of_a_group_all_succeed_or_none() {
    on_both("batch_group", async |api: TestApi| {
        let member =
            |id: &str, url: &str| json!({ "id": id, "method": "GET", "url": url, "atomicityGroup": "g" });
        let good = ask(&api, json!([member("1", "Projects(1)"), member("2", "Tasks(1)")])).await;
        assert_eq!(statuses(&good), owned(&[("1", 200), ("2", 200)]));
        assert_eq!(good.json()["responses"][1]["atomicityGroup"], "g");

        let group = [member("1", "Projects(1)"), member("2", "Projects(999)"), member("3", "Tasks(1)")];
        let bad = ask(&api, json!(group)).await;
        assert_eq!(statuses(&bad), owned(&[("1", 424), ("2", 404), ("3", 424)]));

        let inner = multipart(&[("1", "Projects(1)"), ("2", "Projects(999)")]).replace("--b", "--c");
        let body = format!("--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n{inner}\r\n--b--");
        let answer = post(&api, "1/api1", &[("content-type", MULTIPART)], body).await;
        assert_eq!(answer.body.matches("HTTP/1.1 ").count(), 1, "{}", answer.body);
        assert!(answer.body.contains("Content-ID: 2\r\n\r\nHTTP/1.1 404 Not Found\r\n"), "{}", answer.body);
    })
    .await;
}

fn change(id: &str, method: &str, url: &str, body: Value) -> Value {
    json!({ "id": id, "method": method, "url": url, "body": body, "atomicityGroup": "g" })
}

fn task(name: &str) -> Value {
    json!({ "taskNumber": "T-1", "taskName": name, "status": "NotStarted", "focusedDuration": 2, "safeDuration": 4,
        "isCritical": true, "percentComplete": 0 })
}

#[tokio::test]
async fn what_a_group_writes_goes_on_from_what_it_made_and_is_there_as_a_whole() {
    on_both("batch_writes", async |api: TestApi| {
        let mut bound = task("Bound");
        bound["project@odata.bind"] = json!("$p");
        let answer = ask(
            &api,
            json!([
                change("p", "POST", "Projects", json!({ "projectName": "Made in a batch", "status": 1 })),
                change("t", "POST", "$p/tasks", task("Behind the path")),
                change("b", "post", "Tasks", bound),
                change("n", "PATCH", "/odata/$t", json!({ "taskName": "Named anew" })),
                get("r", "$p?$expand=tasks($select=taskName;$orderby=taskId)&$select=projectName"),
            ]),
        )
        .await;
        assert_eq!(
            statuses(&answer),
            owned(&[("p", 201), ("t", 201), ("b", 201), ("n", 200), ("r", 200)]),
            "{}",
            answer.body
        );
        let json = answer.json();
        let names: Vec<_> = json["responses"][4]["body"]["tasks"].as_array().unwrap().iter().collect();
        let names: Vec<_> = names.iter().map(|task| task["taskName"].as_str().unwrap()).collect();
        assert_eq!(names, ["Named anew", "Bound"]);
        let location = json["responses"][0]["headers"]["location"].as_str().unwrap();
        assert!(location.starts_with("https://api.example/odata/Projects("), "{location}");
    })
    .await;
}

#[tokio::test]
async fn of_a_group_that_fails_nothing_is_left() {
    on_both("batch_undone", async |api: TestApi| {
        let made = json!({ "projectName": "Never there", "status": 1 });
        let requests = json!([
            change("1", "POST", "Projects", made.clone()),
            change("2", "PATCH", "Projects(1)", json!({ "projectName": "Never so called" })),
            change("3", "PATCH", "Projects(999)", json!({ "projectName": "x" })),
            change("4", "DELETE", "Projects(2)", json!(null)),
        ]);
        let answer = ask(&api, requests).await;
        assert_eq!(statuses(&answer), owned(&[("1", 424), ("2", 424), ("3", 404), ("4", 424)]), "{}", answer.body);
        assert_eq!(api.get("/odata/Projects/$count").await.body, "6");
        assert_eq!(api.get("/odata/Projects(1)/projectName/$value").await.body, "Apollo Upgrade");

        let stale = json!([
            change("1", "POST", "Projects", made),
            { "id": "2", "method": "PATCH", "url": "Projects(1)", "atomicityGroup": "g", "body": { "status": 3 },
              "headers": { "If-Match": "W/\"77\"" } },
        ]);
        assert_eq!(statuses(&ask(&api, stale).await), owned(&[("1", 424), ("2", 412)]));
        assert_eq!(api.get("/odata/Projects/$count").await.body, "6");

        let mut alone = change("1", "PATCH", "Projects(1)", json!({ "projectName": "Kept" }));
        alone.as_object_mut().unwrap().remove("atomicityGroup");
        let answer = ask(&api, json!([alone, get("2", "Projects(999)"), get("3", "Projects(1)")])).await;
        assert_eq!(statuses(&answer), owned(&[("1", 200), ("2", 404)]));
        assert_eq!(api.get("/odata/Projects(1)/projectName/$value").await.body, "Kept", "it stood for itself");
    })
    .await;
}

#[tokio::test]
async fn a_change_set_writes_in_a_multipart() {
    on_both("batch_change_set", async |api: TestApi| {
        let request = |id: &str, line: &str, body: &str| {
            format!(
                "--c\r\nContent-Type: application/http\r\nContent-ID: {id}\r\n\r\n{line} HTTP/1.1\r\n\
                 Content-Type: application/json\r\n\r\n{body}\r\n"
            )
        };
        let inner = [
            request("1", "POST Projects", r#"{"projectName":"Set","status":1}"#),
            request("2", "PATCH $1", r#"{"status":2}"#),
            request("3", "DELETE /odata/Buffers(1)", ""),
        ];
        let body = format!(
            "--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n{}--c--\r\n--b--\r\n",
            inner.concat()
        );
        let answer = post(&api, "1/api1", &[("content-type", MULTIPART)], body).await;
        let lines: Vec<_> = answer.body.lines().filter(|line| line.starts_with("HTTP/1.1 ")).collect();
        assert_eq!(
            lines,
            ["HTTP/1.1 201 Created", "HTTP/1.1 200 OK", "HTTP/1.1 204 No Content"],
            "{}",
            answer.body
        );
        assert!(answer.body.contains("Content-Type: multipart/mixed; boundary=changesetresponse_0\r\n"));
        let made = api.get("/odata/Projects?$filter=projectName%20eq%20'Set'&$select=status").await;
        assert_eq!(made.column("status"), [json!(2)]);
        assert_eq!(api.get("/odata/Buffers(1)").await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn who_reads_in_a_group_sees_what_the_group_has_written_and_nobody_else_does() {
    on_both("batch_reads", async |api: TestApi| {
        let read =
            |id: &str, url: &str| json!({ "id": id, "method": "GET", "url": url, "atomicityGroup": "g" });
        let made = json!({ "projectName": "Seen from within", "status": 1 });
        let requests = |last: Value| {
            json!([
                change("p", "POST", "Projects", made.clone()),
                change("t", "POST", "$p/tasks", task("Made before it is read")),
                read("name", "$p/projectName/$value"),
                read("tasks", "$p/tasks?$select=taskName"),
                read("all", "Projects/$count"),
                read("ref", "$t/project/$ref"),
                read(
                    "report",
                    "PortfolioStatus()?$filter=projectName%20eq%20'Seen%20from%20within'&$count=true&$top=0"
                ),
                last,
            ])
        };
        // What was written is undone with the group, and so nobody has ever seen it.
        let failed = ask(&api, requests(read("x", "Projects(999)"))).await;
        assert!(statuses(&failed).iter().all(|(id, status)| *status == if id == "x" { 404 } else { 424 }));
        assert_eq!(api.get("/odata/Projects/$count").await.body, "6");

        let kept = ask(&api, requests(read("x", "Projects(1)"))).await;
        let (answers, expected) = (statuses(&kept), [201, 201, 200, 200, 200, 200, 200, 200]);
        assert_eq!(answers.iter().map(|(_, status)| *status).collect::<Vec<_>>(), expected, "{}", kept.body);
        let json = kept.json();
        let body = |index: usize| json["responses"][index]["body"].clone();
        assert_eq!(body(2), "Seen from within");
        assert_eq!(body(3)["value"][0]["taskName"], "Made before it is read");
        assert_eq!(body(4), "7");
        assert_eq!(body(5)["@odata.id"], json["responses"][0]["headers"]["location"]);
        assert_eq!(body(6)["@odata.count"], 1);
    })
    .await;
}

#[tokio::test]
async fn a_group_that_writes_reads_no_more_than_its_token_may() {
    on_both("batch_reads_scopes", async |api: TestApi| {
        let resource = json!({ "resourceName": "R", "kind": "Person", "capacity": 1, "isActive": true });
        for (url, status) in [("Projects", 403), ("Resources?$expand=tasks", 403), ("Resources/$count", 200)]
        {
            let read = json!({ "id": "2", "method": "GET", "url": url, "atomicityGroup": "g" });
            let requests = json!({ "requests": [change("1", "POST", "Resources", resource.clone()), read] });
            let answer = post(&api, "1/resources", &[("content-type", JSON)], requests.to_string()).await;
            assert_eq!(statuses(&answer)[1], ("2".to_owned(), status), "{url}: {}", answer.body);
        }
        // Of three that were tried one was kept.
        assert_eq!(api.get("/odata/Resources/$count?$filter=resourceName%20eq%20'R'").await.body, "1");
        let elsewhere = json!({ "requests": [
            change("1", "POST", "Resources", resource),
            { "id": "2", "method": "GET", "url": "Resources/$count", "atomicityGroup": "g" },
        ] });
        let answer = post(&api, "2/resources", &[("content-type", JSON)], elsewhere.to_string()).await;
        assert_eq!(answer.json()["responses"][1]["body"], "1", "rows of other accounts don't exist");
    })
    .await;
}

#[tokio::test]
async fn what_is_composed_keeps_the_writer_no_longer_than_its_limit() {
    on_both("batch_limited", async |api: TestApi| {
        let limited =
            || (api.limited.begun.load(Ordering::Relaxed), api.limited.ended.load(Ordering::Relaxed));
        let timeout = "SHOW statement_timeout";
        api.write("PATCH", "Projects(1)", r#"{"status":2}"#).await;
        assert_eq!(limited(), (0, 0), "a write alone is nobody's question");
        let read = json!({ "id": "2", "method": "GET", "url": "Projects(1)", "atomicityGroup": "g" });
        let group = json!([change("1", "PATCH", "Projects(1)", json!({ "status": 3 })), read]);
        assert_eq!(statuses(&ask(&api, group).await), owned(&[("1", 200), ("2", 200)]));
        let asked = api.write(
            "PATCH",
            "Projects(1)?$expand=tasks&$compute=status%20add%201%20as%20next",
            r#"{"status":2}"#,
        );
        assert_eq!(asked.await.status, StatusCode::OK);
        match api.db.get_database_backend() {
            // The limit ends with its transaction.
            DbBackend::Postgres => assert_eq!(api.post.row(timeout).await, "0"),
            _ => assert_eq!(limited(), (2, 2)),
        }
    })
    .await;
}
