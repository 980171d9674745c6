//! `POST` to a set and to a related collection.

use std::sync::atomic::Ordering;

use super::TASK;
use crate::support::TestApi;
use crate::support::databases::on_both;

#[tokio::test]
async fn a_project_is_made_and_answered_whole() {
    on_both("post_project", async |api: TestApi| {
        let body = concat!(
            r##"{"@odata.type":"#Ccpm.Project","projectId":999,"accountId":2,"bufferPenetration":99,"##,
            r#""lastModifiedOn":"1999-01-01T00:00:00Z","PROJECTNAME":"Pont d'Été 50%","status":2,"#,
            r#""projectDueDate":"2027-03-01","riskQuotient":1.5,"projectManager@odata.bind":"Resources(2)"}"#
        );
        let answer = api.write("POST", "Projects", body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        assert_eq!(
            answer.body,
            concat!(
                r#"{"@odata.context":"https://api.example/odata/$metadata#Projects/$entity","@odata.etag":"W/\"1\"","#,
                r#""projectId":7,"projectName":"Pont d'Été 50%","projectObjective":null,"status":2,"#,
                r#""projectStatusName":"Active","projectDueDate":"2027-03-01","projectSuggestedStartDate":null,"#,
                r#""minimalStartDate":null,"riskQuotient":1.5,"projectManagerID":2,"bufferPenetration":0.0,"#,
                r#""chainCompletion":0.0,"earlyWarning":0,"earlyWarningStatus":null,"#,
                r#""lastModifiedOn":"2026-11-22T12:00:00Z","lastModifiedByUserID":101,"accountId":1}"#
            )
        );
        assert_eq!(answer.header("location"), "https://api.example/odata/Projects(7)");
        assert_eq!((answer.header("etag"), answer.header("odata-version")), ("W/\"1\"", "4.0"));
        assert_eq!(api.get("/odata/Projects(7)").await.body, answer.body);
    })
    .await;
}

#[tokio::test]
async fn who_wants_little_gets_no_body_but_the_address() {
    on_both("post_minimal", async |api: TestApi| {
        let body = r#"{"projectName":"x","status":1}"#;
        let minimal = [("prefer", "return=minimal, odata.maxpagesize=5")];
        let answer = api.write_with("1/projects", ("POST", "Projects", body), &minimal).await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (204, ""));
        let address = "https://api.example/odata/Projects(7)";
        assert_eq!((answer.header("location"), answer.header("odata-entityid")), (address, address));
        assert_eq!(
            (answer.header("preference-applied"), answer.header("etag")),
            ("return=minimal", "W/\"1\"")
        );

        let whole = [("prefer", "return=representation")];
        let answer = api.write_with("1/projects", ("POST", "Projects", body), &whole).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("preference-applied")),
            (201, "return=representation")
        );
    })
    .await;
}

