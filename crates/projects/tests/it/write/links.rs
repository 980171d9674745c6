//! `$ref`: links between entities that are there already.

use crate::support::TestApi;
use crate::support::databases::on_both;

async fn keys(api: &TestApi, address: &str, key: &str) -> Vec<i64> {
    api.get(&format!("/odata/{address}")).await.column(key).iter().map(|key| key.as_i64().unwrap()).collect()
}

#[tokio::test]
async fn references_are_read_alone() {
    on_both("read_ref", async |api: TestApi| {
        let many = api.get("/odata/Tasks(2)/predecessors/$ref?$orderby=taskId").await;
        assert_eq!(
            many.body,
            concat!(
                r#"{"@odata.context":"https://api.example/odata/$metadata#Collection($ref)","#,
                r#""value":[{"@odata.id":"https://api.example/odata/Tasks(1)"}]}"#
            )
        );
        let one = api.get("/odata/Projects(2)/projectManager/$ref").await;
        assert_eq!(
            one.body,
            concat!(
                r#"{"@odata.context":"https://api.example/odata/$metadata#$ref","#,
                r#""@odata.id":"https://api.example/odata/Resources(2)"}"#
            )
        );
        assert_eq!(api.get("/odata/Tasks(99)/resources/$ref").await.status, 404);
        let page = api.get_with("/odata/Projects(1)/tasks/$ref", &[("prefer", "maxpagesize=1")]).await;
        let next = page.json()["@odata.nextLink"].as_str().unwrap().to_owned();
        assert!(next.starts_with("https://api.example/odata/Projects(1)/tasks/$ref?"), "{next}");
        let next = api.get(next.strip_prefix("https://api.example").unwrap()).await;
        assert!(next.column("@odata.id")[0].as_str().unwrap().contains("Tasks("), "{}", next.body);
    })
    .await;
}

#[tokio::test]
async fn links_to_many_come_and_go() {
    on_both("link_many", async |api: TestApi| {
        assert_eq!(api.write("DELETE", "Tasks(1)/resources/$ref?$id=Resources(1)", "").await.status, 204);
        let before = keys(&api, "Tasks(1)/resources", "resourceId").await;
        assert!(!before.contains(&1));
        for _ in 0..2 {
            let body = r#"{"@odata.id":"https://api.example/odata/Resources(1)"}"#;
            let answer = api.write("POST", "Tasks(1)/resources/$ref", body).await;
            assert_eq!((answer.status.as_u16(), answer.body.as_str()), (204, ""));
        }
        assert!(keys(&api, "Tasks(1)/resources", "resourceId").await.contains(&1));
        assert_eq!(api.write("DELETE", "Resources(1)/tasks(1)/$ref", "").await.status, 204);
        assert_eq!(keys(&api, "Tasks(1)/resources", "resourceId").await, before);
        assert_eq!(api.get("/odata/Resources(1)").await.status, 200, "the link went, and not the entity");

        let cases = [
            ("DELETE", "Tasks(1)/resources/$ref?$id=Resources(1)", "", 404, "not_found"),
            ("DELETE", "Tasks(1)/resources(1)/$ref", "", 404, "not_found"),
            ("DELETE", "Tasks(1)/resources/$ref", "", 400, "missing_property"),
            ("DELETE", "Tasks(1)/resources/$ref?$id=Projects(1)", "", 400, "invalid_value"),
            ("POST", "Tasks(1)/resources/$ref", r#"{"@odata.id":"Resources(99)"}"#, 400, "invalid_value"),
            ("POST", "Tasks(1)/resources/$ref", r#"{"@odata.id":"Tasks(1)"}"#, 400, "invalid_value"),
            ("POST", "Tasks(1)/resources/$ref", "{}", 400, "missing_property"),
            ("POST", "Tasks(99)/resources/$ref", r#"{"@odata.id":"Resources(1)"}"#, 404, "not_found"),
        ];
        for (method, address, body, status, code) in cases {
            let answer = api.write(method, address, body).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (status, code),
                "{method} {address} {body}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_link_to_one_is_the_property_that_holds_its_key() {
    on_both("link_one", async |api: TestApi| {
        let manager = || async { api.get("/odata/Projects(1)").await.json()["projectManagerID"].clone() };
        let answer = api.write("PUT", "Projects(1)/projectManager/$ref", r#"{"@id":"Resources(3)"}"#).await;
        assert_eq!((answer.status.as_u16(), manager().await), (204, 3.into()), "{}", answer.body);
        assert_eq!(api.write("DELETE", "Projects(1)/projectManager/$ref", "").await.status, 204);
        assert_eq!(manager().await, serde_json::Value::Null);
        assert_eq!(api.get("/odata/Projects(1)").await.header("etag"), "W/\"3\"");

        let always = api.write("DELETE", "Tasks(1)/project/$ref", "").await;
        assert_eq!((always.status.as_u16(), always.code().as_str()), (409, "conflict"));
        let moved = api.write("POST", "Projects(2)/tasks/$ref", r#"{"@odata.id":"Tasks(1)"}"#).await;
        assert_eq!(moved.status, 204, "{}", moved.body);
        assert_eq!(api.get("/odata/Tasks(1)").await.json()["projectId"], 2);
        let orphan = api.write("DELETE", "Projects(2)/tasks(1)/$ref", "").await;
        assert_eq!((orphan.status.as_u16(), orphan.code().as_str()), (409, "conflict"));
    })
    .await;
}

#[tokio::test]
async fn nothing_comes_before_itself() {
    on_both("circle", async |api: TestApi| {
        // Four tasks of a project of their own: 13 before 14 before 15.
        let task = |more: &str| format!("{{{}{more}}}", super::TASK);
        for more in
            ["", r#","predecessors@odata.bind":["Tasks(13)"]"#, r#","predecessors@odata.bind":["Tasks(14)"]"#]
        {
            let answer = api.write("POST", "Projects(5)/tasks", &task(more)).await;
            assert_eq!(answer.status, 201, "{}", answer.body);
        }
        for (address, other) in [
            ("Tasks(13)/predecessors", 13),
            ("Tasks(13)/predecessors", 14),
            ("Tasks(13)/predecessors", 15),
            ("Tasks(15)/successors", 13),
        ] {
            let body = format!(r#"{{"@odata.id":"Tasks({other})"}}"#);
            let answer = api.write("POST", &format!("{address}/$ref"), &body).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (409, "conflict"),
                "{address} {other}"
            );
            assert!(answer.body.contains("circle"), "{}", answer.body);
        }
        assert_eq!(keys(&api, "Tasks(13)/predecessors", "taskId").await, Vec::<i64>::new());
        let both = r#","predecessors@odata.bind":["Tasks(13)"],"successors@odata.bind":["Tasks(13)"]"#;
        let answer = api.write("POST", "Projects(5)/tasks", &task(both)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (409, "conflict"), "{}", answer.body);
        assert_eq!(api.get("/odata/Projects(5)/tasks/$count").await.body, "5");
        let shortcut = api.write("POST", "Tasks(15)/predecessors/$ref", r#"{"@odata.id":"Tasks(13)"}"#).await;
        assert_eq!(shortcut.status, 204, "{}", shortcut.body);
    })
    .await;
}
