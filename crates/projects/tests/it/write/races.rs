//! Two at once: one wins.

use crate::support::TestApi;
use crate::support::databases::on_both;

#[tokio::test]
async fn of_two_who_saw_the_same_version_one_changes_it() {
    on_both("race_patch", async |api: TestApi| {
        for round in 1..=8 {
            let known = format!("W/\"{round}\"");
            let headers = [("if-match", known.as_str())];
            let one = api.write_with("1/api1", ("PATCH", "Tasks(1)", r#"{"taskName":"one"}"#), &headers);
            let two = api.write_with("1/api1", ("PATCH", "Tasks(1)", r#"{"taskName":"two"}"#), &headers);
            let (one, two) = tokio::join!(one, two);
            let mut statuses = [one.status.as_u16(), two.status.as_u16()];
            statuses.sort();
            assert_eq!(statuses, [200, 412], "round {round}: {} {}", one.body, two.body);
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_links_that_would_make_a_circle_together_one_is_made() {
    on_both("race_circle", async |api: TestApi| {
        for _ in 0..8 {
            let mut keys = Vec::new();
            for _ in 0..2 {
                let made = api.write("POST", "Projects(5)/tasks", &format!("{{{}}}", super::TASK)).await;
                keys.push(made.json()["taskId"].as_i64().unwrap());
            }
            let reference = |key: i64| format!(r#"{{"@odata.id":"Tasks({key})"}}"#);
            let (first, second) = (reference(keys[0]), reference(keys[1]));
            let (here, there) = (
                format!("Tasks({})/successors/$ref", keys[0]),
                format!("Tasks({})/successors/$ref", keys[1]),
            );
            let (one, two) =
                tokio::join!(api.write("POST", &here, &second), api.write("POST", &there, &first));
            let mut statuses = [one.status.as_u16(), two.status.as_u16()];
            statuses.sort();
            assert_eq!(statuses, [204, 409], "{} {}", one.body, two.body);
        }
    })
    .await;
}

#[tokio::test]
async fn a_child_never_outlives_its_parent_and_nobody_waits_for_ever() {
    on_both("race_delete", async |api: TestApi| {
        for _ in 0..8 {
            let made = api.write("POST", "Projects", r#"{"projectName":"short","status":1}"#).await;
            let key = made.json()["projectId"].clone();
            let (project, tasks) = (format!("Projects({key})"), format!("Projects({key})/tasks"));
            let task = format!("{{{}}}", super::TASK);
            let (gone, child) =
                tokio::join!(api.write("DELETE", &project, ""), api.write("POST", &tasks, &task));
            // Whoever is second finds what the first has left.
            assert!([204, 409].contains(&gone.status.as_u16()), "{}", gone.body);
            assert!([201, 404, 409].contains(&child.status.as_u16()), "{}", child.body);
            let orphans = api.get(&format!("/odata/Tasks/$count?$filter=projectId%20eq%20{key}")).await;
            if gone.status == 204 {
                assert_eq!(orphans.body, "0");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn who_names_no_version_overwrites_one_after_the_other() {
    on_both("race_blind", async |api: TestApi| {
        for _ in 0..8 {
            let patch = || api.write("PATCH", "Tasks(1)", r#"{"taskName":"one"}"#);
            let (one, two) = tokio::join!(patch(), patch());
            assert_eq!((one.status.as_u16(), two.status.as_u16()), (200, 200), "{} {}", one.body, two.body);
        }
        assert_eq!(api.get("/odata/Tasks(1)").await.header("etag"), "W/\"17\"");
    })
    .await;
}
