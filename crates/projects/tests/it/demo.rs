//! Loading the demo, and what the tables promise.

use chrono::DateTime;
use projects::demo::{Loaded, load};
use sea_orm::{ConnectionTrait, DbBackend};

use super::support::TestApi;
use super::support::databases::{on_both, on_both_empty};

#[tokio::test]
async fn the_demo_is_loaded_once() {
    on_both("demo_once", async |api: TestApi| {
        assert_eq!(load(&api.db, DateTime::UNIX_EPOCH).await.unwrap(), Loaded::AlreadyThere);
        assert_eq!(api.get("/odata/Projects/$count").await.body, "6");
    })
    .await;
}

#[tokio::test]
async fn two_servers_that_start_at_once_load_it_once() {
    on_both_empty("demo_race", async |api: TestApi| {
        let (one, other) =
            tokio::join!(load(&api.db, DateTime::UNIX_EPOCH), load(&api.db, DateTime::UNIX_EPOCH));
        let mut fresh = 0;
        for loaded in [one, other] {
            // SQLite lets one writer in and may tell the other so; it must then say that and nothing else.
            match loaded {
                Ok(Loaded::Fresh) => fresh += 1,
                Ok(Loaded::AlreadyThere) => {}
                Err(error) => assert!(error.to_string().contains("locked"), "{error}"),
            }
        }
        assert_eq!(fresh, 1);
        assert_eq!(api.get("/odata/Tasks/$count").await.body, "12");
    })
    .await;
}

#[tokio::test]
async fn tables_with_rows_are_left_alone() {
    on_both_empty("demo_not_empty", async |api: TestApi| {
        let row = "INSERT INTO resources (account_id, created_at, resource_name, kind, capacity, is_active) \
                   VALUES (5, 0, 'Somebody', 1, 1.0, TRUE)";
        api.db.execute_unprepared(row).await.unwrap();
        assert_eq!(load(&api.db, DateTime::UNIX_EPOCH).await.unwrap(), Loaded::AlreadyThere);
        assert_eq!(api.get("/odata/Projects/$count").await.body, "0");
    })
    .await;
}

#[tokio::test]
async fn the_next_row_gets_the_next_key() {
    on_both("next_key", async |api: TestApi| {
        let row = "INSERT INTO projects (account_id, created_at, project_name, status, last_modified_on) \
                   VALUES (1, 0, 'Seventh', 1, 0)";
        api.db.execute_unprepared(row).await.unwrap();
        let answer = api.get("/odata/Projects(7)?$select=projectName,projectStatusName,earlyWarningStatus").await;
        assert!(answer.body.ends_with(
            r#""projectId":7,"projectName":"Seventh","projectStatusName":"Planned","earlyWarningStatus":null}"#
        ));
    })
    .await;
}

#[tokio::test]
async fn a_row_cannot_point_into_another_account() {
    on_both("same_account", async |api: TestApi| {
        let foreign = "INSERT INTO buffers (account_id, created_at, project_id, kind, size_days, consumed_days) \
                       VALUES (2, 0, 1, 1, 1, 0)";
        assert!(api.db.execute_unprepared(foreign).await.is_err());
        let own = foreign.replace("(2,", "(1,");
        assert!(api.db.execute_unprepared(&own).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn every_text_column_compares_by_code_point() {
    on_both_empty("collations", async |api: TestApi| {
        if api.db.get_database_backend() != DbBackend::Postgres {
            return;
        }
        let others = "SELECT table_name || '.' || column_name FROM information_schema.columns \
                      WHERE table_name IN ('projects', 'tasks', 'resources', 'buffers') \
                      AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'";
        let statement = sea_orm::Statement::from_string(DbBackend::Postgres, others);
        let rows = api.db.query_all_raw(statement).await.unwrap();
        let names: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).unwrap()).collect();
        assert_eq!(names, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_page_is_read_through_the_index_of_its_account() {
    on_both("plan", async |api: TestApi| {
        let page = "SELECT version FROM projects WHERE account_id = 1 ORDER BY project_id LIMIT 2";
        let backend = api.db.get_database_backend();
        // SQLite names the index of a constraint by itself.
        let (setting, explain, column, index) = match backend {
            DbBackend::Postgres => (
                "SET enable_seqscan = off; SET enable_sort = off",
                "EXPLAIN",
                0,
                "ux_projects_account_id_project_id",
            ),
            _ => ("SELECT 1", "EXPLAIN QUERY PLAN", 3, "sqlite_autoindex_projects_1 (account_id=?)"),
        };
        api.db.execute_unprepared(setting).await.unwrap();
        let statement = sea_orm::Statement::from_string(backend, format!("{explain} {page}"));
        let rows = api.db.query_all_raw(statement).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.try_get_by_index(column).unwrap()).collect();
        let plan = plan.join("\n");
        assert!(plan.contains(index), "{plan}");
        assert!(!plan.to_lowercase().contains("sort") && !plan.contains("TEMP B-TREE"), "{plan}");
    })
    .await;
}
