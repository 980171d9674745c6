//! Several requests in one: `POST /odata/$batch`.

use std::sync::atomic::Ordering;

use axum::http::{Method, StatusCode};
use serde_json::{Value, json};

use super::support::databases::on_both;
use super::support::{Answer, TestApi};

mod groups;
mod refused;

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
