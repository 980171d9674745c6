//! Several requests in one: `POST /odata/$batch`.

use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::support::databases::on_both;
use super::support::{Answer, TestApi};

const JSON: &str = "application/json";
const MULTIPART: &str = "multipart/mixed; boundary=b";

/// A batch by somebody with a token, with further headers.
async fn post(api: &TestApi, token: &str, headers: &[(&str, &str)], body: impl Into<String>) -> Answer {
    let authorization = format!("Bearer {token}");
    let headers = [&[("authorization", authorization.as_str())], headers].concat();
    api.send_with(Method::POST, "/odata/$batch", &headers, body.into()).await
}

/// A batch in JSON by somebody whose token opens everything in account 1.
async fn ask(api: &TestApi, requests: Value) -> Answer {
    let body = json!({ "requests": requests }).to_string();
    post(api, "1/api1", &[("content-type", JSON)], body).await
}

fn get(id: &str, url: &str) -> Value {
    json!({ "id": id, "method": "GET", "url": url })
}

/// The members of a JSON batch's answers: name and status.
fn statuses(answer: &Answer) -> Vec<(String, u64)> {
    let json = answer.json();
    let responses = json["responses"].as_array().unwrap().iter();
    responses.map(|one| (one["id"].as_str().unwrap().to_owned(), one["status"].as_u64().unwrap())).collect()
}

fn owned(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected.iter().map(|(id, status)| ((*id).to_owned(), *status)).collect()
}

/// A multipart of requests, each with its name.
fn multipart(requests: &[(&str, &str)]) -> String {
    let mut body = String::new();
    for (id, url) in requests {
        body.push_str(&format!(
            "--b\r\nContent-Type: application/http\r\nContent-ID: {id}\r\n\r\nGET {url} HTTP/1.1\r\n\r\n\r\n"
        ));
    }
    body + "--b--\r\n"
}

#[tokio::test]
async fn each_request_is_answered_as_if_it_had_come_alone() {
    on_both("batch_alone", async |api: TestApi| {
        let urls = [
            "Projects?$top=2&$select=projectName&$count=true",
            "/odata/Projects(1)",
            "https://api.example/odata/Tasks/$count",
            "Projects(1)/tasks?$filter=taskId%20gt%201&$top=1",
            "$metadata",
        ];
        let requests: Vec<_> = urls.iter().enumerate().map(|(id, url)| get(&id.to_string(), url)).collect();
        let answer = ask(&api, json!(requests)).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, JSON));
        assert_eq!((answer.header("odata-version"), answer.header("cache-control")), ("4.0", "no-store"));
        assert_eq!(api.asked.load(Ordering::Relaxed), 1, "whom it speaks for is settled once");
        let json = answer.json();
        for (index, url) in urls.iter().enumerate() {
            let path = url.trim_start_matches("https://api.example").trim_start_matches("/odata/");
            let alone = api.get_as("1/api1", &format!("/odata/{path}")).await;
            let told = &json["responses"][index];
            assert_eq!(told["status"], 200, "{url}: {told}");
            let body = if alone.body.starts_with('{') { alone.json() } else { json!(alone.body) };
            assert_eq!(told["body"], body, "{url}");
            assert_eq!(told["headers"]["content-type"], alone.header("content-type"), "{url}");
        }
        assert_eq!(json["responses"][1]["headers"]["etag"], "W/\"1\"");
    })
    .await;
}

#[tokio::test]
async fn a_multipart_is_answered_with_one_in_the_same_order() {
    on_both("batch_multipart", async |api: TestApi| {
        let body = multipart(&[("first", "Projects(1)/projectName/$value"), ("second", "/odata/Tasks/$count")]);
        let answer = post(&api, "1/api1", &[("content-type", MULTIPART)], body.clone()).await;
        assert_eq!(answer.header("content-type"), "multipart/mixed; boundary=batchresponse");
        let name = api.get("/odata/Projects(1)/projectName/$value").await.body;
        let count = api.get("/odata/Tasks/$count").await.body;
        let part = |id: &str, body: &str| {
            format!(
                "--batchresponse\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\
                 Content-ID: {id}\r\n\r\nHTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nodata-version: 4.0\r\n\r\n\
                 {body}\r\n"
            )
        };
        assert_eq!(answer.body, format!("{}{}--batchresponse--\r\n", part("first", &name), part("second", &count)));
        let headers = [("content-type", MULTIPART), ("accept", JSON)];
        let answer = post(&api, "1/api1", &headers, body).await;
        assert_eq!(statuses(&answer), owned(&[("first", 200), ("second", 200)]));
    })
    .await;
}