#[tokio::test]
async fn a_related_collection_gives_the_new_entity_its_parent() {
    on_both("post_related", async |api: TestApi| {
        let answer = api.write("POST", "Projects(2)/tasks", &format!("{{{TASK}}}")).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["projectId"]),
            (201, &2.into()),
            "{}",
            answer.body
        );
        assert_eq!(answer.header("location"), "https://api.example/odata/Tasks(13)");
        let same = api.write("POST", "Projects(2)/tasks", &format!("{{{TASK},\"projectId\":2}}")).await;
        assert_eq!(same.status, 201);
        let other = api.write("POST", "Projects(2)/tasks", &format!("{{{TASK},\"projectId\":3}}")).await;
        assert_eq!((other.status.as_u16(), other.code().as_str()), (400, "conflicting_options"));
        assert_eq!(other.json()["error"]["target"], "projectId");
        let absent = api.write("POST", "Projects(999)/tasks", &format!("{{{TASK}}}")).await;
        assert_eq!((absent.status.as_u16(), absent.code().as_str()), (404, "not_found"));

        // Over a relation of many to many the new one is linked.
        let worker = r#"{"resourceName":"Crane","kind":"Equipment","capacity":1,"isActive":true}"#;
        let answer = api.write("POST", "Tasks(13)/resources", worker).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let key = answer.json()["resourceId"].clone();
        assert_eq!(api.get("/odata/Tasks(13)/resources").await.column("resourceId"), [key]);
        let next = api.write("POST", "Tasks(13)/successors", &format!("{{{TASK},\"projectId\":2}}")).await;
        assert_eq!(next.status, 201, "{}", next.body);
        let key = &next.json()["taskId"];
        assert_eq!(
            api.get(&format!("/odata/Tasks({key})/predecessors")).await.column("taskId"),
            [serde_json::Value::from(13)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_deep_insert_is_one_transaction_and_is_answered_as_deep() {
    on_both("deep_insert", async |api: TestApi| {
        let body = format!(
            concat!(
                r#"{{"projectName":"Deep","status":1,"projectManager":{{"resourceName":"Ann","kind":"Person","#,
                r#""capacity":1,"isActive":true}},"buffers":[{{"kind":"Project","sizeDays":9,"consumedDays":0}}],"#,
                r#""tasks":[{{{0},"resources@odata.bind":["Resources(1)"],"successors":[{{{0},"projectId":1}}]}},"#,
                r#"{{{0},"predecessors":[{{"@odata.id":"Tasks(1)"}}]}}]}}"#
            ),
            TASK
        );
        let before = api.statements.load(Ordering::Relaxed);
        let answer = api.write("POST", "Projects", &body).await;
        let statements = api.statements.load(Ordering::Relaxed) - before;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let json = answer.json();
        let context = "https://api.example/odata/$metadata#Projects(projectManager(),buffers(),tasks(successors()))/$entity";
        assert_eq!(json["@odata.context"], context);
        assert_eq!(json["projectManager"]["resourceName"], "Ann");
        assert_eq!(json["projectManagerID"], json["projectManager"]["resourceId"]);
        assert_eq!(json["buffers"][0]["sizeDays"], 9);
        let tasks = json["tasks"].as_array().unwrap();
        assert_eq!(tasks.len(), 2);
        assert_eq!(tasks[0]["successors"][0]["projectId"], 1);
        let first = tasks[0]["taskId"].as_i64().unwrap();
        let second = tasks[1]["taskId"].as_i64().unwrap();
        let workers = api.get(&format!("/odata/Tasks({first})/resources")).await;
        assert_eq!(workers.column("resourceId"), [serde_json::Value::from(1)]);
        let before = api.get(&format!("/odata/Tasks({second})/predecessors")).await;
        assert_eq!(before.column("taskId"), [serde_json::Value::from(1)]);
        // Three sets are looked into for what is named; six rows; three times links, two of them with a look for circles; two
        // projects summed up; who listens; the answer and its four expansions. Postgres also makes those who link wait for
        // one another.
        let waits = if api.db.get_database_backend() == sea_orm::DbBackend::Postgres { 2 } else { 0 };
        assert_eq!(statements, 3 + 6 + 3 + 2 + 2 * 4 + 1 + 5 + waits);

        // One bad part, and nothing of it was ever there.
        let count = api.get("/odata/Tasks/$count").await.body;
        let broken = body.replace("Tasks(1)", "Tasks(9999)");
        let refused = api.write("POST", "Projects", &broken).await;
        assert_eq!((refused.status.as_u16(), refused.code().as_str()), (400, "invalid_value"), "{}", refused.body);
        assert_eq!(refused.json()["error"]["target"], "predecessors");
        assert_eq!(api.get("/odata/Tasks/$count").await.body, count);
        assert_eq!(api.get("/odata/Projects/$count").await.body, "7");
    })
    .await;
}

#[tokio::test]
async fn what_exists_already_is_taken_along() {
    on_both("bind_children", async |api: TestApi| {
        let body = r#"{"projectName":"Heir","status":1,"tasks@odata.bind":["Tasks(2)","https://api.example/odata/Tasks(3)"]}"#;
        let answer = api.write("POST", "Projects", body).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        assert_eq!(api.get("/odata/Projects(7)/tasks").await.column("taskId"), [serde_json::Value::from(2), serde_json::Value::from(3)]);
        // What has another parent now is another version.
        assert_eq!(api.get("/odata/Tasks(2)").await.header("etag"), "W/\"2\"");
    })
    .await;
}

#[tokio::test]
async fn the_answer_can_be_chosen() {
    on_both("post_select", async |api: TestApi| {
        let body = r#"{"projectName":"x","status":1,"projectManagerID":1}"#;
        let address = "Projects?$select=projectName&$expand=projectManager($select=resourceName)";
        let answer = api.write("POST", address, body).await;
        assert_eq!(
            answer.body,
            concat!(
                r#"{"@odata.context":"https://api.example/odata/$metadata#Projects(projectName,"#,
                r#"projectManager(resourceName))/$entity","@odata.etag":"W/\"1\"","projectId":7,"projectName":"x","#,
                r#""projectManager":{"@odata.etag":"W/\"1\"","resourceId":1,"resourceName":"Ada Byron"}}"#
            )
        );
        for option in ["$filter=true", "$top=1", "$count=true"] {
            let answer = api.write("POST", &format!("Projects?{option}"), body).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (400, "option_not_allowed"), "{option}");
        }
    })
    .await;
}

#[tokio::test]
async fn numbers_go_as_strings_in_both_directions() {
    on_both("post_strings", async |api: TestApi| {
        let headers = [
            ("authorization", "Bearer 1/api1"),
            ("content-type", "application/json;odata.metadata=minimal;IEEE754Compatible=true;charset=utf-8"),
            ("accept", "application/json;odata.metadata=minimal;IEEE754Compatible=true"),
            ("odata-version", "4.0"),
        ];
        let body = r#"{"projectName":"x","status":1,"riskQuotient":"1234567.89"}"#;
        let answer = api.send_with(axum::http::Method::POST, "/odata/Projects", &headers, body).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["riskQuotient"]), (201, &"1234567.89".into()));
    })
    .await;
}

