//! `PATCH` and `PUT` of an entity, and of one of its properties.

use serde_json::json;

use crate::support::TestApi;
use crate::support::databases::on_both;

#[tokio::test]
async fn a_patch_changes_what_it_says_and_nothing_else() {
    on_both("patch", async |api: TestApi| {
        let mut wanted = api.get("/odata/Projects(2)").await.json();
        let body =
            r#"{"projectName":"Bridge","status":3,"riskQuotient":null,"bufferPenetration":1,"projectId":5}"#;
        let answer = api.write("PATCH", "Projects(2)", body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        wanted["projectName"] = json!("Bridge");
        wanted["status"] = json!(3);
        wanted["projectStatusName"] = json!("OnHold");
        wanted["riskQuotient"] = json!(null);
        wanted["lastModifiedOn"] = json!("2026-11-22T12:00:00Z");
        wanted["@odata.etag"] = json!("W/\"2\"");
        assert_eq!((answer.json(), answer.header("etag")), (wanted, "W/\"2\""));
        assert_eq!(api.get("/odata/Projects(2)").await.body, answer.body);

        let empty = api.write("PATCH", "Projects(2)", "{}").await;
        assert_eq!((empty.status.as_u16(), empty.header("etag")), (200, "W/\"2\""));
    })
    .await;
}

#[tokio::test]
async fn a_put_resets_what_it_leaves_out() {
    on_both("put", async |api: TestApi| {
        let body = r#"{"resourceName":"Ada","kind":"Team","capacity":2.5,"isActive":false,"email":"ada@example.com"}"#;
        let answer = api.write("PUT", "Resources(2)", body).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        assert_eq!(
            answer.json(),
            json!({
                "@odata.context": "https://api.example/odata/$metadata#Resources/$entity", "@odata.etag": "W/\"2\"",
                "resourceId": 2, "resourceName": "Ada", "kind": "Team", "email": "ada@example.com",
                "costPerHour": null, "capacity": 2.5, "workingDays": null, "isActive": false,
            })
        );
        let without = api.write("PUT", "Resources(2)", r#"{"resourceName":"Ada","kind":"Team","capacity":1}"#).await;
        assert_eq!((without.status.as_u16(), without.code().as_str()), (400, "missing_property"));
        assert_eq!(without.json()["error"]["target"], "isActive");
        let read_back = api.write("PUT", "Resources(2)", &answer.body).await;
        assert_eq!(read_back.status, 200, "what was read can be sent back: {}", read_back.body);
    })
    .await;
}

#[tokio::test]
async fn nothing_comes_to_be_by_a_change() {
    on_both("no_upsert", async |api: TestApi| {
        let resource = r#"{"resourceName":"Ada","kind":"Team","capacity":1,"isActive":true}"#;
        for (method, address) in [
            ("PATCH", "Resources(99)"),
            ("PUT", "Resources(99)"),
            ("PATCH", "Projects(3)/projectManager"),
            ("PUT", "Tasks(1)/resources(99)"),
            ("PATCH", "Tasks(99)/resources(1)"),
        ] {
            let answer = api.write(method, address, resource).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (404, "not_found"),
                "{method} {address}"
            );
        }
        assert_eq!(api.get("/odata/Resources/$count").await.body, "5");
    })
    .await;
}

#[tokio::test]
async fn an_entity_is_changed_through_the_ways_that_lead_to_it() {
    on_both("patch_navigation", async |api: TestApi| {
        let answer = api.write("PATCH", "Projects(2)/projectManager", r#"{"capacity":0.25}"#).await;
        assert_eq!(
            (answer.status.as_u16(), &answer.json()["resourceId"]),
            (200, &json!(2)),
            "{}",
            answer.body
        );
        let answer = api.write("PATCH", "Projects(1)/tasks(1)", r#"{"percentComplete":100}"#).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["percentComplete"]), (200, &json!(100)));
        let moved = api.write("PATCH", "Tasks(1)", r#"{"project@odata.bind":"Projects(2)"}"#).await;
        assert_eq!(moved.json()["projectId"], 2);
        let nobody = api.write("PATCH", "Projects(2)", r#"{"projectManager":null}"#).await;
        assert_eq!((nobody.status.as_u16(), &nobody.json()["projectManagerID"]), (200, &json!(null)));
    })
    .await;
}

#[tokio::test]
async fn who_wants_little_gets_the_version_alone() {
    on_both("patch_minimal", async |api: TestApi| {
        let request = ("PATCH", "Tasks(1)", r#"{"percentComplete":7}"#);
        let answer = api.write_with("1/tasks", request, &[("prefer", "return=minimal")]).await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (204, ""));
        assert_eq!(
            (answer.header("etag"), answer.header("preference-applied")),
            ("W/\"2\"", "return=minimal")
        );
        assert_eq!(answer.header("odata-entityid"), "https://api.example/odata/Tasks(1)");
    })
    .await;
}

#[tokio::test]
async fn a_single_property_is_written_and_emptied() {
    on_both("put_property", async |api: TestApi| {
        let answer = api.write("PUT", "Projects(1)/projectName", r#"{"value":"Renamed"}"#).await;
        assert_eq!((answer.status.as_u16(), answer.header("etag")), (204, "W/\"2\""), "{}", answer.body);
        assert_eq!(api.get("/odata/Projects(1)/projectName/$value").await.body, "Renamed");
        let answer = api.write("DELETE", "Projects(1)/projectObjective", "").await;
        assert_eq!((answer.status.as_u16(), answer.header("etag")), (204, "W/\"3\""));
        assert_eq!(api.get("/odata/Projects(1)/projectObjective").await.status, 204);
        for (method, address, body) in [
            ("DELETE", "Projects(1)/projectName", ""),
            ("PUT", "Projects(1)/projectName", r#"{"value":null}"#),
            ("PUT", "Projects(1)/status", r#"{"value":5}"#),
            ("PUT", "Projects(1)/status", "{}"),
        ] {
            let answer = api.write(method, address, body).await;
            assert_eq!(answer.status, 400, "{method} {address} {}", answer.body);
        }
    })
    .await;
}