#[tokio::test]
async fn a_batch_stops_at_the_first_failure_unless_it_is_told_to_go_on() {
    on_both("batch_stops", async |api: TestApi| {
        let requests = json!({ "requests": [get("1", "Projects(1)"), get("2", "Projects(999)"), get("3", "Nothing"),
            get("4", "Tasks(1)"), { "id": "5", "method": "GET", "url": "Tasks(1)", "dependsOn": ["1", "3"] }] });
        let body = requests.to_string();
        let stopped = post(&api, "1/api1", &[("content-type", JSON)], body.clone()).await;
        assert_eq!(statuses(&stopped), owned(&[("1", 200), ("2", 404)]));

        for prefer in ["continue-on-error", "odata.continue-on-error=true"] {
            let headers = [("content-type", JSON), ("prefer", prefer)];
            let whole = post(&api, "1/api1", &headers, body.clone()).await;
            let expected = [("1", 200), ("2", 404), ("3", 404), ("4", 200), ("5", 424)];
            assert_eq!(statuses(&whole), owned(&expected));
            assert_eq!(whole.header("preference-applied"), prefer.trim_end_matches("=true"));
            assert_eq!(whole.json()["responses"][1]["body"]["error"]["code"], "not_found");
            assert_eq!(whole.json()["responses"][4]["body"]["error"]["code"], "failed_dependency");
        }
        let told = api.told.lock().unwrap();
        assert!(told.iter().any(|line| line.contains("request-1 not_found: Projects(999)")), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn a_later_request_goes_on_from_what_an_earlier_one_led_to() {
    on_both("batch_reference", async |api: TestApi| {
        let requests = json!([
            get("p", "Projects(1)?$select=projectName"),
            get("t", "$p/tasks?$top=1&$select=taskName"),
            get("n", "/odata/$p/projectName/$value")
        ]);
        let answer = ask(&api, requests).await;
        assert_eq!(statuses(&answer), owned(&[("p", 200), ("t", 200), ("n", 200)]), "{}", answer.body);
        let json = answer.json();
        assert_eq!(json["responses"][2]["body"], json["responses"][0]["body"]["projectName"]);
        assert_eq!(
            json["responses"][1]["body"],
            api.get("/odata/Projects(1)/tasks?$top=1&$select=taskName").await.json()
        );
    })
    .await;
}

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
async fn a_batch_opens_no_more_than_its_token() {
    on_both("batch_scopes", async |api: TestApi| {
        let body = json!({ "requests": [get("1", "Projects/$count"), get("2", "Tasks"), get("3", "Projects?$expand=tasks")] });
        let headers = [("content-type", JSON), ("prefer", "continue-on-error")];
        let answer = post(&api, "1/projects.read", &headers, body.to_string()).await;
        assert_eq!(statuses(&answer), owned(&[("1", 200), ("2", 403), ("3", 403)]));
        let challenge = answer.json()["responses"][1]["headers"]["www-authenticate"].clone();
        assert!(challenge.as_str().unwrap().contains("scope=\"tasks.read\""), "{challenge}");

        let other = post(&api, "2/projects.read", &headers, body.to_string()).await;
        assert_eq!(other.json()["responses"][0]["body"], "0", "rows of other accounts don't exist");

        for headers in [&[("content-type", JSON)][..], &[("content-type", JSON), ("authorization", "Bearer nonsense")]] {
            let answer = api.send_with(Method::POST, "/odata/$batch", headers, body.to_string()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
            assert!(answer.all("www-authenticate").len() == 3);
        }
        let stolen = json!([{ "id": "1", "method": "GET", "url": "Tasks", "headers": { "Authorization": "Bearer 2/api1" } }]);
        let answer = ask(&api, stolen).await;
        assert_eq!(answer.json()["responses"][0]["body"]["error"]["target"], "Authorization");
        let repeated =
            json!([{ "id": "1", "method": "GET", "url": "Tasks/$count", "headers": { "Authorization": "Bearer 1/api1" } }]);
        let answer = post(&api, "1/api1", &[("content-type", JSON)], json!({ "requests": repeated }).to_string()).await;
        assert_eq!(statuses(&answer), owned(&[("1", 200)]));
    })
    .await;
}

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

#[tokio::test]
async fn a_batch_is_sent_with_post() {
    on_both("batch_method", async |api: TestApi| {
        for address in ["/odata/$batch", "/odata/%24batch"] {
            let answer = api.get(address).await;
            assert_eq!(
                (answer.status, answer.header("allow")),
                (StatusCode::METHOD_NOT_ALLOWED, "POST, OPTIONS")
            );
            let answer = api.send(Method::OPTIONS, address, &[]).await;
            assert_eq!((answer.status, answer.header("allow")), (StatusCode::NO_CONTENT, "POST, OPTIONS"));
        }
        let headers = [("content-type", JSON), ("odata-maxversion", "4.01")];
        let answer =
            post(&api, "1/api1", &headers, json!({ "requests": [get("1", "Tasks(1)")] }).to_string()).await;
        assert_eq!(answer.header("odata-version"), "4.01");
        assert_eq!(
            answer.json()["responses"][0]["headers"]["odata-version"],
            "4.01",
            "the version is the batch's"
        );
        for (header, code) in
            [("odata-isolation", "precondition_failed"), ("odata-maxversion", "unsupported_version")]
        {
            let answer = post(&api, "1/api1", &[("content-type", JSON), (header, "snapshot")], "{}").await;
            assert_eq!(answer.code(), code);
        }
    })
    .await;
}