#[tokio::test]
async fn a_request_costs_as_many_statements_as_it_says() {
    on_both("write_statements", async |api: TestApi| {
        let task = format!("{{{TASK},\"projectId\":1}}");
        let cases = [
            // Is the project there; insert; four to sum the project up; who listens; read for the answer.
            ("POST", "Tasks", task.as_str(), 8),
            // Find; change; who listens; read for the answer.
            ("PATCH", "Tasks(13)", r#"{"percentComplete":5}"#, 4),
            // Find; delete; four to sum the project up; who listens.
            ("DELETE", "Tasks(13)", "", 7),
            // Find; is the other there; link.
            ("POST", "Tasks(1)/resources/$ref", r#"{"@odata.id":"Resources(1)"}"#, 3),
            // Find; take the link away.
            ("DELETE", "Tasks(1)/resources(1)/$ref", "", 2),
            // Find; is the new manager there; change; who listens.
            ("PUT", "Projects(1)/projectManager/$ref", r#"{"@odata.id":"Resources(1)"}"#, 4),
            // Find; tasks; buffers; the project; who listens.
            ("DELETE", "Projects(1)", "", 5),
        ];
        for (method, address, body, expected) in cases {
            let before = api.statements.load(Ordering::Relaxed);
            let answer = api.write(method, address, body).await;
            assert!(answer.status.is_success(), "{method} {address}: {}", answer.body);
            assert_eq!(api.statements.load(Ordering::Relaxed) - before, expected, "{method} {address}");
        }
    })
    .await;
}
