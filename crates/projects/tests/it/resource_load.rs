//! Who is busy when, as the demo's tasks are planned from Sunday, 2026-11-22 on.

use std::sync::atomic::Ordering;

use axum::http::StatusCode;
use sea_orm::ConnectionTrait as _;
use serde_json::{Value, json};

use super::support::TestApi;
use super::support::databases::on_both;

fn lines(answer: &Value) -> Vec<Value> {
    let rows = answer["value"].as_array().unwrap();
    let line = |row: &Value| {
        json!([row["resourceId"], row["week"], row["assignedDays"], row["availableDays"].as_f64().unwrap()])
    };
    rows.iter().map(line).collect()
}

#[tokio::test]
async fn open_work_is_laid_out_week_by_week_and_beside_what_is_available() {
    on_both("load_weeks", async |api: TestApi| {
        let answer = api.get("/odata/ResourceLoad(from=@a,to=@b)?@a=2026-11-23&@b=2026-12-13").await;
        let json = answer.json();
        assert_eq!(
            json["@odata.context"],
            "https://api.example/odata/$metadata#Collection(Ccpm.ResourceWeek)"
        );
        let expected = [
            // Ada builds the console for another 20 days, with the crane beside her.
            json!([1, "2026-11-23", 5, 5.0]),
            json!([1, "2026-11-30", 5, 5.0]),
            json!([1, "2026-12-07", 5, 5.0]),
            // Grace procures steel for 9 days, and is there for half of two days a week.
            json!([2, "2026-11-23", 5, 1.0]),
            json!([2, "2026-11-30", 4, 1.0]),
            json!([2, "2026-12-07", 0, 1.0]),
            json!([3, "2026-11-23", 5, 7.0]),
            json!([3, "2026-11-30", 5, 7.0]),
            json!([3, "2026-12-07", 5, 7.0]),
            // The team helps her, and welds as soon as the steel is there.
            json!([4, "2026-11-23", 5, 15.0]),
            json!([4, "2026-11-30", 5, 15.0]),
            json!([4, "2026-12-07", 5, 15.0]),
        ];
        assert_eq!(lines(&json), expected);
    })
    .await;
}

#[tokio::test]
async fn what_rests_takes_no_time() {
    on_both("load_rests", async |api: TestApi| {
        let load = async || {
            let answer = api.get("/odata/ResourceLoad(from=2026-11-23,to=2026-11-29)").await;
            lines(&answer.json()).into_iter().map(|line| line[2].clone()).collect::<Vec<_>>()
        };
        assert_eq!(load().await, [5, 5, 5, 5]);
        api.db.execute_unprepared("UPDATE tasks SET status = 3 WHERE task_id = 2").await.unwrap();
        assert_eq!(load().await, [0, 5, 0, 5]);
        api.db.execute_unprepared("UPDATE projects SET status = 3 WHERE project_id = 2").await.unwrap();
        assert_eq!(load().await, [0, 0, 0, 0]);
    })
    .await;
}

#[tokio::test]
async fn a_load_takes_four_statements_and_the_scopes_of_what_it_tells_of() {
    on_both("load_scopes", async |api: TestApi| {
        let address = "/odata/ResourceLoad(from=2026-01-05,to=2026-11-29)";
        let all = ["reports", "resources", "tasks.read", "projects.read"];
        api.statements.store(0, Ordering::Relaxed);
        let answer = api.get_as(&format!("1/{}", all.join(" ")), address).await;
        assert_eq!((answer.status, api.statements.load(Ordering::Relaxed)), (StatusCode::OK, 4));
        for missing in all {
            let others: Vec<_> = all.iter().filter(|scope| **scope != missing).copied().collect();
            let answer = api.get_as(&format!("1/{}", others.join(" ")), address).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{missing}");
            assert!(
                answer.header("www-authenticate").ends_with(&format!("scope=\"{missing}\"")),
                "{missing}"
            );
        }
        let other = api.get_as("2/admin", address).await;
        assert_eq!(other.column("resourceId"), Vec::<Value>::new());
    })
    .await;
}

#[tokio::test]
async fn an_answer_has_twenty_thousand_lines_at_most() {
    on_both("load_lines", async |api: TestApi| {
        let more = async |count: usize| {
            let row = "(1, 0, 'One more', 1, 1.0, TRUE)";
            let rows = vec![row; count].join(", ");
            let columns = "account_id, created_at, resource_name, kind, capacity, is_active";
            let insert = format!("INSERT INTO resources ({columns}) VALUES {rows}");
            api.db.execute_unprepared(&insert).await.unwrap();
        };
        // 105 weeks: 190 resources fit, and the demo has four in use.
        let address = "/odata/ResourceLoad(from=2027-01-01,to=2028-12-31)";
        more(186).await;
        assert_eq!(api.get(address).await.column("week").len(), 190 * 105);
        more(1).await;
        let answer = api.get(address).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::BAD_REQUEST, "query_too_complex"));
        assert_eq!(answer.json()["error"]["target"], "to");
    })
    .await;
}
