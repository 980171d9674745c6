//! Single entities, and that every value comes out as it went in.

use axum::http::StatusCode;
use serde_json::Value;

use super::support::TestApi;
use super::support::databases::on_both;

#[tokio::test]
async fn a_project_is_answered_whole() {
    on_both("a_project", async |api: TestApi| {
        let answer = api.get("/odata/Projects(2)").await;
        assert_eq!(
            answer.body,
            concat!(
                r#"{"@odata.context":"https://api.example/odata/$metadata#Projects/$entity","@odata.etag":"W/\"1\"","#,
                r#""projectId":2,"projectName":"Bridge O'Neil","projectObjective":"Retrofit 50% of spans","status":2,"#,
                r#""projectStatusName":"Active","projectDueDate":"2026-06-15","#,
                r#""projectSuggestedStartDate":"2025-11-03","minimalStartDate":"2025-11-01","riskQuotient":2.0,"#,
                r#""projectManagerID":2,"bufferPenetration":80.0,"chainCompletion":37.93,"earlyWarning":3,"#,
                r#""earlyWarningStatus":"Red","lastModifiedOn":"2026-03-02T10:15:30.5Z","#,
                r#""lastModifiedByUserID":101,"accountId":1}"#
            )
        );
        assert_eq!(answer.header("content-type"), "application/json;odata.metadata=minimal");
        assert_eq!(answer.header("cache-control"), "private, no-cache");
        assert_eq!((answer.header("etag"), answer.header("odata-version")), ("W/\"1\"", "4.0"));
    })
    .await;
}

#[tokio::test]
async fn every_row_of_the_demo_comes_out_as_it_stands_in_the_file() {
    let file: Value = serde_json::from_str(include_str!("../../src/demo/demo-projects.json")).unwrap();
    on_both("whole_demo", async |api: TestApi| {
        for (set, key) in [
            ("Projects", "projectId"),
            ("Tasks", "taskId"),
            ("Resources", "resourceId"),
            ("Buffers", "bufferId"),
        ] {
            let wanted = file[set].as_array().unwrap();
            let answer = api.get(&format!("/odata/{set}?$format=application/json;odata.metadata=none")).await;
            assert_eq!(answer.json()["value"].as_array().unwrap(), wanted, "{set}");
            for row in wanted {
                let mut entity = api.get(&format!("/odata/{set}({key}={})", row[key])).await.json();
                let entity = entity.as_object_mut().unwrap();
                assert!(entity.remove("@odata.context").is_some() && entity.remove("@odata.etag").is_some());
                assert_eq!(&Value::Object(entity.clone()), row);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn an_entity_can_be_cut_down_to_some_properties() {
    on_both("select_one", async |api: TestApi| {
        let answer = api.get("/odata/resources(2)?select=WorkingDays,capacity").await;
        assert_eq!(
            answer.body,
            concat!(
                r#"{"@odata.context":"https://api.example/odata/$metadata#Resources(workingDays,capacity)/$entity","#,
                r#""@odata.etag":"W/\"1\"","resourceId":2,"capacity":0.5,"workingDays":"Monday,Wednesday"}"#
            )
        );
    })
    .await;
}

#[tokio::test]
async fn an_absent_entity_is_a_404_that_names_it() {
    on_both("absent", async |api: TestApi| {
        for key in ["0", "-1", "7", "2147483647"] {
            let answer = api.get(&format!("/odata/Projects({key})")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND);
            assert_eq!(
                answer.body,
                format!(
                    r#"{{"error":{{"code":"not_found","message":"Projects({key}): there is no such entity","target":"Projects({key})"}}}}"#
                )
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_known_version_is_not_sent_again() {
    on_both("etag", async |api: TestApi| {
        for known in ["W/\"1\"", "\"1\"", "*", "W/\"7\", W/\"1\""] {
            let answer = api.get_with("/odata/Projects(1)", &[("if-none-match", known)]).await;
            assert_eq!((answer.status, answer.body.as_str()), (StatusCode::NOT_MODIFIED, ""), "{known}");
            assert_eq!(answer.header("etag"), "W/\"1\"");
        }
        let changed = api.get_with("/odata/Projects(1)", &[("if-none-match", "W/\"2\"")]).await;
        assert_eq!(changed.status, StatusCode::OK);
    })
    .await;
}

#[tokio::test]
async fn readers_of_doubles_get_decimals_as_strings() {
    on_both("ieee754", async |api: TestApi| {
        let accept = ("accept", "application/json;odata.metadata=minimal;IEEE754Compatible=true");
        let answer = api.get_with("/odata/Projects?$top=1&$select=riskQuotient&$count=true", &[accept]).await;
        assert_eq!(
            answer.body,
            concat!(
                r#"{"@odata.context":"https://api.example/odata/$metadata#Projects(riskQuotient)","#,
                r#""@odata.count":"6","value":[{"@odata.etag":"W/\"1\"","projectId":1,"riskQuotient":"1.25"}]}"#
            )
        );
        assert_eq!(answer.header("content-type"), "application/json;odata.metadata=minimal;IEEE754Compatible=true");
    })
    .await;
}
