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
