//! What nobody should send: refused with code, option and character, or taken literally, and quickly so.

use std::time::Duration;

use sea_orm::DbBackend;
use sea_orm::sqlx::Executor as _;

use super::support::databases::on_both;
use super::support::{TestApi, encoded};

/// How long a refusal may take.
const SOON: Duration = Duration::from_millis(100);

#[expect(clippy::disallowed_methods, reason = "how long an answer takes is what is tested")]
async fn timed(api: &TestApi, address: &str) -> (super::support::Answer, Duration) {
    let start = std::time::Instant::now();
    let answer = api.get(address).await;
    (answer, start.elapsed())
}

#[tokio::test]
async fn what_is_too_much_is_refused_at_once() {
    on_both("too_much", async |api: TestApi| {
        let nested = format!("Projects?$filter={}true{}", "(".repeat(2000), ")".repeat(2000));
        let negated = format!("Projects?$filter={}true", "not ".repeat(1000));
        let list = format!("Projects?$filter=status in ({})", vec!["1"; 3000].join(","));
        let sum = format!("Projects?$filter={}true", "true or ".repeat(500));
        let lambdas =
            "Projects?$filter=tasks/any(a:a/successors/any(b:b/successors/any(c:c/successors/any())))";
        let expansions = format!("Tasks?$expand=project($expand={})", ["tasks"; 11].join(","));
        let aliases = "Projects?$filter=@a&@a=@b&@b=@a";
        let orders = format!("Projects?$orderby={}", ["status"; 6].join(","));
        for (address, code, target) in [
            (nested.as_str(), "query_too_complex", "$filter"),
            (&negated, "query_too_complex", "$filter"),
            (&list, "query_too_complex", "$filter"),
            (&sum, "query_too_complex", "$filter"),
            (lambdas, "query_too_complex", "$filter"),
            (&expansions, "duplicate_option", "$expand"),
            (aliases, "query_too_complex", "@b"),
            (&orders, "query_too_complex", "$orderby"),
            ("Projects?$top=-1", "invalid_value", "$top"),
            ("Projects?$skip=9223372036854775808", "invalid_value", "$skip"),
            ("Projects?$skiptoken=Zm9yZ2Vk", "invalid_value", "$skiptoken"),
        ] {
            let (answer, took) = timed(&api, &encoded(address)).await;
            let start: String = address.chars().take(60).collect();
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (400, code),
                "{start}: {}",
                answer.body
            );
            let error = &answer.json()["error"];
            assert_eq!(error["target"], target, "{start}");
            assert!(error["message"].as_str().unwrap().contains("at position"), "{start}: {error}");
            assert!(took < SOON, "{start} took {took:?}");
        }
        let list = format!("Projects?$filter=status in ({})", vec!["1"; 5000].join(","));
        let (answer, took) = timed(&api, &encoded(&list)).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (414, "uri_too_long"));
        assert!(took < SOON);
    })
    .await;
}

#[tokio::test]
async fn a_question_that_takes_too_long_is_ended_and_said_to_be_too_much() {
    on_both("too_long", async |api: TestApi| {
        // One connection keeps the table to itself, or ends whatever is asked; the other answers.
        let held = match api.db.get_database_backend() {
            DbBackend::Sqlite => {
                let pool = api.db.get_sqlite_connection_pool();
                for mut connection in [pool.acquire().await.unwrap(), pool.acquire().await.unwrap()] {
                    connection.lock_handle().await.unwrap().set_progress_handler(1, || false);
                }
                None
            }
            _ => {
                let pool = api.db.get_postgres_connection_pool();
                for mut connection in [pool.acquire().await.unwrap(), pool.acquire().await.unwrap()] {
                    connection.execute("SET statement_timeout = 200").await.unwrap();
                }
                let mut holder = pool.begin().await.unwrap();
                holder.execute("LOCK TABLE projects IN ACCESS EXCLUSIVE MODE").await.unwrap();
                Some(holder)
            }
        };
        for address in ["/odata/Projects", "/odata/Projects/$count", "/odata/Projects(1)"] {
            let answer = api.get(address).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (400, "query_too_complex"),
                "{address}"
            );
            assert!(answer.body.contains("took too long"), "{}", answer.body);
        }
        drop(held);
    })
    .await;
}

#[tokio::test]
async fn what_looks_like_sql_is_text() {
    on_both("injection", async |api: TestApi| {
        for text in
            ["x' OR 1=1 --", "'; DROP TABLE projects; --", "$1", "?", "\\", "%", "_", "\u{1F980}", "x\u{0}y"]
        {
            let literal: String =
                form_urlencoded::byte_serialize(text.replace('\'', "''").as_bytes()).collect();
            for filter in [
                format!("projectName+eq+'{literal}'"),
                format!("contains(projectName,'{literal}')"),
                format!("projectName+in+('{literal}')"),
                format!("startswith(projectName,concat('{literal}','x'))"),
            ] {
                let address = format!("/odata/Projects?$filter={filter}");
                let answer = api.get(&address).await;
                assert!(
                    answer.status == 200 || answer.status == 400,
                    "{filter}: {} {}",
                    answer.status,
                    answer.body
                );
                assert!(!answer.body.to_lowercase().contains("sql"), "{}", answer.body);
            }
        }
        assert_eq!(api.get("/odata/Projects/$count").await.body, "6");
    })
    .await;
}
