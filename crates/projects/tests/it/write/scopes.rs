//! What a token has to open to write, and that other accounts are not there.

use super::TASK;
use crate::support::TestApi;
use crate::support::databases::on_both;

/// Method, address and body; scopes that are enough; scopes that are not, each with the one that is asked for.
type Case<'a> = (&'a str, &'a str, &'a str, &'a [&'a str], &'a [(&'a str, &'a str)]);

#[tokio::test]
async fn a_token_has_to_open_everything_that_a_request_touches() {
    on_both("write_scopes", async |api: TestApi| {
        let project = r#"{"projectName":"x","status":1}"#;
        let deep = format!(r#"{{"projectName":"x","status":1,"tasks":[{{{TASK}}}]}}"#);
        let task = format!(r#"{{{TASK},"projectId":1}}"#);
        let bound = format!(r#"{{{TASK},"project@odata.bind":"Projects(1)"}}"#);
        let work = format!(r#"{{{TASK},"projectId":1,"resources@odata.bind":["Resources(1)"]}}"#);
        let reference = r#"{"@odata.id":"Resources(1)"}"#;
        let cases: [Case<'_>; 12] = [
            (
                "POST",
                "Projects",
                project,
                &["projects"],
                &[("projects.read", "projects"), ("tasks", "projects")],
            ),
            (
                "POST",
                "Projects",
                &deep,
                &["projects tasks"],
                &[("projects", "tasks"), ("projects tasks.read", "tasks")],
            ),
            ("POST", "Tasks", &task, &["tasks"], &[("tasks.read projects", "tasks")]),
            ("POST", "Tasks", &bound, &["tasks projects.read"], &[("tasks", "projects.read")]),
            ("POST", "Tasks", &work, &["tasks resources"], &[("tasks", "resources")]),
            ("POST", "Projects(1)/tasks", &task, &["tasks projects.read"], &[("tasks", "projects.read")]),
            ("POST", "Tasks?$expand=project", &task, &["tasks projects.read"], &[("tasks", "projects.read")]),
            (
                "PATCH",
                "Projects(1)/projectManager",
                "{}",
                &["projects.read resources"],
                &[("projects", "resources")],
            ),
            ("PATCH", "Buffers(1)", r#"{"sizeDays":1}"#, &["projects"], &[("tasks resources", "projects")]),
            (
                "POST",
                "Tasks(1)/resources/$ref",
                reference,
                &["tasks resources"],
                &[("tasks", "resources"), ("resources tasks.read", "tasks")],
            ),
            (
                "PUT",
                "Projects(1)/projectManager/$ref",
                reference,
                &["projects resources"],
                &[("projects", "resources")],
            ),
            (
                "DELETE",
                "Tasks(1)",
                "",
                &["tasks", "api1", "admin", "exepron.restapi"],
                &[("tasks.read", "tasks"), ("api1.read", "tasks")],
            ),
        ];
        for (method, address, body, enough, lacking) in cases {
            for (token, needed) in lacking {
                let answer = api.write_with(&format!("1/{token}"), (method, address, body), &[]).await;
                assert_eq!(answer.status, 403, "{token}: {method} {address} {}", answer.body);
                let challenge = answer.header("www-authenticate");
                assert!(
                    challenge.contains(&format!("scope=\"{needed}\"")),
                    "{token}: {method} {address} {challenge}"
                );
            }
            for token in enough {
                let answer = api.write_with(&format!("1/{token}"), (method, address, body), &[]).await;
                assert!(
                    ![401, 403].contains(&answer.status.as_u16()),
                    "{token}: {method} {address} {}",
                    answer.body
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn other_accounts_are_not_there() {
    on_both("write_tenants", async |api: TestApi| {
        let before = api.get("/odata/Projects?$expand=tasks,buffers").await.body;
        let task = format!("{{{TASK}}}");
        let outside = format!(r#"{{{TASK},"projectId":1}}"#);
        let bound = format!(r#"{{{TASK},"project@odata.bind":"Projects(1)"}}"#);
        let cases = [
            ("PATCH", "Projects(1)", r#"{"projectName":"mine"}"#, 404),
            ("PUT", "Projects(1)", r#"{"projectName":"mine","status":1}"#, 404),
            ("DELETE", "Projects(1)", "", 404),
            ("POST", "Projects(1)/tasks", task.as_str(), 404),
            ("POST", "Tasks", &outside, 400),
            ("POST", "Tasks", &bound, 400),
            ("POST", "Tasks(1)/resources/$ref", r#"{"@odata.id":"Resources(1)"}"#, 404),
            ("DELETE", "Tasks(1)/resources(1)/$ref", "", 404),
            ("PUT", "Tasks(1)/project/$ref", r#"{"@odata.id":"Projects(2)"}"#, 404),
            ("PUT", "Projects(1)/projectName", r#"{"value":"mine"}"#, 404),
        ];
        for (method, address, body, status) in cases {
            let answer = api.write_with("2/admin", (method, address, body), &[]).await;
            assert_eq!(answer.status.as_u16(), status, "{method} {address} {}", answer.body);
        }
        let own = api.write_with(
            "2/admin",
            ("POST", "Projects", r#"{"projectName":"own","status":1,"accountId":1}"#),
            &[],
        );
        assert_eq!(own.await.json()["accountId"], 2);
        assert_eq!(api.get("/odata/Projects?$expand=tasks,buffers").await.body, before);
    })
    .await;
}
