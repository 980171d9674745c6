//! `$select`, `$orderby`, `$count` and `$inlinecount` on sets.

use axum::http::StatusCode;
use odata::edm::{EdmType, Property};
use serde_json::{Value, json};

use super::support::TestApi;
use super::support::databases::on_both;

// Shows R125.
#[tokio::test]
async fn an_inline_count_is_told_in_both_languages() {
    on_both("inlinecount", async |api: TestApi| {
        let expected = concat!(
            r#"{"@odata.context":"https://api.example/odata/$metadata#Projects(projectName)","@odata.count":6,"#,
            r#""odata.count":"6","value":[{"@odata.etag":"W/\"1\"","projectId":1,"projectName":"Apollo Upgrade"}]}"#
        );
        for query in [
            "$inlinecount=allpages&$top=1&$select=projectName",
            "inlinecount=allpages&top=1&select=projectname",
            "%24InlineCount=allpages&%24TOP=1&%24Select=PROJECTNAME",
        ] {
            assert_eq!(api.get(&format!("/odata/Projects?{query}")).await.body, expected, "{query}");
        }
        let none = api.get("/odata/Projects?$inlinecount=none&$top=1&$select=projectName").await;
        assert!(!none.body.contains("odata.count"), "{}", none.body);
    })
    .await;
}

// Shows R130.
#[tokio::test]
async fn a_count_is_told_before_anything_is_cut_off() {
    on_both("count", async |api: TestApi| {
        for query in
            ["$count=true&$top=0", "$count=true&$skip=5", "COUNT=TRUE&$skip=1000000", "$count=true&$top=3"]
        {
            let answer = api.get(&format!("/odata/Tasks?{query}")).await;
            assert_eq!(answer.json()["@odata.count"], 12, "{query}");
            assert!(answer.json().get("odata.count").is_none());
        }
        assert!(api.get("/odata/Tasks?$count=false").await.json().get("@odata.count").is_none());

        let plain = api.get("/odata/Tasks/$count").await;
        assert_eq!(
            (plain.status, plain.body.as_str(), plain.header("content-type")),
            (StatusCode::OK, "12", "text/plain")
        );
    })
    .await;
}

#[tokio::test]
async fn null_stands_first_ascending_and_last_descending() {
    on_both("nulls", async |api: TestApi| {
        let cases = [
            ("riskQuotient", json!([3, 4, 5, 1, 6, 2])),
            ("riskQuotient desc", json!([2, 1, 6, 5, 4, 3])),
            ("projectDueDate", json!([4, 5, 2, 1, 6, 3])),
            ("projectDueDate desc", json!([3, 6, 1, 2, 5, 4])),
            ("projectManagerID,projectId desc", json!([6, 3, 5, 1, 4, 2])),
            ("earlyWarningStatus desc", json!([3, 2, 1, 5, 6, 4])),
        ];
        for (order, ids) in cases {
            let answer = api.get(&format!("/odata/Projects?$orderby={}", order.replace(' ', "%20"))).await;
            assert_eq!(Value::from(answer.column("projectId")), ids, "{order}");
        }
    })
    .await;
}

// Shows R126.
#[tokio::test]
async fn every_property_of_every_set_can_be_ordered_by() {
    on_both("order_all", async |api: TestApi| {
        for set in projects::MODEL.sets {
            let single = |property: &&Property| !matches!(property.kind, EdmType::Strings);
            for property in set.entity.properties.iter().filter(single) {
                let address =
                    |direction| format!("/odata/{}?$orderby={}{direction}", set.name, property.name);
                let up = api.get(&address("")).await;
                let down = api.get(&address("+desc")).await;
                assert_eq!((up.status, down.status), (StatusCode::OK, StatusCode::OK), "{}", property.name);
                let (up, mut down) = (up.column(property.name), down.column(property.name));
                down.reverse();
                assert_eq!(up, down, "{}/{}", set.name, property.name);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn text_is_ordered_by_code_point() {
    on_both("collation", async |api: TestApi| {
        let answer = api.get("/odata/Projects?$orderby=projectName").await;
        let names = [
            "Apollo Extension",
            "Apollo Upgrade",
            "Bridge O'Neil",
            "Cooling Plant",
            "delta survey",
            "Érablière",
        ];
        assert_eq!(answer.column("projectName"), names.map(Value::from));
        let statuses =
            api.get("/odata/Projects?$orderby=projectStatusName,projectName+desc&$select=status").await;
        assert_eq!(Value::from(statuses.column("status")), json!([2, 2, 2, 4, 3, 1]));
    })
    .await;
}

#[tokio::test]
async fn ties_are_broken_by_the_key() {
    on_both("ties", async |api: TestApi| {
        let answer = api.get("/odata/Tasks?$orderby=isCritical%20desc&$select=isCritical").await;
        let ids: Vec<_> = answer.column("taskId").iter().map(|id| id.as_i64().unwrap()).collect();
        assert_eq!(ids, [1, 2, 4, 5, 6, 9, 10, 11, 12, 3, 7, 8]);
    })
    .await;
}

// Shows R127.
#[tokio::test]
async fn what_is_selected_stands_in_the_context_and_in_the_rows() {
    on_both("select", async |api: TestApi| {
        let cases = [
            ("$select=taskName", "Tasks(taskName)", vec!["taskId", "taskName"]),
            ("$select=status,taskNumber", "Tasks(status,taskNumber)", vec!["taskId", "taskNumber", "status"]),
            ("$select=taskId", "Tasks(taskId)", vec!["taskId"]),
            ("$select=project", "Tasks(project)", vec!["taskId"]),
        ];
        for (query, context, properties) in cases {
            let json = api.get(&format!("/odata/Tasks?{query}")).await.json();
            assert_eq!(json["@odata.context"], format!("https://api.example/odata/$metadata#{context}"));
            let row = json["value"][0].as_object().unwrap();
            let mut names: Vec<_> = row.keys().filter(|name| !name.starts_with('@')).cloned().collect();
            names.sort();
            let mut properties = properties;
            properties.sort();
            assert_eq!(names, properties, "{query}");
        }
        let all = api.get("/odata/Tasks?$select=*").await.json();
        assert_eq!(all["value"][0].as_object().unwrap().len(), 13);
        assert_eq!(all["@odata.context"], "https://api.example/odata/$metadata#Tasks(*)");
    })
    .await;
}

#[tokio::test]
async fn metadata_none_leaves_out_what_only_editors_need() {
    on_both("metadata_none", async |api: TestApi| {
        let accept = ("accept", "application/json;odata.metadata=none");
        let answer = api.get_with("/odata/Projects?$top=1&$select=status&$count=true", &[accept]).await;
        assert_eq!(answer.body, r#"{"@odata.count":6,"value":[{"projectId":1,"status":2}]}"#);
    })
    .await;
}
