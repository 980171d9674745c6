//! What comes along costs a statement for each navigation property, whatever the rows, and needs the scopes of what it is.

use std::sync::atomic::Ordering;

use sea_orm::ConnectionTrait;

use super::support::databases::{on_both, on_both_empty};
use super::support::{TestApi, encoded};

/// How many statements a request takes.
async fn cost(api: &TestApi, address: &str) -> usize {
    let before = api.statements.load(Ordering::Relaxed);
    let answer = api.get(&encoded(address)).await;
    assert_eq!(answer.status, 200, "{address}: {}", answer.body);
    api.statements.load(Ordering::Relaxed) - before
}

// Shows R123.
#[tokio::test]
async fn a_page_with_expansions_takes_a_statement_for_each_of_them() {
    on_both("statements", async |api: TestApi| {
        for (address, statements) in [
            ("Projects?$filter=status eq 2&$expand=tasks($top=2)&$top=50", 2),
            ("Projects?$filter=status eq 2&$expand=tasks($top=2)&$top=50&$count=true", 3),
            ("Projects?$filter=tasks/any(t:t/resources/any()) and projectManager/isActive", 1),
            ("Projects?$expand=tasks,projectManager,buffers", 4),
            ("Projects?$expand=tasks($count=true)", 3),
            ("Projects?$expand=tasks/$count", 2),
            ("Projects?$expand=tasks($expand=resources($expand=tasks))", 4),
            ("Projects(1)?$expand=tasks", 2),
            ("Projects(1)/tasks", 1),
            ("Projects/$count?$filter=status eq 2", 1),
            ("Projects(1)/projectName/$value", 1),
        ] {
            assert_eq!(cost(&api, address).await, statements, "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn scopes_are_needed_for_everything_that_a_request_touches() {
    on_both("touched", async |api: TestApi| {
        for (scopes, address, needed) in [
            ("projects", "Projects?$expand=tasks", "tasks.read"),
            ("projects", "Projects?$filter=tasks/any()", "tasks.read"),
            ("projects", "Projects?$orderby=tasks/$count", "tasks.read"),
            ("projects", "Projects?$compute=tasks/$count as n", "tasks.read"),
            ("projects", "Projects(1)/tasks", "tasks.read"),
            ("projects", "Projects/$count?$filter=tasks/any()", "tasks.read"),
            ("projects tasks", "Projects?$filter=projectManager/isActive", "resources"),
            ("projects tasks", "Projects?$expand=tasks($expand=resources)", "resources"),
            ("projects tasks", "Projects?$expand=*", "resources"),
            ("projects", "Projects?$filter=@p&@p=tasks/any()", "tasks.read"),
            ("tasks", "Tasks?$filter=project/status eq 2", "projects.read"),
            ("tasks", "Tasks(1)/project/projectName", "projects.read"),
            ("resources", "Resources?$filter=tasks/any(t:t/project/status eq 2)", "tasks.read"),
        ] {
            let answer = api.get_as(&format!("1/{scopes}"), &encoded(address)).await;
            assert_eq!(
                (answer.status.as_u16(), answer.code().as_str()),
                (403, "insufficient_scope"),
                "{address}"
            );
            let challenge = answer.header("www-authenticate");
            assert!(challenge.contains(&format!("scope=\"{needed}\"")), "{address} {challenge}");
        }
        let enough = api
            .get_as("1/projects.read tasks.read", &encoded("Projects?$expand=tasks&$filter=tasks/any()"))
            .await;
        assert_eq!(enough.status, 200);
    })
    .await;
}

#[tokio::test]
async fn other_accounts_are_reached_over_no_path_and_no_expansion() {
    on_both("other_accounts", async |api: TestApi| {
        for address in ["Projects(1)/tasks", "Projects(1)/projectManager", "Projects(1)/tasks/$count", "Tasks(1)/project/projectName"] {
            let answer = api.get_as("2/admin", &encoded(address)).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "not_found"), "{address}");
        }
        // A row of account 2 that points at rows of account 1 can't be made, so the tables' own keys are the last word.
        let smuggled = "INSERT INTO tasks (account_id, created_at, task_number, task_name, project_id, status, \
            focused_duration, safe_duration, is_critical, percent_complete) VALUES (2, 0, 'x', 'x', 1, 1, 1, 1, TRUE, 0)";
        assert!(api.db.execute_unprepared(smuggled).await.is_err());
    })
    .await;
}

#[tokio::test]
async fn a_thousand_children_come_along_and_a_link_leads_to_the_rest() {
    on_both_empty("children", async |api: TestApi| {
        api.db
            .execute_unprepared(
                "INSERT INTO projects (project_id, account_id, created_at, project_name, status, last_modified_on) \
                 VALUES (1, 1, 0, 'large', 2, 0)",
            )
            .await
            .unwrap();
        for start in [0, 600] {
            let rows: Vec<_> = (start..start + 600)
                .map(|n| format!("({}, 1, 0, 'T-{n}', 't', 1, 1, 1, 1, TRUE, 0)", n + 1))
                .collect();
            let insert = format!(
                "INSERT INTO tasks (task_id, account_id, created_at, task_number, task_name, project_id, status, \
                 focused_duration, safe_duration, is_critical, percent_complete) VALUES {}",
                rows.join(",")
            );
            api.db.execute_unprepared(&insert).await.unwrap();
        }
        let answer = api.get(&encoded("Projects?$expand=tasks($filter=isCritical;$count=true;$select=taskName)")).await;
        let row = answer.json()["value"][0].clone();
        assert_eq!((row["tasks"].as_array().unwrap().len(), row["tasks@odata.count"].as_u64()), (1000, Some(1200)));
        let link = row["tasks@odata.nextLink"].as_str().unwrap();
        let rest = api.get(link.strip_prefix("https://api.example").unwrap()).await;
        assert_eq!(rest.column("taskId").len(), 100, "{link}: {}", rest.body);
        assert_eq!(rest.column("taskId")[0], 1001);

        let fewer = api.get(&encoded("Projects?$expand=tasks($top=1000)")).await.json();
        assert!(fewer["value"][0].get("tasks@odata.nextLink").is_none());
    })
    .await;
}
